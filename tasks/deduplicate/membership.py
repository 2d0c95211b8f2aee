"""Works out which clusters a run touches and what they are afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tasks.deduplicate.cluster import assign, cluster_rows, singles
from tasks.deduplicate.history import history
from tasks.deduplicate.read import ABOUT, rows_of, scan
from tasks.deduplicate.reopen import Reopened
from warehouse.contract import contract

DUPLICATE = tuple(c.name for c in contract("duplicates").columns if c.name != "run_id")
"""Columns of the rows of `duplicates` that the stage writes."""

_PLACE = ("article_id", "cluster_id", "is_canonical")


@dataclass(frozen=True)
class Membership:
    """Rows for the tables: what is new in them or has changed; how many of the run are copies.

    In ``duplicates`` pairs of the run have the row of their ``edge`` and no sample_passage yet.
    """

    assignments: pl.DataFrame
    duplicates: pl.DataFrame
    clusters: pl.DataFrame
    gone_clusters: pl.DataFrame
    history: pl.DataFrame
    copies: int


def _touched(edges: pl.DataFrame, stale: pl.Series, articles: Sequence[Path]) -> pl.Series:
    """Return the ids of published clusters that a merging edge or a stale article belongs to."""
    if not articles:
        return pl.Series("cluster_id", [], pl.String)
    merging = edges.filter("is_merged")
    ids = pl.concat([merging["article_id"], merging["matched_article_id"], stale]).unique()
    return rows_of(articles, ("article_id", "cluster_id"), ids)["cluster_id"].unique().sort()


def _in_clusters(
    paths: Sequence[Path], columns: Sequence[str], clusters: pl.Series
) -> pl.DataFrame:
    wanted = pl.col("cluster_id").is_in(clusters.implode())
    return scan(paths if len(clusters) else [], columns).filter(wanted).collect(engine="streaming")


def _members(about: pl.DataFrame, old: pl.DataFrame, removed: pl.Series) -> pl.DataFrame:
    """Return the run's articles and the other members of touched clusters, with their old place."""
    places = old.select("article_id", was_in="cluster_id", was_canonical="is_canonical")
    others = old.join(about, on="article_id", how="anti").select(*ABOUT, in_run=pl.lit(value=False))
    both = pl.concat([about.select(*ABOUT, "in_run"), others], how="vertical_relaxed")
    stay = both.filter(~pl.col("article_id").is_in(removed.implode()))
    return stay.join(places, on="article_id", how="left").with_columns(
        pl.col("was_canonical").cast(pl.Boolean).fill_null(value=False)
    )


def membership(
    about: pl.DataFrame,
    edges: pl.DataFrame,
    reopened: Reopened,
    articles: Sequence[Path],
    duplicates: Sequence[Path],
) -> Membership:
    """Join the run's pairs with the published ones of the clusters they touch.

    ``about`` describes all articles compared afresh by number; ``edges`` name both articles by
    number, ``a`` and ``b``, and by id.
    """
    alone = _alone(about, edges, reopened.stale)
    single, about = singles(about.filter(alone)), about.filter(~alone)
    touched = _touched(edges, reopened.stale, articles)
    old = _in_clusters(articles, (*_PLACE, *ABOUT[1:]), touched)
    pairs = _pairs(edges, _in_clusters(duplicates, DUPLICATE, touched), reopened.stale)
    merging = pairs.filter("is_merged")
    members, left, right = assign(_members(about, old, reopened.removed), merging)
    related = single.filter(pl.col("article_id").is_in(edges["article_id"].implode()))
    homes = pl.concat([part.select("article_id", "cluster_id") for part in (members, related)])
    pairs = pairs.join(homes, on="article_id", how="left", maintain_order="left")
    clusters = cluster_rows(members, pairs.filter("is_merged")).sort("cluster_id")
    moved = pl.col("cluster_id").ne_missing(pl.col("was_in"))
    stood = pl.col("is_canonical") != pl.col("was_canonical")
    placed = members.filter(pl.col("in_run") | moved | stood).select(_PLACE)
    gone = pl.DataFrame({"cluster_id": touched}).join(clusters, on="cluster_id", how="anti")
    return Membership(
        assignments=pl.concat([placed, single.select(_PLACE)]),
        duplicates=pairs.filter(moved).select(*DUPLICATE, "edge").sort(DUPLICATE[:2]),
        clusters=pl.concat([clusters, single.select(clusters.columns)]),
        gone_clusters=gone,
        history=history(members, merging, left, right),
        copies=members.filter(pl.col("in_run") & ~pl.col("is_canonical")).height,
    )


def _alone(about: pl.DataFrame, edges: pl.DataFrame, stale: pl.Series) -> pl.Series:
    """Say of each new article whether no pair merges it: most are, and need no further look."""
    merging = edges.filter("is_merged")
    joined = np.zeros(about.height, np.bool_)
    for side in ("a", "b"):
        numbers = merging[side].to_numpy()
        joined[numbers[numbers < about.height]] = True
    return ~(pl.Series(joined) | about["article_id"].is_in(stale.implode()))


def _pairs(edges: pl.DataFrame, published: pl.DataFrame, stale: pl.Series) -> pl.DataFrame:
    """Return new pairs and those published ones that stand, with ``was_in``, the old cluster_id.

    A new pair has the row of its ``edge``.
    """
    sides = (pl.col(side).is_in(stale.implode()) for side in DUPLICATE[:2])
    kept = published.filter(~pl.any_horizontal(sides)).rename({"cluster_id": "was_in"})
    kept = kept.with_columns(edge=pl.lit(None, pl.UInt32))
    nothing = pl.lit(None, pl.String)
    fresh = edges.with_columns(was_in=nothing, sample_passage=nothing, shared_shingles="shared")
    fresh = fresh.with_row_index("edge").select(kept.columns)
    return pl.concat([fresh.cast(kept.schema), kept])
