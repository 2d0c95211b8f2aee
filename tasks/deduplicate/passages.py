"""Quotes the longest passage that a pair shares, so that a reader can see why it is related."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tasks.deduplicate.arrays import text_buffers
from tasks.deduplicate.read import batches, rows_of
from tasks.deduplicate.sketch import SHINGLE, word_spans

PASSAGE_WORDS = 40  # a longer passage is cut


def _quotes(texts: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return the edges whose article_id is among the texts, with their sample_passage."""
    wanted = texts.join(edges, on="article_id", how="semi", maintain_order="left")
    here = edges.join(wanted.with_row_index("row").drop("text"), on="article_id")
    data, _ = text_buffers(wanted["text"])
    spans, ends = word_spans(wanted["text"])
    quotes = []
    for row, start, run in here.select("row", "run_a", "run").iter_rows():
        first = ends[row] + start
        last = min(first + min(run + SHINGLE - 1, PASSAGE_WORDS), ends[row + 1])
        quotes.append(data[spans[first, 0] : spans[last - 1, 1]].tobytes().decode("utf-8"))
    return here.drop("row").with_columns(sample_passage=pl.Series(quotes, dtype=pl.String))


def with_passages(
    edges: pl.DataFrame, sources: Sequence[Path], articles: Sequence[Path], rows: int
) -> pl.DataFrame:
    """Add sample_passage: up to PASSAGE_WORDS words of the longest shared passage, verbatim.

    It is cut from article_id's text: read from the run's parts, ``rows`` at a time, or, for the
    few pairs whose later article is a published one, from the current articles.
    """
    found = [edges.clear().with_columns(sample_passage=pl.lit(None, pl.String))]
    parts = batches(sources, ("article_id", "text"), rows)
    found.extend(_quotes(texts, edges) for texts in parts)
    done = pl.concat(found)
    left = edges.join(done, on=["article_id", "matched_article_id"], how="anti")
    if left.height:
        texts = rows_of(articles, ("article_id", "text"), left["article_id"].unique())
        done = pl.concat([done, _quotes(texts, left)])
    return done
