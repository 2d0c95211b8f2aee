"""Checks that the versions of a story follow one another: numbers, validity, the latest one."""

from collections.abc import Iterator

import polars as pl

from expectations.candidates import Candidates, added, after, touched
from expectations.text_checks import Finding, Offenders

VERSION = ["version_id", "article_id", "version", "valid_from", "valid_to", "change_kind"]


def version_offenders(candidates: Candidates) -> Offenders:
    """Return the versions, and the articles, that break the order of a story's versions."""
    seen = touched(candidates, "article_id", ("article_versions",)).lazy()
    rows = after(candidates, "article_versions", VERSION).join(seen, on="article_id", how="semi")
    ordered = rows.collect().sort("article_id", "version", "version_id")
    findings = [*_order(ordered), *_latest(candidates, ordered)]
    return {name: wrong for name, wrong in findings if wrong.height}


def _order(rows: pl.DataFrame) -> Iterator[Finding]:
    place = pl.int_range(1, pl.len() + 1).over("article_id")
    following = pl.col("valid_from").shift(-1).over("article_id")
    first = pl.col("change_kind") == "first_seen"
    rules = {
        "versions_are_numbered": (pl.col("version") == place, pl.col("version")),
        "valid_until_the_next": (pl.col("valid_to").eq_missing(following), pl.col("valid_to")),
        "first_is_first_seen": (first == (pl.col("version") == 1), pl.col("change_kind")),
    }
    marked = rows.with_columns(holds.alias(flag) for flag, (holds, _) in rules.items())
    for flag, (_, value) in rules.items():
        found = value.cast(pl.String).fill_null("none").alias("found")
        yield ("article_versions", flag), marked.filter(~pl.col(flag)).select("version_id", found)


def _latest(candidates: Candidates, rows: pl.DataFrame) -> Iterator[Finding]:
    latest = rows.group_by("article_id").agg(pl.col("version_id").last().alias("latest"))
    mine = added(candidates, "articles", ["article_id", "version_id"]).collect()
    wrong = mine.join(latest, on="article_id").filter(pl.col("version_id") != pl.col("latest"))
    yield ("articles", "version_is_the_latest"), wrong.select("article_id", found="version_id")
