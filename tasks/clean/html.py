"""Renders the HTML documents of a part and sets aside those that no parser survives."""

import numpy as np
import polars as pl

from tasks.clean import rows
from tasks.clean.depth import DEEPEST, nesting


def render_part(documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents with source_text, blocks and page_metadata, and those refused.

    The returned frame keeps `content`, so that a document set aside later can be released;
    `given` is JSON from here on. Text documents pass as they are.
    """
    refused: list[str | None] = [None] * documents.height
    html = (documents["media_type"] == "text/html").arg_true()
    for number in html.filter(nesting(documents["content"].gather(html)) > DEEPEST):
        refused[number] = "html_depth"
    named = documents.with_columns(given=_given_json(), content=pl.col("content").fill_null(""))
    if not any(refused):
        return _rendered(named), rows.no_refusals()
    passed = pl.Series([reason is None for reason in refused], dtype=pl.Boolean)
    aside = named.with_columns(source_text=pl.col("content"))
    return _rendered(named.filter(passed)), rows.refusals(aside, refused)


def _given_json() -> pl.Expr:
    """Return the given metadata as JSON, null where a record gave none."""
    given = pl.col("given")
    names = ("url", "title", "publisher", "published", "modified", "language", "authors", "section")
    any_given = pl.any_horizontal(given.struct.field(name).is_not_null() for name in names)
    return pl.when(any_given).then(given.struct.json_encode())


def _rendered(documents: pl.DataFrame) -> pl.DataFrame:
    html = documents["media_type"] == "text/html"
    if not html.any():
        return documents.with_columns(
            source_text=pl.col("content"),
            blocks=pl.lit(None, rows.BLOCKS),
            page_metadata=pl.lit(None, pl.String),
        )
    from tasks.clean.render import render

    found = render(documents["content"].filter(html))
    place = pl.Series(np.where(html, np.cumsum(html) - 1, -1)).replace(-1, None)
    return documents.with_columns(
        source_text=pl.when(html).then(found.text.gather(place)).otherwise(pl.col("content")),
        blocks=found.blocks.gather(place),
        page_metadata=found.stated.gather(place),
    )
