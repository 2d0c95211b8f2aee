"""Quotes the longest passage that a pair shares, so that a reader can see why it is related."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numba import njit
from numpy.typing import NDArray

from tasks.deduplicate.arrays import I64, Bytes, Column, Texts, text_buffers
from tasks.deduplicate.parallel import in_order
from tasks.deduplicate.read import rows_of
from tasks.deduplicate.shingles import SHINGLE
from tasks.deduplicate.words import word_spans

PASSAGE_WORDS = 40  # a longer passage is cut


@njit(cache=True, nogil=True)
def _cut(data: Bytes, first: I64, last: I64, offsets: I64, out: Bytes) -> None:
    for k in range(len(first)):
        for i in range(last[k] - first[k]):
            out[offsets[k] + i] = data[first[k] + i]


def _quotes(texts: Texts, rows: I64, begins: I64, runs: I64) -> pl.Series:
    """Return the passages of ``runs`` shingles from word ``begins`` on in the texts ``rows``."""
    needed = np.zeros(len(texts), np.int64)
    lasts = begins + np.minimum(runs + SHINGLE - 1, PASSAGE_WORDS)
    np.maximum.at(needed, rows, lasts)
    data, places = text_buffers(texts)
    spans, ends = word_spans(data, places, needed)
    first = spans[ends[rows] + begins, 0]
    last = spans[np.minimum(ends[rows] + lasts, ends[rows + 1]) - 1, 1]
    offsets = np.concatenate([[0], np.cumsum(last - first)]).astype(np.int64)
    out = np.empty(offsets[-1], np.uint8)
    _cut(data, first, last, offsets, out)
    buffers = [None, pa.py_buffer(offsets.data), pa.py_buffer(out.data)]
    arrow = pa.Array.from_buffers(pa.large_string(), len(first), buffers)
    return pl.Series("sample_passage", arrow)


def with_passages(
    edges: pl.DataFrame,
    places: NDArray[np.int64],
    parts: Iterable[Column],
    articles: Sequence[Path],
    threads: int,
) -> pl.DataFrame:
    """Add sample_passage: up to PASSAGE_WORDS words of the longest shared passage, verbatim.

    It is cut from article_id's text. ``parts`` are the run's texts, one after the other, and
    ``places`` the rows there of the texts by number ``a``. The few pairs whose later article is a
    published one are cut from the current articles.
    """
    inside = edges["a"].to_numpy() < len(places)
    new, old = edges.filter(pl.Series(inside)), edges.filter(pl.Series(~inside))
    place = places[new["a"].to_numpy()]
    new = new[np.argsort(place, kind="stable")]
    place, runs = np.sort(place), new.select("run_a", "run").cast(pl.Int64).to_numpy()

    def quote(part: tuple[int, Column]) -> pl.Series:
        start, texts = part
        here = slice(*np.searchsorted(place, (start, start + len(texts))))
        return _quotes(texts, place[here] - start, runs[here, 0], runs[here, 1])

    numbered = _numbered(parts) if new.height else iter(())
    nothing = pl.Series("sample_passage", [], pl.String)
    quoted = pl.concat([nothing, *in_order(quote, numbered, threads)])
    return pl.concat([new.with_columns(quoted), _from_published(old, articles)])


def _numbered(parts: Iterable[Column]) -> Iterator[tuple[int, Column]]:
    start = 0
    for texts in parts:
        yield start, texts
        start += len(texts)


def _from_published(edges: pl.DataFrame, articles: Sequence[Path]) -> pl.DataFrame:
    if edges.is_empty():
        return edges.with_columns(sample_passage=pl.lit(None, pl.String))
    texts = rows_of(articles, ("article_id", "text"), edges["article_id"].unique())
    numbered = texts.select("article_id", row=pl.int_range(pl.len(), dtype=pl.Int64))
    row = edges.join(numbered, on="article_id", how="left", maintain_order="left")
    columns = (row[name].cast(pl.Int64).to_numpy() for name in ("row", "run_a", "run"))
    return edges.with_columns(_quotes(texts["text"], *columns))
