"""Reads the texts of paired articles and tells them apart, a few pairs at a time."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from tasks.report.cluster import Cluster
from tasks.report.rows import Tables, gathered, table
from tasks.report.text_difference import CHARACTERS_COMPARED, Difference, difference

DIFFERENCES_SHOWN = 4
"""Members of a cluster whose text is held against the one they were matched with."""


def with_differences(tables: Tables, clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """Return the clusters with the differences of their first members that are no exact copies."""
    wanted = [_first_edited(cluster) for cluster in clusters]
    texts = _texts(tables, sorted({name for pairs in wanted for pair in pairs for name in pair}))
    return tuple(
        replace(cluster, differences=tuple(_made(texts, pairs)))
        for cluster, pairs in zip(clusters, wanted, strict=True)
    )


def with_difference(
    tables: Tables, cluster: Cluster, article_id: str, against: str | None
) -> Cluster:
    """Return the cluster with the difference between an article and another of its members.

    Without ``against`` it is the article that the strongest pair names, the canonical one first.
    """
    member = next(one for one in cluster.members if one.article_id == article_id)
    pair = cluster.pair_of(member)
    if against is not None:
        wanted = [(article_id, against)]
    else:
        wanted = [(pair.article_id, pair.matched_article_id)] if pair else []
    texts = _texts(tables, sorted({name for names in wanted for name in names}))
    return replace(cluster, differences=tuple(_made(texts, wanted)))


def _first_edited(cluster: Cluster) -> list[tuple[str, str]]:
    pairs = (cluster.pair_of(one) for one in cluster.in_time if not one.is_canonical)
    edited = (pair for pair in pairs if pair and pair.is_merged and pair.relation != "exact")
    ends = dict.fromkeys((pair.article_id, pair.matched_article_id) for pair in edited)
    return list(ends)[:DIFFERENCES_SHOWN]


def _texts(tables: Tables, article_ids: Sequence[str]) -> dict[str, str]:
    text = pl.col("text").str.head(CHARACTERS_COMPARED + 1)
    rows = table(tables, "articles").filter(pl.col("article_id").is_in(list(article_ids)))
    return dict(gathered(rows.select("article_id", text)).iter_rows()) if article_ids else {}


def _made(texts: dict[str, str], pairs: Sequence[tuple[str, str]]) -> list[Difference]:
    known = [(a, b) for a, b in pairs if a in texts and b in texts]
    return [difference(a, texts[a], b, texts[b]) for a, b in known]
