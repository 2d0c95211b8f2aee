"""Renders the HTML documents of a part and sets aside those that no parser survives."""

import numpy as np
import polars as pl

from tasks.clean import rows


def render_part(documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents with source_text, blocks and page_metadata, and those refused.

    The returned frame keeps `content`, so that a document set aside later can be released;
    `given` is JSON from here on. Text documents pass as they are.
    """
    named = documents.with_columns(given=_given_json(), content=pl.col("content").fill_null(""))
    html = named["media_type"] == "text/html"
    if not html.any():
        nothing = pl.lit(None, pl.String)
        rendered = named.with_columns(
            source_text="content", blocks=pl.lit(None, rows.BLOCKS), page_metadata=nothing
        )
        return rendered, rows.no_refusals()
    from tasks.clean.render import render

    found = render(named["content"].filter(html))
    place = pl.Series(np.where(html, np.cumsum(html) - 1, -1)).replace(-1, None)
    rendered = named.with_columns(
        source_text=pl.when(html).then(found.text.gather(place)).otherwise(pl.col("content")),
        blocks=found.blocks.gather(place),
        page_metadata=found.stated.gather(place),
    )
    deep = found.deep.gather(place).fill_null(False)
    if not deep.any():
        return rendered, rows.no_refusals()
    aside = named.with_columns(source_text=pl.col("content"))
    return rendered.filter(~deep), rows.refusals(aside, ["html_depth" if d else None for d in deep])


def _given_json() -> pl.Expr:
    """Return the given metadata as JSON, null where a record gave none."""
    given = pl.col("given")
    names = ("url", "title", "publisher", "published", "modified", "language", "authors", "section")
    any_given = pl.any_horizontal(given.struct.field(name).is_not_null() for name in names)
    return pl.when(any_given).then(given.struct.json_encode())
