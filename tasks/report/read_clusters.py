"""Reads duplicate clusters from the tables: the largest of a run, or one by its id."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import polars as pl

from tasks.report.cluster import Cluster, Member, Pair
from tasks.report.rows import OUTLET, Tables, gathered, run_rows, table

CLUSTERS_SHOWN = 6
MEMBERS_SHOWN = 12
PAIRS_READ = 200  # a cluster of thousands has millions of pairs


def largest_clusters(tables: Tables, run_id: str) -> tuple[tuple[Cluster, ...], int]:
    """Return the largest clusters that articles of the run belong to, and how many more exist."""
    touched = run_rows(tables, "articles", run_id).select("cluster_id").unique()
    several = gathered(
        table(tables, "clusters")
        .filter(pl.col("size") > 1)
        .join(touched, on="cluster_id", how="semi")
        .select("cluster_id", "size")
        .sort("size", "cluster_id", descending=[True, False])
    )
    shown = several.head(CLUSTERS_SHOWN)
    return _read(tables, shown["cluster_id"].to_list()), several.height - shown.height


def read_cluster(tables: Tables, cluster_id: str) -> Cluster | None:
    """Return one cluster by its id, or None when no article has it."""
    return next(iter(_read(tables, [cluster_id])), None)


def _read(tables: Tables, cluster_ids: Sequence[str]) -> tuple[Cluster, ...]:
    here = pl.col("cluster_id").is_in(list(cluster_ids))
    sizes = gathered(table(tables, "clusters").filter(here).select("cluster_id", "size"))
    size_of = dict(sizes.iter_rows())
    members = _members(tables, here)
    pairs = _pairs(tables, here, members["article_id"].to_list())
    made = (_cluster(one, size_of.get(one, 0), members, pairs) for one in cluster_ids)
    return tuple(cluster for cluster in made if cluster)


def _members(tables: Tables, here: pl.Expr) -> pl.DataFrame:
    """The first members of each cluster: the canonical one, then by date."""
    ranked = (~pl.col("is_canonical"), "published_at", "article_id")
    return gathered(
        table(tables, "articles")
        .filter(here)
        .select(
            "cluster_id", "article_id", "headline", OUTLET, "published_at", "is_canonical", "url"
        )
        .sort("cluster_id", *ranked, nulls_last=True)
        .group_by("cluster_id", maintain_order=True)
        .head(MEMBERS_SHOWN)
    )


def _pairs(tables: Tables, here: pl.Expr, shown: list[str]) -> pl.DataFrame:
    """The strongest pairs that touch a member shown."""
    touching = pl.any_horizontal(pl.col("article_id", "matched_article_id").is_in(shown))
    strength = ("is_merged", "jaccard", "article_id", "matched_article_id")
    return gathered(
        table(tables, "duplicates")
        .filter(here & touching)
        .sort(*strength, descending=[True, True, False, False])
        .group_by("cluster_id", maintain_order=True)
        .head(PAIRS_READ)
    )


def _cluster(
    cluster_id: str, size: int, members: pl.DataFrame, pairs: pl.DataFrame
) -> Cluster | None:
    own = members.filter(pl.col("cluster_id") == cluster_id)
    if own.is_empty():
        return None
    ties = pairs.filter(pl.col("cluster_id") == cluster_id)
    return Cluster(
        cluster_id=cluster_id,
        size=max(size, own.height),
        members=tuple(_member(row) for row in own.iter_rows(named=True)),
        pairs=tuple(_pair(row) for row in ties.iter_rows(named=True)),
    )


def _member(row: dict[str, object]) -> Member:
    return Member(
        article_id=cast(str, row["article_id"]),
        headline=cast(str | None, row["headline"]),
        outlet=cast(str, row["outlet"]),
        published_at=cast(datetime | None, row["published_at"]),
        is_canonical=cast(bool, row["is_canonical"]),
        url=cast(str | None, row["url"]),
    )


def _pair(row: dict[str, object]) -> Pair:
    return Pair(
        article_id=cast(str, row["article_id"]),
        matched_article_id=cast(str, row["matched_article_id"]),
        relation=cast(str, row["relation"]),
        is_merged=cast(bool, row["is_merged"]),
        jaccard=cast(float, row["jaccard"]),
        containment_a_in_b=cast(float, row["containment_a_in_b"]),
        containment_b_in_a=cast(float, row["containment_b_in_a"]),
        shared_shingles=cast(int, row["shared_shingles"]),
        rule_id=cast(str, row["rule_id"]),
        passage=cast(str | None, row["sample_passage"]),
    )
