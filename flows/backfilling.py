"""Chooses what a backfill makes again: documents to clean, stories to look for names in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.replaying import RAW_COLUMNS
from flows.request import Backfill
from flows.stages import MIB, StageRunner
from warehouse.contract import contract
from warehouse.snapshot import Snapshot
from warehouse.stage import write_part

ROWS_AT_ONCE = 4096
"""Stored rows that are looked at together: a bound on memory, whatever the size of a file."""


@dataclass(frozen=True)
class Chosen:
    """The stories of a backfill: `known` has article_id, raw_id and id_basis of each."""

    known: Path
    count: int


def stories(backfill: Backfill, parent: Snapshot) -> pl.LazyFrame:
    """Return the articles of the backfill's days: the day published, else the day first seen."""
    day = pl.coalesce("published_date", pl.col("first_seen_at").dt.date())
    rows = parent.scan("articles")
    if backfill.since is not None:
        rows = rows.filter(day >= backfill.since)
    if backfill.until is not None:
        rows = rows.filter(day <= backfill.until)
    return rows


def choose(backfill: Backfill, parent: Snapshot, stage_dir: Path) -> Chosen:
    """Find the stories of the backfill's days."""
    rows = stories(backfill, parent)
    known = rows.select("article_id", "raw_id", "id_basis").sort("article_id").collect()
    return Chosen(write_part(known, stage_dir / "backfill/known.parquet"), known.height)


def documents_again(chosen: Chosen, parent: Snapshot, stages: StageRunner) -> list[Path]:
    """Write the chosen stories' stored documents as parts for cleaning again."""
    wanted = pl.scan_parquet(chosen.known).select("raw_id")
    out = stages.stage_dir / "backfill"
    return [
        write_part(part.select(RAW_COLUMNS.names()), out / f"rendered-{number:05d}.parquet")
        for number, part in enumerate(
            _parts(parent.files("raw_documents"), wanted, "source_text", stages)
        )
    ]


def stories_again(
    chosen: Chosen, changed: Sequence[Path], parent: Snapshot, stages: StageRunner, out: Path
) -> list[Path]:
    """Write the chosen stories that this run did not change as parts for extraction."""
    wanted = pl.scan_parquet(chosen.known).select("article_id")
    for part in changed:
        wanted = wanted.join(
            pl.scan_parquet(part).select("article_id"), on="article_id", how="anti"
        )
    names = [c.name for c in contract("articles").columns if c.name != "run_id"]
    return [
        write_part(
            part.select(*names, is_new_article=pl.lit(False)), out / f"again-{number:05d}.parquet"
        )
        for number, part in enumerate(_parts(parent.files("articles"), wanted, "text", stages))
    ]


def _parts(
    files: Sequence[Path], wanted: pl.LazyFrame, text: str, stages: StageRunner
) -> Iterator[pl.DataFrame]:
    """Yield the wanted rows of some files, about a batch of text at a time, in their order."""
    keys = wanted.collect()
    key = keys.columns[0]
    limit = stages.settings.batch_mb * MIB
    waiting: list[pl.DataFrame] = []
    size = 0
    for file in files:
        rows = pl.scan_parquet(file)
        for start in range(0, rows.select(pl.len()).collect().item(), ROWS_AT_ONCE):
            some = rows.slice(start, ROWS_AT_ONCE).join(keys.lazy(), on=key, how="semi").collect()
            if some.is_empty():
                continue
            waiting.append(some)
            size += int(some[text].str.len_bytes().sum())
            if size >= limit:
                yield pl.concat(waiting)
                waiting, size = [], 0
    if waiting:
        yield pl.concat(waiting)
