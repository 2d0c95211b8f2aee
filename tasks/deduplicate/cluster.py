"""Turns merging pairs into clusters and names each by its first member."""

import numpy as np
import polars as pl
from numba import njit

from tasks.deduplicate.arrays import I32
from tasks.deduplicate.cluster_ids import cluster_ids

ORDER = ("first_seen_at", "published_at", "article_id")
"""The order of articles: the first member of a cluster is the first in it (nulls come last)."""


@njit(cache=True, nogil=True)
def _components(left: I32, right: I32, parent: I32) -> None:
    for k in range(len(left)):
        a, b = left[k], right[k]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        parent[max(a, b)] = min(a, b)
    for k in range(len(parent)):  # a parent has a lower number, so its root is known already
        parent[k] = parent[parent[k]]


def components(left: I32, right: I32, count: int) -> I32:
    """Return for each of ``count`` nodes the lowest node that edges connect it with."""
    parent = np.arange(count, dtype=np.int32)
    _components(left, right, parent)
    return parent


def assign(members: pl.DataFrame, edges: pl.DataFrame) -> tuple[pl.DataFrame, I32, I32]:
    """Return members with ``cluster_id`` and ``is_canonical``, and the rows that edges connect.

    ``members`` has the columns of ORDER and ``was_canonical``; ``edges`` has article_id and
    matched_article_id, both among the members. The canonical member is the first in order, but a
    member that stands for a published cluster goes before all that do not, so that a cluster keeps
    its id; of two clusters that join, the one whose canonical member comes first survives.
    Raises ValueError when an edge names an article that is no member: the state and the tables
    are then not of one snapshot.
    """
    ranked = members.sort(pl.col("was_canonical").not_(), *ORDER, nulls_last=True).with_row_index(
        "number"
    )
    numbers = ranked.select("article_id", pl.col("number").cast(pl.Int32))
    left, right = (
        edges.join(numbers, left_on=side, right_on="article_id", maintain_order="left")["number"]
        for side in ("article_id", "matched_article_id")
    )
    if len(left) != edges.height or len(right) != edges.height:
        raise ValueError("the state of de-duplication names articles that are not in the tables")
    roots = components(left.to_numpy(), right.to_numpy(), ranked.height)
    stands = roots == np.arange(ranked.height)
    named = cluster_ids(ranked["article_id"].filter(pl.Series(stands)))
    cluster = (np.cumsum(stands) - 1)[roots]
    placed = ranked.with_columns(
        canonical_article_id=ranked["article_id"].gather(pl.Series(roots)),
        cluster_id=named.gather(pl.Series(cluster)),
        is_canonical=pl.Series(stands),
    ).drop("number")
    return placed, left.to_numpy(), right.to_numpy()


_HOUSE = pl.coalesce("domain", "publisher")
_PUBLISHED = ("published_at", "first_seen_at", "article_id")  # the order of the origin


def singles(articles: pl.DataFrame) -> pl.DataFrame:
    """Return articles that are clusters of their own, with the columns of their cluster's row."""
    return articles.with_columns(
        cluster_ids(articles["article_id"]).alias("cluster_id"),
        pl.lit(True).alias("is_canonical"),
        canonical_article_id="article_id",
        size=pl.lit(1, pl.Int32),
        domain_count=_HOUSE.is_not_null().cast(pl.Int32),
        origin_article_id="article_id",
        origin_agency="agency",
        first_published_at="published_at",
        last_published_at="published_at",
        weakest_edge=pl.lit(None, pl.Float32),
    )


def cluster_rows(members: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `clusters`, but run_id, for whole clusters and their merging edges.

    ``edges`` has cluster_id, jaccard and both containments.
    """
    strength = pl.max_horizontal("jaccard", "containment_a_in_b", "containment_b_in_a")
    weakest = edges.group_by("cluster_id").agg(weakest_edge=strength.min().cast(pl.Float32))
    return (
        members.sort(*_PUBLISHED, nulls_last=True)
        .group_by("cluster_id")
        .agg(
            pl.col("canonical_article_id").first(),
            size=pl.len().cast(pl.Int32),
            domain_count=_HOUSE.drop_nulls().n_unique().cast(pl.Int32),
            origin_article_id=pl.col("article_id").first(),
            origin_agency=pl.col("agency").drop_nulls().first(),
            first_published_at=pl.col("published_at").min(),
            last_published_at=pl.col("published_at").max(),
        )
        .join(weakest, on="cluster_id", how="left")
    )
