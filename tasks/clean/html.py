"""Renders HTML documents to blocks of text and notes what the DOM tells of each."""

import polars as pl

from tasks.clean import rows


def render_part(documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents with source_text, blocks and page_metadata, and those refused.

    The returned frame keeps `content`, so that a document set aside later can be released;
    `given` is JSON from here on.
    """
    from resiliparse.extract.html2text import extract_plain_text

    html = documents["media_type"] == "text/html"
    source = [
        extract_plain_text(text or "", main_content=False, list_bullets=True, alt_texts=False)
        if is_html
        else text or ""
        for is_html, text in zip(html, documents["content"], strict=True)
    ]
    rendered = documents.with_columns(
        source_text=pl.Series(source, dtype=pl.String),
        blocks=pl.lit(None, dtype=rows.BLOCKS),
        page_metadata=pl.lit(None, dtype=pl.String),
        given=pl.col("given").struct.json_encode(),
    )
    return rendered, rows.no_refusals()
