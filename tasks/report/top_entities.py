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
    """An entity with the articles of this run that name it, and of the whole warehouse.

    `role` is the one that most articles of the run print beside it.
    """

    name: str
    entity_type: str
    articles: int
    articles_ever: int
    country: str | None
    role: str | None


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
    first = [(title, _first(ranked, types)) for title, types in GROUPS]
    roles = _roles(tables, run_id, [id for _, rows in first for id in rows["entity_id"]])
    return tuple((title, _counts(rows, roles)) for title, rows in first if rows.height)


def _first(ranked: pl.DataFrame, types: tuple[str, ...]) -> pl.DataFrame:
    return ranked.filter(pl.col("entity_type").is_in(types)).head(SHOWN)


def _counts(rows: pl.DataFrame, roles: dict[str, str]) -> tuple[EntityCount, ...]:
    columns = ["entity_id", "name", "entity_type", "articles", "article_count", "iso3166"]
    return tuple(
        EntityCount(name, kind, articles, ever, country, roles.get(entity))
        for entity, name, kind, articles, ever, country in rows.select(columns).iter_rows()
    )


def _roles(tables: Tables, run_id: str, entity_ids: list[str]) -> dict[str, str]:
    """Return the role that most of the run's articles print beside each entity that has one."""
    found = gathered(
        run_rows(tables, "article_entities", run_id)
        .filter(pl.col("entity_id").is_in(entity_ids))
        .select("entity_id", role=pl.col("roles"))
        .explode("role")
        .drop_nulls()
        .group_by("entity_id", "role")
        .len("articles")
        .sort("entity_id", "articles", "role", descending=[False, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
        .select("entity_id", "role")
    )
    return dict(found.iter_rows())
