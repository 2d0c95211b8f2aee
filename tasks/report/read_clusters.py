"""Reads duplicate clusters from the tables: the largest of a run, or one by its id."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import cast

import polars as pl

from tasks.report.cluster import Cluster, Event, Member, Pair
from tasks.report.read_differences import with_differences
from tasks.report.rows import OUTLET, Tables, gathered, run_rows, table

CLUSTERS_SHOWN = 6
MEMBERS_SHOWN = 12
PAIRS_READ = 200  # a cluster of thousands has millions of pairs
EVENTS_READ = 20


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
    found = _read(tables, shown["cluster_id"].to_list(), [])
    return with_differences(tables, found), several.height - shown.height


def read_cluster(
    tables: Tables, cluster_id: str, article_ids: Sequence[str] = ()
) -> Cluster | None:
    """Return one cluster by its id with what runs did to it, or None when no article has it.

    ``article_ids`` are listed among its members however many there are.
    """
    found = _read(tables, [cluster_id], article_ids)
    return replace(found[0], events=_events(tables, cluster_id)) if found else None


def _read(
    tables: Tables, cluster_ids: Sequence[str], article_ids: Sequence[str]
) -> tuple[Cluster, ...]:
    here = pl.col("cluster_id").is_in(list(cluster_ids))
    known = ("cluster_id", "size", "origin_agency", "origin_article_id")
    rows = gathered(table(tables, "clusters").filter(here).select(known))
    of_cluster = {row[0]: row[1:] for row in rows.iter_rows()}
    members = _members(tables, here, article_ids)
    pairs = _pairs(tables, here, members["article_id"].to_list())
    nothing = (0, None, None)
    made = (_cluster(one, of_cluster.get(one, nothing), members, pairs) for one in cluster_ids)
    return tuple(cluster for cluster in made if cluster)


def _events(tables: Tables, cluster_id: str) -> tuple[Event, ...]:
    """What runs did to a cluster, the last first; runs are told apart by their snapshot."""
    mine = pl.any_horizontal(pl.col("old_cluster_id", "new_cluster_id") == cluster_id)
    runs = table(tables, "runs").select("run_id", "snapshot")
    rows = table(tables, "cluster_history").filter(mine).join(runs, on="run_id", how="left")
    ordered = rows.sort(
        "snapshot", "new_cluster_id", "old_cluster_id", descending=[True, False, False]
    )
    names = [field.name for field in fields(Event)]
    return tuple(
        Event(**row)
        for row in gathered(ordered.select(names).head(EVENTS_READ)).iter_rows(named=True)
    )


def _members(tables: Tables, here: pl.Expr, article_ids: Sequence[str]) -> pl.DataFrame:
    """The first members of each cluster: the canonical one, those asked for, then by date."""
    asked = pl.col("article_id").is_in(list(article_ids))
    ranked = (~pl.col("is_canonical"), ~asked, "published_at", "article_id")
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
    cluster_id: str,
    known: tuple[int, str | None, str | None],
    members: pl.DataFrame,
    pairs: pl.DataFrame,
) -> Cluster | None:
    size, agency, origin = known
    own = members.filter(pl.col("cluster_id") == cluster_id)
    if own.is_empty():
        return None
    ties = pairs.filter(pl.col("cluster_id") == cluster_id)
    return Cluster(
        cluster_id=cluster_id,
        size=max(size, own.height),
        members=tuple(_member(row) for row in own.iter_rows(named=True)),
        pairs=tuple(_pair(row) for row in ties.iter_rows(named=True)),
        origin_agency=agency,
        origin_article_id=origin,
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
