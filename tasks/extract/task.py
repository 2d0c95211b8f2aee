"""Prefect's doorways to extraction: recognising batch by batch, then linking over the whole run."""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.extract.link import LinkResult
from tasks.extract.link import link as link_mentions
from tasks.extract.recognise_part import ExtractOptions, RecogniseResult, recognise_part
from warehouse.resume import once
from warehouse.snapshot import Snapshot


@task(
    task_run_name="recognise {part.stem}", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE
)
def recognise(
    workers: Executor, part: Path, out_dir: Path, options: ExtractOptions, timeout: float
) -> RecogniseResult:
    """Find names and quotations in one batch of texts, or return what an earlier attempt made."""
    return once(
        out_dir / f"{part.stem}.json",
        RecogniseResult,
        lambda: workers.submit(recognise_part, part, out_dir, options).result(timeout),
    )


@task(retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)
def link(
    workers: Executor,
    changed: Sequence[Path],
    recognised: Sequence[RecogniseResult],
    parent: Snapshot | None,
    excluded: Path | None,
    out_dir: Path,
    timeout: float,
) -> LinkResult:
    """Resolve who and what is meant over all stories, or return what an earlier attempt made."""
    articles, known, entities, led = (
        parent.files(table) if parent else []
        for table in ("articles", "mentions", "entities", "entity_redirects")
    )
    mentions = [result.mentions for result in recognised]
    quotes = [result.quotes for result in recognised]
    return once(
        out_dir / "result.json",
        LinkResult,
        lambda: workers.submit(
            link_mentions,
            changed,
            mentions,
            quotes,
            articles,
            known,
            entities,
            led,
            out_dir,
            excluded,
        ).result(timeout),
    )
