"""Prefect's doorway to describing: one task run for each batch of cleaned documents."""

from concurrent.futures import Executor
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.describe.describe import DescribeOptions, DescribeResult, describe_part
from warehouse.resume import once


@task(
    task_run_name="describe {texts.stem}", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE
)
def describe(
    workers: Executor,
    raw_documents: Path,
    texts: Path,
    removed_blocks: Path,
    out_dir: Path,
    options: DescribeOptions,
    timeout: float,
) -> DescribeResult:
    """Describe one batch in a worker process, or return what an earlier attempt made."""
    return once(
        out_dir / f"{texts.stem}.json",
        DescribeResult,
        lambda: workers.submit(
            describe_part, raw_documents, texts, removed_blocks, out_dir, options
        ).result(timeout),
        texts,
    )
