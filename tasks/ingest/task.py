"""Prefect's doorway to reading: one task run for each group of input files."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from datetime import datetime
from itertools import count
from pathlib import Path
from threading import Event

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.ingest.parts import part_name, parts_of
from tasks.ingest.read import ReadLimits, ReadResult, read_inputs
from tasks.ingest.source import Input
from warehouse.resume import once

POLL_SECONDS = 0.05


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
        marker(out_dir, key),
        ReadResult,
        lambda: workers.submit(read_inputs, inputs, out_dir, key, limits, clock).result(timeout),
    )


def marker(out_dir: Path, key: str) -> Path:
    """The file that says that a group has been read."""
    return out_dir / f"{key}.json"


def forget_unfinished(out_dir: Path, key: str) -> None:
    """Remove the parts of a group that an earlier attempt did not read to its end."""
    if not marker(out_dir, key).is_file():
        for part in parts_of(out_dir, key):
            part.unlink()


def parts_as_they_come(out_dir: Path, key: str, done: Event) -> Iterator[Path]:
    """Yield the parts of documents of a group while it is being read, until ``done`` is set."""
    for number in count():
        part = out_dir / part_name(key, number)
        while not part.is_file():
            if done.wait(POLL_SECONDS):
                return
        yield part
