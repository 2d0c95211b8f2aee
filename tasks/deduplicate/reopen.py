"""Finds what an updated or removed article unsettles: its old rows, and the copies it held."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tasks.deduplicate.read import ABOUT, rows_of, scan
from warehouse.stage import write_part


@dataclass(frozen=True)
class Reopened:
    """Articles by id: removed ones, and all whose old rows go (updated, removed, unsettled)."""

    removed: pl.Series
    stale: pl.Series
    sources: tuple[Path, ...]  # parts with the texts of the unsettled ones


def _ids(frame: pl.DataFrame) -> pl.Series:
    return frame["article_id"].cast(pl.String).unique().sort()


def reopen(
    changed: Sequence[Path],
    removed_articles: Path | None,
    articles: Sequence[Path],
    duplicates: Sequence[Path],
    part: Path,
    afresh: Sequence[Path] | None = None,
) -> Reopened:
    """Collect the stale articles and write the texts of those that must be compared again.

    A published article is compared again when a pair that merged it was one with an updated or
    removed article: its place in a cluster may have hung on that pair alone. ``afresh`` has parts
    of all published articles but those, when all are to be compared again.
    """
    removed = _ids(pl.read_parquet(removed_articles) if removed_articles else _nothing())
    updated = scan(changed, ("article_id", "is_new_article")).filter(~pl.col("is_new_article"))
    gone = pl.concat([removed, _ids(updated.collect())]).unique()
    if afresh is not None:
        others = _ids(scan(afresh, ("article_id",)).collect())
        return Reopened(removed, pl.concat([gone, others]).sort(), tuple(afresh))
    if gone.is_empty():
        return Reopened(removed, gone, ())
    sides = ("article_id", "matched_article_id")
    pairs = scan(duplicates, (*sides, "is_merged")).filter("is_merged")
    hit = pl.any_horizontal(pl.col(side).is_in(gone.implode()) for side in sides)
    partners = pairs.filter(hit).select(sides).collect()
    ids = pl.concat([partners[side].rename("article_id") for side in sides]).unique().sort()
    unsettled = ids.filter(~ids.is_in(gone.implode()))
    stale = pl.concat([gone, unsettled]).sort()
    if unsettled.is_empty():
        return Reopened(removed, stale, ())
    texts = rows_of(articles, (*ABOUT, "text", "headline"), unsettled)
    return Reopened(removed, stale, (write_part(texts.sort("article_id"), part),))


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={"article_id": pl.String})
