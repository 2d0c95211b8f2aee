"""Prefect's doorway to cleaning: one task run for each batch of documents."""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.clean.page import CleanOptions, CleanResult, clean_part, reclean_part
from warehouse.resume import once


@task(task_run_name="clean {part.stem}", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)
def clean(
    workers: Executor,
    part: Path,
    out_dir: Path,
    options: CleanOptions,
    timeout: float,
    rendered: bool = False,
) -> CleanResult:
    """Clean one batch in a worker process, or return what an earlier attempt made.

    ``rendered`` says that the part holds rows of raw_documents instead of fresh documents.
    """
    work = reclean_part if rendered else clean_part
    return once(
        out_dir / f"{part.stem}.json",
        CleanResult,
        lambda: workers.submit(work, part, out_dir, options).result(timeout),
    )


def learn_lines(state: Sequence[Path], printed: Sequence[Path], out: Path) -> Path:
    """Merge what a run's documents print into the state; only the worker loads the kernels."""
    from tasks.clean.repeated_lines import update

    return update(state, printed, out)
