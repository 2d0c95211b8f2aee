"""Tells what a run did to clusters: which came to be, grew, went up in another or lost members."""

import polars as pl

from tasks.deduplicate.arrays import I32
from warehouse.contract import contract

HISTORY = tuple(c.name for c in contract("cluster_history").columns if c.name != "run_id")
"""Columns of the rows of `cluster_history` that the stage writes."""

_GROUP = ("was_in", "cluster_id")
_PAIR = ("article_id", "matched_article_id")


def history(members: pl.DataFrame, edges: pl.DataFrame, left: I32, right: I32) -> pl.DataFrame:
    """Return the rows of `cluster_history`, but run_id, for the clusters that a run touched.

    ``members`` has ``was_in`` (the published cluster, null for an article that the run brought)
    and ``cluster_id``; ``edges`` are the merging pairs, and ``left`` and ``right`` the members'
    rows that each connects. Articles that went the same way make one row; a cluster of one that
    comes to be makes none.
    """
    homes = members.select(_GROUP)
    known = homes["was_in"].drop_nulls().unique()
    moved = homes.group_by(_GROUP).agg(article_count=pl.len().cast(pl.Int32))
    sizes = moved.group_by("cluster_id").agg(size=pl.col("article_count").sum())
    parts = moved.drop_nulls("was_in").group_by("was_in").agg(parts=pl.len())
    came = pl.when(pl.col("cluster_id").is_in(known.implode())).then(pl.lit("grown"))
    went = pl.when(pl.col("parts") == 1).then(pl.lit("merged")).otherwise(pl.lit("split"))
    events = (
        moved.filter(pl.col("was_in").ne_missing(pl.col("cluster_id")))
        .join(sizes, on="cluster_id")
        .join(parts, on="was_in", how="left")
        .with_columns(
            event=pl.when(pl.col("was_in").is_null())
            .then(came.otherwise(pl.lit("created")))
            .otherwise(went)
        )
        .filter((pl.col("event") != "created") | (pl.col("size") > 1))
        .join(_strongest(homes, edges, left, right), on=_GROUP, how="left", nulls_equal=True)
    )
    named = pl.col("crosses") | (pl.col("event") != "split")
    return (
        events.with_columns(
            old_cluster_id=pl.coalesce("was_in", "cluster_id"),
            new_cluster_id="cluster_id",
            by_article_id=pl.when(named).then("article_id"),
            by_matched_article_id=pl.when(named).then("matched_article_id"),
        )
        .select(HISTORY)
        .sort("new_cluster_id", "old_cluster_id")
    )


def _strongest(homes: pl.DataFrame, edges: pl.DataFrame, left: I32, right: I32) -> pl.DataFrame:
    """Return for each group of articles the strongest pair that ties it to others.

    Of equally strong ones it is the first in the order of articles. Where none ties the group to
    others, it is the strongest inside the group, and ``crosses`` is false.
    """
    strength = pl.max_horizontal("jaccard", "containment_a_in_b", "containment_b_in_a")
    was_in = homes["was_in"]
    tied = edges.select(*_PAIR, strength=strength).with_columns(
        cluster_id=homes["cluster_id"].gather(left),
        was_a=was_in.gather(left),
        was_b=was_in.gather(right),
        a=pl.Series(left),
        b=pl.Series(right),
        crosses=was_in.gather(left).ne_missing(was_in.gather(right)),
    )
    sides = [
        tied.with_columns(was_in="was_a"),
        tied.filter("crosses").with_columns(was_in="was_b"),  # else the group is that of the other
    ]
    order = ("crosses", "strength", "a", "b")
    ranked = pl.concat(sides).sort(order, descending=[True, True, False, False])
    best = ranked.group_by(_GROUP, maintain_order=True).first()
    return best.select(*_GROUP, *_PAIR, "crosses")
