"""Adds up what a run removed from its texts, by kind and by outlet."""

from dataclasses import dataclass

import polars as pl

from tasks.report.rows import OUTLET, Tables, gathered, run_rows

OUTLETS_SHOWN = 15


@dataclass(frozen=True)
class KindTotal:
    """Blocks, characters and articles of one kind; `targets`: the columns that moved ones fed."""

    kind: str
    action: str
    blocks: int
    chars: int
    articles: int
    targets: tuple[str, ...]


@dataclass(frozen=True)
class OutletTotal:
    """What was taken from one outlet's pages: characters by kind, and the characters it kept."""

    outlet: str
    articles: int
    blocks: int
    removed: int
    kept: int
    by_kind: tuple[tuple[str, int], ...]


def by_kind(tables: Tables, run_id: str) -> tuple[KindTotal, ...]:
    """Return the kinds that the run took, most characters first."""
    rows = run_rows(tables, "removed_blocks", run_id)
    totals = rows.group_by("kind", "action").agg(
        blocks=pl.len(),
        chars=_CHARS.sum(),
        articles=pl.col("article_id").n_unique(),
        targets=pl.col("target_column").drop_nulls().unique().sort(),
    )
    ordered = gathered(totals).sort("chars", "kind", "action", descending=[True, False, False])
    return tuple(
        KindTotal(kind, action, blocks, chars, articles, tuple(targets))
        for kind, action, blocks, chars, articles, targets in ordered.iter_rows()
    )


def by_outlet(tables: Tables, run_id: str) -> tuple[tuple[OutletTotal, ...], int]:
    """Return the outlets with most articles in the run, and how many more there are."""
    articles = run_rows(tables, "articles", run_id).select("article_id", OUTLET, "text")
    sizes = gathered(
        articles.group_by("outlet")
        .agg(articles=pl.len(), kept=pl.col("text").str.len_chars().sum())
        .sort("articles", "outlet", descending=[True, False])
    )
    shown = sizes.head(OUTLETS_SHOWN)
    kinds = _kinds_of(tables, run_id, articles.drop("text"), shown["outlet"])
    totals = [_outlet_total(row, kinds) for row in shown.iter_rows(named=True)]
    return tuple(totals), sizes.height - shown.height


def _kinds_of(
    tables: Tables, run_id: str, articles: pl.LazyFrame, outlets: pl.Series
) -> pl.DataFrame:
    rows = run_rows(tables, "removed_blocks", run_id).select("article_id", "kind", chars=_CHARS)
    return gathered(
        rows.join(articles.filter(pl.col("outlet").is_in(outlets.implode())), on="article_id")
        .group_by("outlet", "kind")
        .agg(pl.col("chars").sum(), blocks=pl.len())
        .sort("outlet", "chars", "kind", descending=[False, True, False])
    )


def _outlet_total(row: dict[str, object], kinds: pl.DataFrame) -> OutletTotal:
    own = kinds.filter(pl.col("outlet") == row["outlet"])
    return OutletTotal(
        outlet=str(row["outlet"]),
        articles=int(str(row["articles"])),
        blocks=int(own["blocks"].sum()),
        removed=int(own["chars"].sum()),
        kept=int(str(row["kept"])),
        by_kind=tuple(own.select("kind", "chars").iter_rows()),
    )


_CHARS = (pl.col("char_end") - pl.col("char_start")).cast(pl.Int64)
