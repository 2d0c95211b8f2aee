"""Recomputes what clusters and duplicates say about the rows that they count."""

from collections.abc import Iterator

import polars as pl

from expectations.candidates import (
    Candidates,
    added,
    after,
    going,
    kept,
    rows_with,
    touched,
)
from expectations.text_checks import Finding, Offenders
from warehouse.contract import contract


def count_offenders(candidates: Candidates) -> Offenders:
    """Return the clusters, articles and pairs whose stated numbers are not true."""
    findings = [*_clusters(candidates), _history(candidates), *_pairs(candidates)]
    return {name: rows for name, rows in findings if rows.height}


def _clusters(candidates: Candidates) -> Iterator[Finding]:
    seen = touched(candidates, "cluster_id", ("articles", "clusters")).lazy()
    columns = ["article_id", "cluster_id", "is_canonical", "published_at", "first_seen_at"]
    members = after(candidates, "articles", columns).join(seen, on="cluster_id", how="semi")
    people = members.collect()
    true = people.group_by("cluster_id").agg(
        pl.len().alias("members"),
        pl.col("is_canonical").sum().alias("canonical"),
        pl.col("article_id").filter("is_canonical").min().alias("true_canonical"),
        pl.col("published_at").min().alias("first"),
        pl.col("published_at").max().alias("last"),
        pl.col("article_id")
        .sort_by("published_at", "first_seen_at", "article_id", nulls_last=True)
        .first()
        .alias("origin"),
    )
    names = [
        "cluster_id",
        "size",
        "canonical_article_id",
        "first_published_at",
        "last_published_at",
        "origin_article_id",
    ]
    stated = after(candidates, "clusters", names).join(seen, on="cluster_id", how="semi")
    both = stated.collect().join(true, on="cluster_id", how="left")
    c = pl.col
    rules = {
        "size_equals_members": (c("size").eq_missing(c("members")), c("members")),
        "has_one_canonical_member": (c("canonical").eq_missing(1), c("canonical")),
        "canonical_is_the_member": (
            c("canonical_article_id").eq_missing(c("true_canonical")), c("true_canonical"),
        ),
        "dates_are_the_members": (
            c("first_published_at").eq_missing(c("first"))
            & c("last_published_at").eq_missing(c("last")),
            c("first_published_at"),
        ),
        "origin_is_published_first": (
            c("origin_article_id").fill_null(c("origin")).eq_missing(c("origin")), c("origin"),
        ),
    }  # fmt: skip
    yield from broken("clusters", ["cluster_id"], both, rules)
    yield ("articles", "copy_has_a_merging_row"), _unmerged(candidates, people)


def _history(candidates: Candidates) -> Finding:
    """Find rows whose articles are in no cluster any more, and no later row says where they went.

    Looked at are the run's own rows and older ones that lead to a cluster that goes; not those
    that name an article which is no more.
    """
    table, end = "cluster_history", "new_cluster_id"
    columns = [*contract(table).key, "by_article_id"]
    gone = going(candidates, "clusters", ["cluster_id"]).unique().rename({"cluster_id": end})
    older = kept(candidates, table, columns).join(gone, on=end, how="semi")
    rows = pl.concat([added(candidates, table, columns), older]).collect()
    there = rows_with(candidates, "clusters", "cluster_id", rows[end], [])
    lost = rows.join(there, left_on=end, right_on="cluster_id", how="anti")
    for side in (added, kept):
        moved = side(candidates, table, ["old_cluster_id", "event"]).filter(
            pl.col("event").is_in(["merged", "split"])
        )
        onward = moved.select(pl.col("old_cluster_id").alias(end)).unique()
        lost = lost.lazy().join(onward, on=end, how="anti").collect()
    named = rows_with(candidates, "articles", "article_id", lost["by_article_id"], [])
    lost = lost.join(named, left_on="by_article_id", right_on="article_id", how="semi")
    return (table, "articles_can_be_followed"), lost.with_columns(found=end)


def broken(
    table: str, key: list[str], rows: pl.DataFrame, rules: dict[str, tuple[pl.Expr, pl.Expr]]
) -> Iterator[Finding]:
    """Yield the rows for which a rule does not hold, with what was found instead."""
    for flag, (holds, instead) in rules.items():
        shown = instead.cast(pl.String).fill_null("none").alias("found")
        yield (table, flag), rows.filter(~holds).select(*key, shown)


def _unmerged(candidates: Candidates, members: pl.DataFrame) -> pl.DataFrame:
    copies = members.filter(~pl.col("is_canonical"))
    ends = ["article_id", "matched_article_id"]
    for side in (added, kept):
        if copies.height:
            rows = side(candidates, "duplicates", [*ends, "is_merged"]).filter("is_merged")
            merged = pl.concat([rows.select(article_id=end) for end in ends])
            copies = copies.lazy().join(merged, on="article_id", how="anti").collect()
    return copies.select("article_id", found="cluster_id")


def _pairs(candidates: Candidates) -> Iterator[Finding]:
    columns = ["article_id", "matched_article_id", "cluster_id", "is_merged", "time_gap_s"]
    pairs = added(candidates, "duplicates", columns).collect()
    wanted = pl.concat([pairs["article_id"], pairs["matched_article_id"]])
    facts = rows_with(
        candidates, "articles", "article_id", wanted, ["cluster_id", "published_at"]
    ).unique("article_id")
    mine = facts.rename({"cluster_id": "own", "published_at": "own_date"})
    theirs = facts.rename({"cluster_id": "other", "published_at": "other_date"})
    pairs = pairs.join(mine, on="article_id", how="left").join(
        theirs, left_on="matched_article_id", right_on="article_id", how="left"
    )
    c = pl.col
    gap = (c("own_date") - c("other_date")).dt.total_seconds()
    rules = {
        "cluster_id_is_the_articles": (c("cluster_id").eq_missing(c("own")), c("own")),
        "merged_pair_shares_a_cluster": (
            ~c("is_merged") | c("own").eq_missing(c("other")), c("other"),
        ),
        "time_gap_is_the_difference": (c("time_gap_s").eq_missing(gap), gap),
    }  # fmt: skip
    yield from broken("duplicates", columns[:2], pairs, rules)
