"""Turns texts into word codes and a few sampled shingle hashes, straight from Arrow's bytes."""

import numpy as np
import polars as pl
from numba import njit

from tasks.deduplicate.arrays import I64, U32, U64, Bytes, Ragged, text_buffers
from tasks.deduplicate.normalise import (
    DROPPED,
    JOINS,
    PLAIN_DIGIT,
    PLAIN_ENDS,
    PLAIN_JOINS,
    PLAIN_SEPARATES,
    PLAIN_UPPER,
    SEPARATES,
    SEVERAL,
    STANDS_ALONE,
    TABLE_SIZE,
    TAGS,
    FoldTable,
    fold_table,
)

SHINGLE = 5  # words
FIGURE, NAME, WORD_BITS = 1, 2, 2  # the two low bits of a word code are marks, not its hash
_SEED, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)  # FNV-1a
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BASE4 = np.uint64(0x9E3779B97F4A7C15**4 % 2**64)
_M1, _M2 = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
_S33, _S32, _BITS = np.uint64(33), np.uint64(32), np.uint32(WORD_BITS)


@njit(cache=True, nogil=True, inline="always")
def mix(h: np.uint64) -> np.uint64:
    """Spread a hash over all 64 bits (the finaliser of MurmurHash3)."""
    h = (h ^ (h >> _S33)) * _M1
    h = (h ^ (h >> _S33)) * _M2
    return h ^ (h >> _S33)


@njit(cache=True, nogil=True, inline="always")
def _code(h: np.uint64, marks: int) -> np.uint32:
    high = np.uint32(mix(h) >> _S32)
    return np.uint32(((high >> _BITS) << _BITS) | np.uint32(marks))


@njit(cache=True, nogil=True, inline="always")
def _decode(data: Bytes, i: int) -> tuple[int, int]:
    """Return the code point that starts at byte i (two to four bytes, valid UTF-8) and its size."""
    b = int(data[i])
    if b < 0xE0:
        return ((b & 0x1F) << 6) | (data[i + 1] & 0x3F), 2
    if b < 0xF0:
        return ((b & 0x0F) << 12) | (int(data[i + 1] & 0x3F) << 6) | (data[i + 2] & 0x3F), 3
    high = ((b & 0x07) << 18) | (int(data[i + 1] & 0x3F) << 12)
    return high | (int(data[i + 2] & 0x3F) << 6) | (data[i + 3] & 0x3F), 4


@njit(cache=True, nogil=True, inline="always")
def _marks(table: FoldTable, cp: int, inside_sentence: bool) -> int:
    if cp >= TABLE_SIZE:
        return 0
    return NAME * int(inside_sentence and table.upper[cp]) | FIGURE * int(table.digit[cp])


@njit(cache=True, nogil=True, inline="always")
def _folded(table: FoldTable, cp: int, what: int, k: int) -> tuple[int, int]:
    """Return the k-th character that is compared for a code point, and what it does."""
    if what != SEVERAL:
        return (table.folded[cp] if cp < TABLE_SIZE else cp), what
    c = table.several[k]
    does = table.kind[c] if c < TABLE_SIZE else STANDS_ALONE
    return c, (JOINS if does == SEVERAL else does)


