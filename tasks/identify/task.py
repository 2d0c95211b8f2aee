"""Prefect's doorway to identifying: one task run for all documents of a run."""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.identify.identify import IdentifyOptions, IdentifyResult
from tasks.identify.identify import identify as identify_drafts
from warehouse.resume import once
from warehouse.snapshot import Snapshot


@task(retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)
def identify(
    workers: Executor,
    drafts: Sequence[Path],
    parent: Snapshot | None,
    excluded: Path | None,
    out_dir: Path,
    options: IdentifyOptions,
    timeout: float,
) -> IdentifyResult:
    """Tell new, edited and known stories apart, or return what an earlier attempt made."""
    articles = parent.files("articles") if parent else []
    versions = parent.files("article_versions") if parent else []
    raw_documents = parent.files("raw_documents") if parent else []
    return once(
        out_dir / "result.json",
        IdentifyResult,
        lambda: workers.submit(
            identify_drafts, drafts, articles, versions, raw_documents, out_dir, options, excluded
        ).result(timeout),
    )
