"""Finds whom and what a run's articles name most, by type."""

from dataclasses import dataclass

import polars as pl

from tasks.report.rows import Tables, gathered, run_rows, table

SHOWN = 10

GROUPS = (
    ("People", ("PERSON",)),
    ("Organisations", ("ORG",)),
    ("Places", ("GPE", "LOC")),
    ("Groups, events and others", ("NORP", "EVENT", "OTHER")),
)
"""Heading to the entity types it gathers."""


@dataclass(frozen=True)
class EntityCount:
    """An entity with the articles of this run that name it, and of the whole warehouse."""

    name: str
    entity_type: str
    articles: int
    articles_ever: int
    country: str | None


def top_entities(tables: Tables, run_id: str) -> tuple[tuple[str, tuple[EntityCount, ...]], ...]:
    """Return for each group its entities in most articles of the run; empty groups are left out."""
    named = (
        run_rows(tables, "mentions", run_id)
        .select("entity_id", "article_id")
        .unique()
        .group_by("entity_id")
        .len("articles")
    )
    rows = named.join(
        table(tables, "entities").select(
            "entity_id", "name", "entity_type", "article_count", "iso3166"
        ),
        on="entity_id",
    )
    ranked = gathered(rows.sort("articles", "name", "entity_id", descending=[True, False, False]))
    groups = ((title, _first(ranked, types)) for title, types in GROUPS)
    return tuple((title, found) for title, found in groups if found)


def _first(ranked: pl.DataFrame, types: tuple[str, ...]) -> tuple[EntityCount, ...]:
    rows = ranked.filter(pl.col("entity_type").is_in(types)).head(SHOWN)
    return tuple(
        EntityCount(name, kind, articles, ever, country)
        for name, kind, articles, ever, country in rows.select(
            "name", "entity_type", "articles", "article_count", "iso3166"
        ).iter_rows()
    )
