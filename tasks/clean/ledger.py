"""Applies decisions to source texts and proves that kept and taken text make up the whole."""

import numba
import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tasks.clean.spaces import SPACES


def kept_texts(lines: pl.DataFrame, documents: int) -> pl.Series:
    """Return the text of each document: its kept lines, one blank line between paragraphs.

    `lines` has doc, text and kind (null: kept). A paragraph that was wrapped goes on one line.
    """
    kept = lines.filter(pl.col("kind").is_null())
    flat = pl.col("text").str.replace_all(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*", " ")
    kept = kept.select("doc", body=flat).filter(pl.col("body") != "")
    texts = kept.group_by("doc", maintain_order=True).agg(pl.col("body").str.join("\n\n"))
    every = pl.DataFrame({"doc": pl.Series(range(documents), dtype=pl.UInt32)})
    return every.join(texts, on="doc", how="left", maintain_order="left")["body"].fill_null("")


def uncovered(sources: pl.Series, texts: pl.Series, taken: pl.DataFrame) -> NDArray[np.bool_]:
    """Tell for each document whether its ledger does NOT add up.

    `taken` has doc, char_start and char_end, sorted. A document adds up when its spans lie inside
    the source without overlap, and the source without them and without white space is, character
    for character, the text without white space.
    """
    docs = taken["doc"].to_numpy()
    bounds = np.searchsorted(docs, np.arange(len(sources) + 1))
    source_bytes, source_at = string_buffer(sources)
    text_bytes, text_at = string_buffer(texts)
    return np.asarray(
        _prove(
            source_bytes, source_at, text_bytes, text_at, bounds,
            taken["char_start"].to_numpy().astype(np.int64),
            taken["char_end"].to_numpy().astype(np.int64),
            SPACES,
        )
    )  # fmt: skip


def string_buffer(strings: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the UTF-8 bytes of all strings end to end, and where each begins (one more at end)."""
    arrow = strings.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(pa.large_string())
    _, offsets, data = arrow.buffers()
    ends = len(arrow) + arrow.offset + 1
    at = np.frombuffer(memoryview(offsets or bytes(8)), np.int64)[arrow.offset : ends]
    raw = np.frombuffer(memoryview(data or b""), np.uint8)
    return raw, at


@numba.njit(cache=True)
def code_point(data: NDArray[np.uint8], at: int) -> tuple[int, int]:
    """Decode one code point of valid UTF-8; return it and the place of the next one."""
    lead = numba.int64(data[at])
    if lead < 0x80:
        return lead, at + 1
    if lead < 0xE0:
        return (lead & 0x1F) << 6 | (data[at + 1] & 0x3F), at + 2
    if lead < 0xF0:
        return (lead & 0xF) << 12 | (data[at + 1] & 0x3F) << 6 | (data[at + 2] & 0x3F), at + 3
    high = (lead & 0x7) << 18 | numba.int64(data[at + 1] & 0x3F) << 12
    return high | numba.int64(data[at + 2] & 0x3F) << 6 | (data[at + 3] & 0x3F), at + 4


@numba.njit(cache=True)
def _is_space(point: int, spaces: NDArray[np.bool_]) -> bool:
    return point <= 0x3000 and bool(spaces[point])


@numba.njit(cache=True)
def _same(
    source: NDArray[np.uint8],
    text: NDArray[np.uint8],
    at: int,
    stop: int,
    out: int,
    out_stop: int,
) -> int:
    """Return how many ASCII characters from here on are the same in both."""
    begin, stop = at, min(stop, at + out_stop - out)
    while at < stop and source[at] == text[out] and source[at] < 0x80:
        at, out = at + 1, out + 1
    return at - begin


@numba.njit(cache=True)
def _prove(
    source: NDArray[np.uint8],
    source_at: NDArray[np.int64],
    text: NDArray[np.uint8],
    text_at: NDArray[np.int64],
    bounds: NDArray[np.int64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    spaces: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    wrong = np.zeros(len(source_at) - 1, dtype=np.bool_)
    for doc in range(len(wrong)):
        at, stop = source_at[doc], source_at[doc + 1]
        out, out_stop = text_at[doc], text_at[doc + 1]
        span, last = bounds[doc], bounds[doc + 1]
        char, covered, is_wrong = 0, 0, False
        while at < stop and not is_wrong:
            while span < last and ends[span] <= char:
                span += 1
            if span < last and starts[span] <= char:
                point, at = code_point(source, at)
                covered, char = covered + 1, char + 1
                continue
            free = starts[span] - char if span < last else stop - at
            run = _same(source, text, at, min(at + free, stop), out, out_stop)
            at, out, char = at + run, out + run, char + run
            if run == free or at == stop:
                continue
            point, at = code_point(source, at)
            char += 1
            if _is_space(point, spaces):
                continue
            found = 32
            while out < out_stop and _is_space(found, spaces):
                found, out = code_point(text, out)
            is_wrong = found != point
        while out < out_stop and not is_wrong:
            found, out = code_point(text, out)
            is_wrong = not _is_space(found, spaces)
        asked = 0
        for i in range(bounds[doc], last):
            asked += ends[i] - starts[i]
        wrong[doc] = is_wrong or asked != covered
    return wrong
