"""Reads the names of a few articles, with whom they mean, as places in the articles' texts."""

import polars as pl

from tasks.report.named import Named, letters_before
from tasks.report.rows import Tables, gathered, table

MOST_NAMES = 2_000  # of one article


def names_of(tables: Tables, version_ids: list[str]) -> dict[str, tuple[Named, ...]]:
    """Return the names in each version's text, in order, counted in letters (`letters_before`)."""
    mentions = gathered(
        table(tables, "mentions")
        .filter(pl.col("version_id").is_in(version_ids) & (pl.col("field") == "text"))
        .select("version_id", "entity_id", "char_start", "char_end", "entity_type")
    )
    if mentions.is_empty():
        return {}
    called = gathered(
        table(tables, "entities")
        .filter(pl.col("entity_id").is_in(mentions["entity_id"].unique().to_list()))
        .select("entity_id", "name")
        .unique()
    )
    texts = gathered(
        table(tables, "articles")
        .filter(pl.col("version_id").is_in(version_ids))
        .select("version_id", "text")
    )
    rows = mentions.join(called, on="entity_id").sort("version_id", "char_start")
    return {
        version: _in_letters(text, rows.filter(pl.col("version_id") == version))
        for version, text in texts.iter_rows()
    }


def _in_letters(text: str, rows: pl.DataFrame) -> tuple[Named, ...]:
    before = letters_before(text)
    columns = rows.select("char_start", "char_end", "name", "entity_type").head(MOST_NAMES)
    return tuple(
        Named(before[start], before[end], name, kind)
        for start, end, name, kind in columns.iter_rows()
        if 0 <= start < end <= len(text)
    )