@njit(cache=True, nogil=True)
def _fold_words(
    data: Bytes, ends_at: I64, table: FoldTable, most: I64, out: U32, spans: I64
) -> I64:
    """Write the word codes of all texts into ``out``; return where each text's codes end.

    A word's mark NAME means a capital inside a sentence, FIGURE a decimal digit in it. Where
    ``spans`` has rows, the first and the last byte (exclusive) of each word are written there,
    and of text d no more than about the first ``most[d]`` words are.
    """
    stops = np.zeros(len(ends_at), np.int64)
    n = 0
    for d in range(len(ends_at) - 1):
        h, marks, length, fresh = _SEED, 0, 0, True
        i, end = ends_at[d], ends_at[d + 1]
        enough = n + most[d] if len(spans) else len(out)
        while i < end and n < enough:
            at, plain = i, table.plain[data[i]]
            if plain & PLAIN_JOINS:  # letters and digits of ASCII, up to the next other byte
                if length == 0 and not fresh and plain & PLAIN_UPPER:
                    marks |= NAME
                while plain & PLAIN_JOINS:
                    h = (h ^ np.uint64(plain & 0xFF)) * _PRIME
                    marks |= FIGURE * int(plain & PLAIN_DIGIT != 0)
                    i += 1
                    plain = table.plain[data[i]] if i < end else np.int32(0)
                if len(spans):
                    spans[n] = (spans[n, 0] if length else at), i
                length += 1
                continue
            if plain & PLAIN_SEPARATES:
                i += 1
                if length:
                    out[n] = _code(h, marks)
                    n, h, marks, length, fresh = n + 1, _SEED, 0, 0, False
                fresh |= plain & PLAIN_ENDS != 0
                continue
            cp, size = int(data[i]), 1
            if cp >= 128:
                cp, size = _decode(data, i)
            i += size
            what = STANDS_ALONE if cp < TAGS else DROPPED
            if cp < TABLE_SIZE:
                what = table.kind[cp]
            first, last = 0, int(what != DROPPED)
            if what == SEVERAL:
                row = table.folded[cp]
                first, last = int(table.starts[row]), int(table.starts[row + 1])
            for k in range(first, last):
                c, does = _folded(table, cp, what, k)
                if does == JOINS:
                    if len(spans):
                        spans[n] = (spans[n, 0] if length else at), i
                    marks |= _marks(table, cp, length == 0 and not fresh)
                    h, length = (h ^ np.uint64(c)) * _PRIME, length + 1
                elif length and does != DROPPED:
                    out[n] = _code(h, marks)
                    n, h, marks, length, fresh = n + 1, _SEED, 0, 0, False
                if does == STANDS_ALONE:
                    out[n] = _code((_SEED ^ np.uint64(c)) * _PRIME, 0)
                    if len(spans):
                        spans[n] = at, i
                    n, fresh = n + 1, False
            fresh |= what == SEPARATES and table.ends_sentence[cp]
        if length:
            out[n] = _code(h, marks)
            n += 1
        stops[d + 1] = n
    return stops


def fold_words(texts: pl.Series) -> Ragged:
    """Return the word codes of every text: 30 bits of hash above the marks NAME and FIGURE.

    A null text has no words. Memory: 8 bytes for each byte of text while it runs, of which only
    the pages that are written to become real.
    """
    data, offsets = text_buffers(texts)
    room = np.empty(4 + 2 * int(offsets[-1] - offsets[0]), np.uint32)
    nothing = np.empty(0, np.int64), room, np.empty((0, 2), np.int64)
    stops: I64 = _fold_words(data, offsets, fold_table(), *nothing)
    return Ragged(room[: stops[-1]].copy(), stops)


def word_spans(texts: pl.Series, most: I64) -> tuple[I64, I64]:
    """Return each word's bytes in `text_buffers` (first, last exclusive) and the texts' ends.

    The words of text i are rows ``ends[i]:ends[i + 1]``, as `fold_words` numbers them; the first
    ``most[i]`` are there, if it has as many.
    """
    data, offsets = text_buffers(texts)
    size = 4 + 2 * int(offsets[-1] - offsets[0])
    spans = np.empty((size, 2), np.int64)
    room = most, np.empty(size, np.uint32), spans
    ends: I64 = _fold_words(data, offsets, fold_table(), *room)
    return spans[: ends[-1]].copy(), ends


@njit(cache=True, nogil=True)
def shingle_hashes(words: U32, first: int, last: int, out: U64) -> int:
    """Write the 64-bit hashes of the word 5-shingles of ``words[first:last]``; return how many.

    A text of one to four words has one shingle, all its words.
    """
    n = last - first
    if n == 0:
        return 0
    h = np.uint64(0)
    for i in range(first, first + min(n, SHINGLE)):
        h = h * _BASE + np.uint64(words[i] >> _BITS)
    if n <= SHINGLE:
        out[0] = mix(h + np.uint64(n)) | np.uint64(1)
        return 1
    out[0] = mix(h + np.uint64(SHINGLE)) | np.uint64(1)
    for i in range(first + SHINGLE, last):
        h = (h - np.uint64(words[i - SHINGLE] >> _BITS) * _BASE4) * _BASE
        h += np.uint64(words[i] >> _BITS)
        out[i - first - SHINGLE + 1] = mix(h + np.uint64(SHINGLE)) | np.uint64(1)
    return n - SHINGLE + 1
