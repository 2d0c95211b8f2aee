"""Prefect's doorway to reading: one task run for each group of input files."""

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.ingest.read import ReadLimits, ReadResult, read_inputs
from tasks.ingest.source import Input
from warehouse.resume import once


@task(task_run_name="ingest {key}", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)
def ingest(
    workers: Executor,
    key: str,
    inputs: Sequence[Input],
    out_dir: Path,
    limits: ReadLimits,
    clock: datetime,
    timeout: float,
) -> ReadResult:
    """Read a group of inputs in a worker process, or return what an earlier attempt made."""
    return once(
        out_dir / f"{key}.json",
        ReadResult,
        lambda: workers.submit(read_inputs, inputs, out_dir, key, limits, clock).result(timeout),
    )
