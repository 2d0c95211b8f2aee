"""Recomputes what entities and article_entities say, and follows redirects to their end."""

from collections.abc import Iterator

import polars as pl

from expectations.candidates import Candidates, added, after, touched
from expectations.counts import broken
from expectations.text_checks import Finding, Offenders

PAIR = ["article_id", "entity_id"]


def entity_offenders(candidates: Candidates) -> Offenders:
    """Return the entities, of all articles and of one, whose stated numbers are not true.

    And the redirects whose end is itself redirected.
    """
    findings = [*_entities(candidates), *_article_entities(candidates), *_redirects(candidates)]
    return {name: rows for name, rows in findings if rows.height}


def _entities(candidates: Candidates) -> Iterator[Finding]:
    seen = touched(candidates, "entity_id", ("entities", "mentions")).lazy()
    rows = after(candidates, "mentions", ["entity_id", "article_id"])
    rows = rows.select("entity_id", story=pl.col("article_id").hash())  # counts faster than ids
    true = (
        rows.join(seen, on="entity_id", how="semi")
        .group_by("entity_id")
        .agg(pl.len().alias("mentions"), pl.col("story").n_unique().alias("articles"))
    )
    names = ["entity_id", "mention_count", "article_count"]
    stated = after(candidates, "entities", names).join(seen, on="entity_id", how="semi")
    both = stated.join(true, on="entity_id", how="left").collect(engine="streaming")
    c = pl.col
    rules = {
        "mention_count_equals_rows": (c("mention_count").eq_missing(c("mentions")), c("mentions")),
        "article_count_equals_articles": (
            c("article_count").eq_missing(c("articles")), c("articles"),
        ),
    }  # fmt: skip
    yield from broken("entities", ["entity_id"], both, rules)


def _article_entities(candidates: Candidates) -> Iterator[Finding]:
    """Count the added rows again; an article's rows all come from one run."""
    names = [*PAIR, "mention_count", "quote_count", "first_char_start", "in_headline"]
    stated = added(candidates, "article_entities", names)
    in_text = pl.col("field") == "text"
    true = (
        added(candidates, "mentions", [*PAIR, "field", "char_start"])
        .group_by(PAIR)
        .agg(
            pl.len().alias("mentions"),
            pl.col("char_start").filter(in_text).min().alias("first"),
            (~in_text).any().alias("headline"),
        )
    )
    spoken = (
        added(candidates, "quotes", ["article_id", "speaker_entity_id"])
        .group_by("article_id", pl.col("speaker_entity_id").alias("entity_id"))
        .agg(pl.len().alias("quotes"))
    )
    both = stated.join(true, on=PAIR, how="left").join(spoken, on=PAIR, how="left")
    c = pl.col
    quotes = c("quotes").fill_null(0)
    rules = {
        "mention_count_equals_rows": (c("mention_count").eq_missing(c("mentions")), c("mentions")),
        "quote_count_equals_rows": (c("quote_count").eq_missing(quotes), quotes),
        "place_is_the_first_mentions": (
            c("first_char_start").eq_missing(c("first"))
            & c("in_headline").eq_missing(c("headline")),
            c("first"),
        ),
    }
    yield from broken("article_entities", PAIR, both.collect(engine="streaming"), rules)


def _redirects(candidates: Candidates) -> Iterator[Finding]:
    rows = after(candidates, "entity_redirects", ["old_entity_id", "new_entity_id"]).collect()
    chained = pl.col("new_entity_id").is_in(rows["old_entity_id"].implode())
    elsewhere = pl.col("new_entity_id") != pl.col("old_entity_id")
    wrong = rows.filter(chained & elsewhere)
    yield (
        ("entity_redirects", "new_id_is_in_use"),
        wrong.select("old_entity_id", found="new_entity_id"),
    )
