"""Gives the run's mentions to their articles and recounts every entity they touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tasks.extract.article_entities import article_entities
from tasks.extract.canonical import entity_id
from tasks.extract.count import count_entities
from tasks.extract.redirects import redirects
from tasks.extract.rows import LOCAL_MENTION, LOCAL_QUOTE, text_key
from warehouse.ids import make_id
from warehouse.stage import write_part

NAMED = ["entity_id", "entity_type", "name", "iso3166", "wikidata_id", "geonames_id"]
ENTITY_TYPE = (
    pl.when((pl.col("entity_type") == "NORP") & pl.col("iso3166").is_not_null())
    .then(pl.lit("GPE"))
    .otherwise("entity_type")
)
"""The type of the entity that a mention names: of a country's people it is the country."""
MENTION = [
    "mention_id", "article_id", "version_id", "entity_id", "field", "char_start", "char_end",
    "surface", "entity_type", "kind", "role", "stands_for_iso3166",
    "stands_for_entity_id", "score", "model", "rule_id",
]  # fmt: skip
QUOTE = [
    "quote_id", "article_id", "version_id", "char_start", "char_end", "text", "speaker_surface",
    "speaker_entity_id", "cue", "kind", "score",
]  # fmt: skip


@dataclass(frozen=True)
class LinkResult:
    """The run's rows for the tables of entities, all without run_id, and their counts.

    `mentions`, `quotes` and `article_entities` replace every row of the changed articles;
    `entities` are rows to upsert by entity_id; `gone_entities` (entity_id) are those of which no
    mention is left. `redirects` are rows to upsert by old_entity_id; `gone_redirects` are those
    that lead nowhere any more.
    """

    mentions: tuple[Path, ...]
    quotes: tuple[Path, ...]
    article_entities: tuple[Path, ...]
    entities: Path
    gone_entities: Path
    redirects: Path
    gone_redirects: Path
    mentions_count: int
    entities_count: int
    quotes_count: int


def link(
    changed: Sequence[Path],
    mentions: Sequence[Path],
    quotes: Sequence[Path],
    current_articles: Sequence[Path],
    current_mentions: Sequence[Path],
    current_entities: Sequence[Path],
    current_redirects: Sequence[Path],
    out_dir: Path,
    excluded_mentions: Path | None = None,
) -> LinkResult:
    """Join what was recognised to the changed articles and count the entities they touch.

    `changed` are the run's article parts, `mentions` and `quotes` the files of
    `recognise_part`, the `current_*` paths files of the published tables. All mentions of a
    changed article are taken to be replaced by the run's. `excluded_mentions` (mention_id) names
    rows of this run that the gate set aside: they and the quotations they speak for lose their
    link, and no count includes them. Ids depend on article, version and place alone, so any
    order or number of parts gives the same rows.
    """
    left_out = _ids(excluded_mentions)
    named, quoted = _found(mentions, LOCAL_MENTION), _found(quotes, LOCAL_QUOTE)
    mention_parts, quote_parts, summed, names = [], [], [], []
    for number, part in enumerate(changed):
        articles = _articles(part)
        rows = _mentions_of(articles, named).filter(~pl.col("mention_id").is_in(left_out.implode()))
        rows = _governments(rows)
        of_entities = rows.with_columns(entity_type=ENTITY_TYPE)
        names.append(of_entities.select(NAMED).unique())
        mention_parts.append(
            write_part(rows.select(MENTION), out_dir / f"mentions-{number:05d}.parquet")
        )
        said = _quotes_of(articles, quoted, rows)
        quote_parts.append(write_part(said.select(QUOTE), out_dir / f"quotes-{number:05d}.parquet"))
        sums = article_entities(of_entities, said)
        summed.append(write_part(sums, out_dir / f"article_entities-{number:05d}.parquet"))
    found = _one_name(names)
    entities, gone = count_entities(
        changed,
        mention_parts,
        found,
        current_articles,
        current_mentions,
        current_entities,
    )
    led, lost = redirects(found, gone, current_entities, current_redirects)
    return LinkResult(
        mentions=tuple(mention_parts),
        quotes=tuple(quote_parts),
        article_entities=tuple(summed),
        entities=write_part(entities, out_dir / "entities.parquet"),
        gone_entities=write_part(gone, out_dir / "gone_entities.parquet"),
        redirects=write_part(led, out_dir / "redirects.parquet"),
        gone_redirects=write_part(lost, out_dir / "gone_redirects.parquet"),
        mentions_count=_rows(mention_parts),
        entities_count=entities.height,
        quotes_count=_rows(quote_parts),
    )


def _rows(parts: Sequence[Path]) -> int:
    return sum(pl.scan_parquet(part).select(pl.len()).collect().item() for part in parts)


