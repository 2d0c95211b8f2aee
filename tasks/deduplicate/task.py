"""Prefect's doorway to de-duplication: one task run for all new and changed stories of a run."""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.deduplicate.options import DeduplicateOptions, DeduplicateResult
from warehouse.by_name import ByName
from warehouse.resume import once
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from tasks.deduplicate.deduplicate import deduplicate as find_duplicates
else:  # only the worker loads the kernels
    find_duplicates = ByName("tasks.deduplicate.deduplicate", "deduplicate")

INDEX = "dedup_index"
SHINGLES = "dedup_shingles"


@task(retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)
def deduplicate(
    workers: Executor,
    changed: Sequence[Path],
    afresh: Sequence[Path] | None,
    parent: Snapshot | None,
    out_dir: Path,
    options: DeduplicateOptions,
    timeout: float,
) -> DeduplicateResult:
    """Compare the run's stories with each other and everything published, or reuse the result.

    ``afresh`` are parts of all other stories when everything published is to be decided anew.
    """
    articles, pairs = (
        parent.files(table) if parent else [] for table in ("articles", "duplicates")
    )
    known = parent if afresh is None else None  # what is decided anew goes by no earlier state
    index = known.state_files(INDEX) if known else []
    shingles = known.state_files(SHINGLES) if known else []
    return once(
        out_dir / "result.json",
        DeduplicateResult,
        lambda: workers.submit(
            find_duplicates,
            changed,
            None,
            articles,
            pairs,
            index,
            shingles,
            out_dir,
            options,
            afresh,
        ).result(timeout),
    )
