"""The rows that recognition writes for each distinct text, before they belong to articles."""

from collections.abc import Iterable

import polars as pl

from tasks.extract.article_rules import Article
from tasks.extract.canonical import entity_id
from tasks.extract.mention import Mention
from tasks.extract.quotes import Quote
from warehouse.ids import make_id

LOCAL_MENTION = pl.Schema(
    {
        "text_key": pl.String,
        "field": pl.String,
        "char_start": pl.Int32,
        "char_end": pl.Int32,
        "surface": pl.String,
        "entity_id": pl.String,
        "entity_type": pl.String,
        "name": pl.String,
        "iso3166": pl.String,
        "wikidata_id": pl.String,
        "geonames_id": pl.Int64,
        "kind": pl.String,
        "role": pl.String,
        "stands_for_iso3166": pl.String,
        "score": pl.Float32,
        "model": pl.String,
        "rule_id": pl.String,
    }
)
"""Columns of `mentions-*.parquet` under the recognise stage; offsets are in the field."""

LOCAL_QUOTE = pl.Schema(
    {
        "text_key": pl.String,
        "char_start": pl.Int32,
        "char_end": pl.Int32,
        "text": pl.String,
        "speaker_surface": pl.String,
        "speaker_entity_id": pl.String,
        "speaker_field": pl.String,
        "speaker_start": pl.Int32,
        "cue": pl.String,
        "kind": pl.String,
        "score": pl.Float32,
    }
)
"""Columns of `quotes-*.parquet` under the recognise stage; all offsets are in their field."""

LocalRow = tuple[str | int | float | None, ...]


def text_key(text_sha256: str, headline: str | None, language: str | None) -> str:
    """Return what two articles share exactly when recognition reads the same in both."""
    return make_id("t", text_sha256, headline or "", language or "")


def in_field(article: Article, start: int) -> tuple[str, int]:
    """Return the field a place of the joined string is in, and where that field begins."""
    return ("text", article.text_start) if start >= article.text_start else ("headline", 0)


def mention_rows(
    key: str, article: Article, mentions: Iterable[Mention], model: str
) -> list[LocalRow]:
    """Return one row for each mention, in the columns of LOCAL_MENTION."""
    rows: list[LocalRow] = []
    for m in mentions:
        field, begin = in_field(article, m.start)
        surface, name = article.printed[m.start : m.end], m.name or ""
        rows.append((
            key, field, m.start - begin, m.end - begin, surface,
            _id_of(m), m.type, name, m.iso, m.wikidata_id,
            m.geonames_id, m.kind, m.role, m.stands_for,
            m.score, model if m.found_by_model else "rules", m.rule,
        ))  # fmt: skip
    return rows


def quote_rows(key: str, article: Article, quotes: Iterable[Quote]) -> list[LocalRow]:
    """Return one row for each quotation of the text, in the columns of LOCAL_QUOTE."""
    rows: list[LocalRow] = []
    for q in quotes:
        if q.start < article.text_start:
            continue  # a headline's quotation marks are the editor's
        speaker = q.speaker
        mention = speaker.mention if speaker else None
        field, begin = in_field(article, mention.start) if mention else (None, 0)
        rows.append((
            key, q.start - article.text_start, q.end - article.text_start,
            article.printed[q.start : q.end],
            article.printed[speaker.start : speaker.end] if speaker else None,
            _id_of(mention) if mention else None,
            field, mention.start - begin if mention else None,
            q.cue, q.kind, q.score,
        ))  # fmt: skip
    return rows


def _id_of(mention: Mention) -> str:
    return entity_id(mention.type, mention.name or "", mention.iso, mention.link)


def frame(rows: list[LocalRow], schema: pl.Schema) -> pl.DataFrame:
    """Turn rows into a frame of one of the schemas above."""
    return pl.DataFrame(rows, schema=schema, orient="row")
