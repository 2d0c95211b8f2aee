"""Prefect's doorway to cleaning: one task run for each batch of documents."""

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.clean.options import CleanOptions, CleanResult
from warehouse.by_name import ByName
from warehouse.resume import once

if TYPE_CHECKING:
    from tasks.clean.page import clean_part, reclean_part
    from tasks.clean.repeated_lines import update
else:  # only the worker loads the kernels
    clean_part = ByName("tasks.clean.page", "clean_part")
    reclean_part = ByName("tasks.clean.page", "reclean_part")
    update = ByName("tasks.clean.repeated_lines", "update")


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
        part,
    )


def learn_lines(
    workers: Executor, state: Sequence[Path], printed: Sequence[Path], out: Path
) -> Future[Path]:
    """Begin to merge what a run's documents print into the state of repeated lines."""
    return workers.submit(update, state, printed, out)