def _ids(path: Path | None) -> pl.Series:
    if path is None:
        return pl.Series("mention_id", [], pl.String)
    return pl.read_parquet(path, columns=["mention_id"])["mention_id"]


def _articles(part: Path) -> pl.DataFrame:
    """Read the ids of one changed part, the key of each text, where its dateline and lead end."""
    columns = ["article_id", "version_id", "text_sha256", "headline", "language"]
    opened = pl.col("text").str.starts_with(pl.col("dateline")).fill_null(False)
    end = pl.when(opened).then(pl.col("dateline").str.len_chars()).otherwise(0)
    lead = pl.col("text").str.split_exact("\n\n", 1).struct.field("field_0").str.len_chars()
    read = pl.scan_parquet(part).select(*columns, dateline_end=end, lead_end=lead).collect()
    keys = [text_key(*row) for row in read.select(columns[2:]).iter_rows()]
    key = pl.Series("text_key", keys, pl.String)
    return read.select("article_id", "version_id", "dateline_end", "lead_end", key)


@dataclass(frozen=True)
class _Found:
    """All article-local files of one kind, and which of them holds which text."""

    paths: Sequence[Path]
    schema: pl.Schema
    places: pl.DataFrame

    def of(self, keys: pl.Series) -> pl.DataFrame:
        """Read the rows of the given texts; only files that hold one of them are opened."""
        wanted = pl.col("text_key").is_in(keys.implode())
        numbers = self.places.filter(wanted)["file"].unique().sort()
        rows = [pl.scan_parquet(self.paths[n]).filter(wanted).collect() for n in numbers]
        return pl.concat([self.schema.to_frame(), *rows])


def _found(paths: Sequence[Path], schema: pl.Schema) -> _Found:
    """Note which file holds which text: one short row for each text with a name or quotation."""
    places = [pl.DataFrame(schema={"text_key": pl.String, "file": pl.Int32})]
    for number, path in enumerate(paths):
        keys = pl.read_parquet(path, columns=["text_key"]).unique()
        places.append(keys.with_columns(file=pl.lit(number, pl.Int32)))
    return _Found(paths, schema, pl.concat(places))


def _mentions_of(articles: pl.DataFrame, found: _Found) -> pl.DataFrame:
    local = found.of(articles["text_key"])
    in_dateline = (pl.col("field") == "text") & (pl.col("char_start") < pl.col("dateline_end"))
    rows = articles.join(local, on="text_key").filter(~in_dateline)
    rows = rows.sort("article_id", "field", "char_start")
    place = rows.select("article_id", "version_id", "field", pl.col("char_start").cast(pl.String))
    ids = [make_id("m", *row) for row in place.iter_rows()]
    return rows.with_columns(pl.Series("mention_id", ids, pl.String))


def _governments(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the entity of the country that a capital stands for, where the article names it too."""
    codes = rows["stands_for_iso3166"].drop_nulls().unique().sort()
    countries = pl.DataFrame(
        {
            "stands_for_iso3166": codes,
            "stands_for_entity_id": [entity_id("GPE", "", code) for code in codes],
        },
        schema={"stands_for_iso3166": pl.String, "stands_for_entity_id": pl.String},
    )
    named = rows.select("article_id", stands_for_entity_id="entity_id").unique()
    known = (
        rows.select("article_id", "stands_for_iso3166")
        .unique()
        .join(countries, on="stands_for_iso3166")
        .join(named, on=["article_id", "stands_for_entity_id"], how="semi")
    )
    return rows.join(
        known, on=["article_id", "stands_for_iso3166"], how="left", maintain_order="left"
    )


def _quotes_of(articles: pl.DataFrame, found: _Found, mentions: pl.DataFrame) -> pl.DataFrame:
    """Give quotations to their articles; a speaker counts only while its mention does."""
    local = found.of(articles["text_key"])
    rows = articles.join(local, on="text_key").sort("article_id", "char_start")
    speaking = mentions.select(
        "article_id",
        speaker_field="field",
        speaker_start="char_start",
        linked="entity_id",
    )
    rows = rows.join(
        speaking,
        on=["article_id", "speaker_field", "speaker_start"],
        how="left",
        maintain_order="left",
    ).with_columns(speaker_entity_id="linked")
    place = rows.select("article_id", "version_id", pl.col("char_start").cast(pl.String))
    ids = [make_id("q", *row) for row in place.iter_rows()]
    return rows.with_columns(pl.Series("quote_id", ids, pl.String))


def _one_name(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Choose one row for each entity; spellings of a name differ, so the first in order wins."""
    known = LOCAL_MENTION.to_frame().select(NAMED)
    return (
        pl.concat([known, *parts])
        .sort(NAMED[0], "name", "entity_type", "iso3166")
        .unique("entity_id", keep="first", maintain_order=True)
    )
