"""Quotes the longest passage that a pair shares, so that a reader can see why it is related."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numba import njit
from numpy.typing import NDArray

from tasks.deduplicate.arrays import I64, Bytes, Column, Texts, text_buffers
from tasks.deduplicate.options import DeduplicateOptions
from tasks.deduplicate.parallel import cores, in_order
from tasks.deduplicate.read import rows_of, texts_of
from tasks.deduplicate.shingles import SHINGLE
from tasks.deduplicate.words import word_spans

PASSAGE_WORDS = 40  # a longer passage is cut
_WHERE = ("row", "run_a", "run")


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


def passages(
    edges: pl.DataFrame,
    places: NDArray[np.int64],
    sources: Sequence[Path],
    articles: Sequence[Path],
    options: DeduplicateOptions,
) -> pl.Series:
    """Return of each edge up to PASSAGE_WORDS words of the longest shared passage, verbatim.

    It is cut from article_id's text. ``sources`` have the run's texts, one after the other, and
    ``places`` the rows there of the texts by number ``a``. The few pairs whose later article is a
    published one are cut from the current articles.
    """
    numbers = edges["a"].to_numpy()
    new, old = np.flatnonzero(numbers < len(places)), np.flatnonzero(numbers >= len(places))
    new = new[np.argsort(places[numbers[new]], kind="stable")]
    place, runs = places[numbers[new]], edges[new].select("run_a", "run").cast(pl.Int64).to_numpy()

    def quote(part: tuple[int, Column]) -> pl.Series:
        start, texts = part
        here = slice(*np.searchsorted(place, (start, start + len(texts))))
        return _quotes(texts, place[here] - start, runs[here, 0], runs[here, 1])

    numbered = _numbered(texts_of(sources, options)) if len(new) else iter(())
    quoted = [*in_order(quote, numbered, options.threads or cores())]
    quoted.append(_from_published(edges[old], articles))
    row = np.empty(edges.height, np.int64)
    row[np.concatenate([new, old])] = np.arange(edges.height)
    return pl.concat(quoted).gather(row)


def with_passages(pairs: pl.DataFrame, quoted: pl.Series) -> pl.DataFrame:
    """Give each pair that the run found, which names its ``edge``, the passage of that edge."""
    fresh = quoted.gather(pairs["edge"])
    return pairs.with_columns(pl.coalesce("sample_passage", fresh)).drop("edge")


def _numbered(parts: Iterable[Column]) -> Iterator[tuple[int, Column]]:
    start = 0
    for texts in parts:
        yield start, texts
        start += len(texts)


def _from_published(edges: pl.DataFrame, articles: Sequence[Path]) -> pl.Series:
    if edges.is_empty():
        return pl.Series("sample_passage", [], pl.String)
    texts = rows_of(articles, ("article_id", "text"), edges["article_id"].unique())
    numbered = texts.select("article_id", row=pl.int_range(pl.len(), dtype=pl.Int64))
    row = edges.join(numbered, on="article_id", how="left", maintain_order="left")
    return _quotes(texts["text"], *(row[name].cast(pl.Int64).to_numpy() for name in _WHERE))
