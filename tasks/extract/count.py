"""Counts mentions and articles of every entity that a run touches, over old rows and new."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tasks.extract.gazetteer import country_of_code
from tasks.extract.known import geonames_of_code, wikidata_of_region

_Columns = dict[str, pl.DataType | type[pl.DataType]]

_printed: _Columns = {
    "entity_id": pl.String,
    "surface": pl.String,
    "kind": pl.String,
    "n": pl.Int64,
}
PRINTED = pl.Schema(_printed)
"""How often each surface names an entity."""
_totals: _Columns = {
    "entity_id": pl.String,
    "mention_count": pl.Int64,
    "article_count": pl.Int64,
    "first_seen_at": pl.Datetime("us", "UTC"),
    "last_seen_at": pl.Datetime("us", "UTC"),
}
TOTALS = pl.Schema(_totals)
"""Sums over articles; those of disjoint sets of articles add up."""
_entity: _Columns = {
    "entity_id": pl.String,
    "entity_type": pl.String,
    "name": pl.String,
    "aliases": pl.List(pl.String),
    "wikidata_id": pl.String,
    "geonames_id": pl.Int64,
    "iso3166": pl.String,
    "mention_count": pl.Int64,
    "article_count": pl.Int64,
    "first_seen_at": pl.Datetime("us", "UTC"),
    "last_seen_at": pl.Datetime("us", "UTC"),
}
ENTITY = pl.Schema(_entity)
"""Columns of `entities` but run_id."""
KNOWN = ["entity_id", "entity_type", "name", "iso3166", "wikidata_id", "geonames_id"]
"""What an entity has by itself, without its mentions."""
SEEN = ["article_id", "first_seen_at"]
_SEEN_TYPES: _Columns = {"article_id": pl.String, "first_seen_at": pl.Datetime("us", "UTC")}


def count_entities(
    changed: Sequence[Path],
    mentions: Sequence[Path],
    names: pl.DataFrame,
    current_articles: Sequence[Path],
    current_mentions: Sequence[Path],
    current_entities: Sequence[Path],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of `entities` to upsert and the ids of those without any mention left.

    `names` has one row (KNOWN) for each entity of the run. An
    entity is touched when the run mentions it, or when a changed article did before. Of the
    published mentions only rows of touched entities are counted; the tables are streamed.
    """
    articles = pl.concat([pl.DataFrame(schema=_SEEN_TYPES), *map(_first_seen, changed)])
    published = _scan(current_mentions, ["article_id", "entity_id", "surface", "kind"])
    before = (
        published.join(articles.lazy(), on="article_id", how="semi").select("entity_id").unique()
    )
    touched = pl.concat([names.lazy().select("entity_id"), before]).unique().collect()
    old = _count(
        published.join(touched.lazy(), on="entity_id", how="semi").join(
            articles.lazy(), on="article_id", how="anti"
        ),
        _scan(current_articles, SEEN),
    )
    new = [_count(pl.scan_parquet(part), articles.lazy()) for part in mentions]
    printed = pl.concat([PRINTED.to_frame(), *(surfaces for surfaces, _ in (old, *new))])
    totals = _add_up(pl.concat([TOTALS.to_frame(), *(sums for _, sums in (old, *new))]))
    known = _known(names, _scan(current_entities, KNOWN), touched)
    entities = _entities(printed, totals, known)
    gone = before.collect().join(totals, on="entity_id", how="anti").sort("entity_id")
    return entities, gone


def _first_seen(part: Path) -> pl.DataFrame:
    return pl.read_parquet(part, columns=SEEN).select(
        "article_id", pl.col("first_seen_at").cast(TOTALS["first_seen_at"])
    )


def _scan(paths: Sequence[Path], columns: list[str]) -> pl.LazyFrame:
    """Read columns of a published table; a warehouse without it yet reads as empty."""
    types = {name: ENTITY.get(name, pl.String) for name in columns}
    if not paths:
        return pl.LazyFrame(schema=types)
    return pl.scan_parquet(list(paths)).select(pl.col(name).cast(types[name]) for name in columns)


