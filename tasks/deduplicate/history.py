"""Tells what a run did to clusters: which came to be, grew, went up in another or lost members."""

import polars as pl

from warehouse.contract import contract

HISTORY = tuple(c.name for c in contract("cluster_history").columns if c.name != "run_id")
"""Columns of the rows of `cluster_history` that the stage writes."""

_GROUP = ("was_in", "cluster_id")


def history(members: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `cluster_history`, but run_id, for the clusters that a run touched.

    ``members`` has article_id, ``was_in`` (the published cluster, null for an article that the
    run brought) and ``cluster_id``; ``edges`` are the merging pairs among them. Articles that went
    the same way make one row; a cluster of one that comes to be makes none.
    """
    homes = members.select("article_id", *_GROUP)
    known = homes["was_in"].drop_nulls().unique()
    moved = homes.group_by(_GROUP).agg(article_count=pl.len().cast(pl.Int32))
    sizes = homes.group_by("cluster_id").agg(size=pl.len())
    parts = homes.drop_nulls("was_in").group_by("was_in").agg(parts=pl.col("cluster_id").n_unique())
    came = pl.when(pl.col("cluster_id").is_in(known.implode())).then(pl.lit("grown"))
    went = pl.when(pl.col("parts") == 1).then(pl.lit("merged")).otherwise(pl.lit("split"))
    events = (
        moved.join(sizes, on="cluster_id")
        .join(parts, on="was_in", how="left")
        .filter(pl.col("was_in").ne_missing(pl.col("cluster_id")))
        .with_columns(
            event=pl.when(pl.col("was_in").is_null())
            .then(came.otherwise(pl.lit("created")))
            .otherwise(went)
        )
        .filter((pl.col("event") != "created") | (pl.col("size") > 1))
        .join(_strongest(homes, edges), on=_GROUP, how="left", nulls_equal=True)
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


def _strongest(homes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return for each group of articles the strongest pair that ties it to others.

    Where none does, the strongest inside the group, and ``crosses`` is false.
    """
    pair = ("article_id", "matched_article_id")
    strength = pl.max_horizontal("jaccard", "containment_a_in_b", "containment_b_in_a")
    tied = edges.select(*pair, strength=strength)
    for side, name in zip(pair, ("was_a", "was_b"), strict=True):
        own = homes.select(
            pl.col("article_id").alias(side), "cluster_id", pl.col("was_in").alias(name)
        )
        tied = tied.drop("cluster_id", strict=False).join(own, on=side)
    tied = tied.with_columns(crosses=pl.col("was_a").ne_missing(pl.col("was_b")))
    sides = [
        tied.with_columns(was_in="was_a"),
        tied.filter("crosses").with_columns(was_in="was_b"),  # else the group is that of the other
    ]
    ranked = pl.concat(sides).sort(
        "crosses", "strength", *pair, descending=[True, True, False, False]
    )
    return ranked.group_by(_GROUP, maintain_order=True).first()