def _count(mentions: pl.LazyFrame, articles: pl.LazyFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count the rows of one set of articles, by surface (PRINTED) and in all (TOTALS)."""
    surfaces = mentions.group_by("entity_id", "surface", "kind").agg(n=pl.len().cast(pl.Int64))
    sums = (
        mentions.group_by("entity_id", "article_id")
        .agg(n=pl.len().cast(pl.Int64))
        .join(articles, on="article_id", how="left")
        .group_by("entity_id")
        .agg(
            mention_count=pl.col("n").sum(),
            article_count=pl.len().cast(pl.Int64),
            last_seen_at=pl.col("first_seen_at").max(),
            first_seen_at=pl.col("first_seen_at").min(),
        )
    )
    counted = pl.collect_all(
        [surfaces.select(PRINTED.keys()), sums.select(TOTALS.keys())], engine="streaming"
    )
    return counted[0], counted[1]


def _add_up(sums: pl.DataFrame) -> pl.DataFrame:
    return sums.group_by("entity_id").agg(
        pl.col("mention_count", "article_count").sum(),
        pl.col("first_seen_at").min(),
        pl.col("last_seen_at").max(),
    )


def _known(names: pl.DataFrame, published: pl.LazyFrame, touched: pl.DataFrame) -> pl.DataFrame:
    """Join the run's names with those published, one row for each touched entity."""
    old = published.join(touched.lazy(), on="entity_id", how="semi").collect()
    return (
        pl.concat([names.select(old.columns), old])
        .sort("entity_id", "name", "iso3166")
        .unique("entity_id", keep="first", maintain_order=True)
    )


def _display_names(printed: pl.DataFrame) -> pl.DataFrame:
    """Choose each entity's commonest full surface; shouted ones only when there is no other."""
    shouted = pl.col("surface").str.to_uppercase() == pl.col("surface")
    return (
        printed.filter(pl.col("kind") == "full")
        .group_by("entity_id", "surface")
        .agg(pl.col("n").sum())
        .with_columns(shouted=shouted & pl.col("surface").str.contains(" "))
        .sort("entity_id", "shouted", "n", "surface", descending=[False, False, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
        .select("entity_id", printed="surface")
    )


def _coded_places() -> pl.DataFrame:
    """Return name, Wikidata id and GeoNames id of countries and their parts by ISO 3166 code."""
    regions, geonames = wikidata_of_region(), geonames_of_code()
    return pl.DataFrame(
        [
            (p.iso, p.name, p.wikidata_id or regions.get(p.name), geonames.get(p.iso or ""))
            for p in country_of_code().values()
        ],
        schema={
            "iso3166": pl.String,
            "country": pl.String,
            "wikidata": pl.String,
            "geonames": pl.Int64,
        },
        orient="row",
    )


def _entities(printed: pl.DataFrame, totals: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    aliases = printed.group_by("entity_id").agg(aliases=pl.col("surface").unique().sort())
    is_place = pl.col("entity_type") == "GPE"
    return (
        totals.join(known, on="entity_id")
        .join(aliases, on="entity_id")
        .join(_display_names(printed), on="entity_id", how="left")
        .join(_coded_places(), on="iso3166", how="left")
        .with_columns(
            name=pl.coalesce(pl.when(is_place).then("country"), "printed", "name"),
            wikidata_id=pl.coalesce("wikidata_id", pl.when(is_place).then("wikidata")),
            geonames_id=pl.coalesce("geonames_id", pl.when(is_place).then("geonames")),
        )
        .with_columns(
            aliases=pl.col("aliases").list.set_difference(pl.concat_list("name")).list.sort()
        )
        .select(ENTITY.keys())
        .cast(ENTITY)
        .sort("entity_id")
    )
