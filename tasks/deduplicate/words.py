"""Turns texts into word codes, straight from Arrow's bytes."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I64, U32, U64, Bytes, Ragged, Texts, text_buffers
from tasks.deduplicate.bit_masks import FIGURE, NAME, Masks, mark, masks_for, next_word
from tasks.deduplicate.eight_bytes import LOWER, classes, leading, windows
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
from tasks.deduplicate.shingles import WORD_BITS, absorb, mix

MOST_OF_ONE = 64  # words that one character can stand for, at most; Unicode has up to 18
BLOCK = 32_768  # bytes of text that are marked before they are folded
SEEN_OF_A_WORD = 16  # bytes for each word that is asked for, and what follows it, as a rule
_SEED, _NOTHING, _FULL = np.uint64(0xCBF29CE484222325), np.uint64(0), np.uint64(2**64 - 1)
_ONE, _EIGHT = np.uint64(1), np.uint64(8)
_S32, _BITS = np.uint64(32), np.uint32(WORD_BITS)


@njit(cache=True, nogil=True, inline="always")
def _code(h: np.uint64, rest: np.uint64, marks: int) -> np.uint32:
    """Return a word's code from the hash of its whole eights of bytes and what is left of it."""
    high = np.uint32(mix(absorb(h, rest)) >> _S32)
    return np.uint32(((high >> _BITS) << _BITS) | np.uint32(marks))


@njit(cache=True, nogil=True, inline="always")
def _add(
    h: np.uint64, rest: np.uint64, held: int, more: np.uint64, n: int
) -> tuple[np.uint64, np.uint64, int]:
    """Add n bytes, the lowest of ``more``, to a word; ``rest`` has the ``held`` that came last."""
    rest |= more << np.uint64(8 * held)
    held += n
    if held >= 8:
        h = absorb(h, rest)
        held -= 8
        rest = more >> np.uint64(8 * (n - held)) if held else np.uint64(0)
    return h, rest, held


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


@njit(cache=True, nogil=True, inline="always")
def _bytes_of(c: int) -> tuple[np.uint64, int]:
    """Return the bytes that stand for a folded character, the first lowest, and how many."""
    if c < 128:
        return np.uint64(c), 1
    return np.uint64(((c >> 16) + 1) | ((c & 0xFFFF) << 8)), 3


@njit(cache=True, nogil=True)
def _fold_block(
    data: Bytes,
    eights: U64,
    bits: Masks,
    start: int,
    seen: int,
    ends_at: I64,
    table: FoldTable,
    most: I64,
    out: U32,
    spans: I64,
    n: int,
    stops: I64,
) -> int:
    """Write the word codes of some texts, from n on; ``bits`` are of bytes ``start`` to ``seen``.

    Notes in ``stops`` where each text's codes end, and returns where the last one's do. A word's
    mark NAME means a capital inside a sentence, FIGURE a decimal digit in it. Where ``spans`` has
    rows, the first and the last byte (exclusive) of each word are written there, and of text d no
    more than about the first ``most[d]`` words are.

    What is hashed of a word are the bytes of its folded characters: ASCII as it is, any other as
    three bytes of which the first is no letter. ASCII is read eight bytes at a time, from the
    windows ``eights`` of the data; words of it between separators of it, which are most, are
    found by ``bits``.
    """
    whole = len(eights) - 1
    seen = min(seen, whole + 1)
    for d in range(len(ends_at) - 1):
        h, rest, held, marks, length, fresh = _SEED, _NOTHING, 0, 0, 0, True
        i, end = ends_at[d], ends_at[d + 1]
        enough = n + most[d] if len(spans) else len(out)
        while i < end and n < enough:
            gap, run, marked = (0, 0, 0)
            if length == 0:
                gap, run, marked = next_word(bits, i - start, min(end, seen) - i, fresh)
            if run:
                i += gap
                stop = i + run
                if len(spans):
                    spans[n] = i, stop
                while stop - i >= 16:
                    h, i = absorb(h, eights[np.uint64(i)] | LOWER), i + 8
                eight = eights[np.uint64(i)] | LOWER
                two = _NOTHING - np.uint64(stop - i >= 8)  # no branch: lengths cannot be foreseen
                h ^= (h ^ absorb(h, eight)) & two
                i += np.int64(two & _EIGHT)
                below = (_ONE << np.uint64(8 * (stop - i))) - _ONE
                out[n] = _code(h, (eights[np.uint64(i)] | LOWER) & below, marked)
                n, h, fresh, i = n + 1, _SEED, False, stop
                continue
            at, plain = i, table.plain[data[i]]
            if plain & PLAIN_JOINS:  # letters and digits of ASCII, up to the next other byte
                if length == 0 and not fresh and plain & PLAIN_UPPER:
                    marks |= NAME
                run = 8
                while run == 8 and i <= whole:
                    eight = eights[np.uint64(i)]
                    joined, digits = classes(eight)
                    run = min(leading(joined), end - i)
                    below = _FULL >> np.uint64(64 - 8 * run) if run else _NOTHING
                    marks |= FIGURE * int(digits & below != 0)
                    h, rest, held = _add(h, rest, held, (eight | LOWER) & below, run)
                    i += run
                while i > whole and i < end and table.plain[data[i]] & PLAIN_JOINS:
                    plain = table.plain[data[i]]
                    h, rest, held = _add(h, rest, held, np.uint64(plain & 0xFF), 1)
                    marks |= FIGURE * int(plain & PLAIN_DIGIT != 0)
                    i += 1
                if len(spans):
                    spans[n] = (spans[n, 0] if length else at), i
                length += 1
                continue
            if plain & PLAIN_SEPARATES:
                i += 1
                if length:
                    out[n] = _code(h, rest, marks)
                    n, h, rest, held, marks = n + 1, _SEED, _NOTHING, 0, 0
                    length, fresh = 0, False
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
                    more, width = _bytes_of(c)
                    h, rest, held = _add(h, rest, held, more, width)
                    length += 1
                elif length and does != DROPPED:
                    out[n] = _code(h, rest, marks)
                    n, h, rest, held, marks = n + 1, _SEED, _NOTHING, 0, 0
                    length, fresh = 0, False
                if does == STANDS_ALONE:
                    out[n] = _code(_SEED, _bytes_of(c)[0], 0)
                    if len(spans):
                        spans[n] = at, i
                    n, fresh = n + 1, False
            fresh |= what == SEPARATES and table.ends_sentence[cp]
        if length:
            out[n] = _code(h, rest, marks)
            n += 1
        stops[d] = n
    return n


@njit(cache=True, nogil=True)
def _fold_words(
    data: Bytes,
    wholes: U64,
    eights: U64,
    bits: Masks,
    ends_at: I64,
    table: FoldTable,
    most: I64,
    out: U32,
    spans: I64,
) -> I64:
    """Write the word codes of all texts into ``out``; return where each text's codes end.

    Texts are marked, then folded, some BLOCK of bytes at a time, which stays in a core's own cache;
    where ``spans`` has rows, one by one, and only as far as words are asked for.
    """
    stops = np.zeros(len(ends_at), np.int64)
    n, d = 0, 0
    while d < len(stops) - 1:
        begin, e = ends_at[d], d + 1
        if len(spans):
            last = min(ends_at[e], begin + SEEN_OF_A_WORD * most[d])
        else:
            while e < len(stops) - 1 and ends_at[e + 1] - begin <= BLOCK:
                e += 1
            last = ends_at[e]
        mark(wholes, begin, last, bits.rows)
        start, texts = begin - begin % 8, ends_at[d : e + 1]
        asked = most[d:e] if len(spans) else most
        where = stops[d + 1 : e + 1]
        n = _fold_block(data, eights, bits, start, last, texts, table, asked, out, spans, n, where)
        d = e
    return stops


def _views(data: Bytes, offsets: I64) -> tuple[U64, U64, Masks]:
    """Return the whole eights of a buffer, its windows, and room for the masks of any text."""
    longest = int(np.diff(offsets).max(initial=0))
    return data[: len(data) & -8].view(np.uint64), windows(data), masks_for(max(BLOCK, longest))


def fold_words(texts: Texts) -> Ragged:
    """Return the word codes of every text: 30 bits of hash above the marks NAME and FIGURE.

    A null text has no words. Memory: 8 bytes for each byte of text while it runs, of which only
    the pages that are written to become real.
    """
    data, offsets = text_buffers(texts)
    room = np.empty(4 + 2 * int(offsets[-1] - offsets[0]), np.uint32)
    all_of_them, no_spans = np.empty(0, np.int64), np.empty((0, 2), np.int64)
    views = _views(data, offsets)
    stops: I64 = _fold_words(data, *views, offsets, fold_table(), all_of_them, room, no_spans)
    return Ragged(room[: stops[-1]], stops)


def word_spans(data: Bytes, offsets: I64, most: I64) -> tuple[I64, I64]:
    """Return each word's bytes in `text_buffers` (first, last exclusive) and the texts' ends.

    The words of text i are rows ``ends[i]:ends[i + 1]``, as `fold_words` numbers them; the first
    ``most[i]`` are there, if it has as many, and none of a text of which none is asked for.
    """
    sizes = np.minimum(4 + 2 * np.diff(offsets), most + MOST_OF_ONE)
    room = int(sizes.sum()) + MOST_OF_ONE
    spans = np.empty((room, 2), np.int64)
    out = np.empty(room, np.uint32)
    views = _views(data, offsets)
    ends: I64 = _fold_words(data, *views, offsets, fold_table(), most, out, spans)
    return spans[: ends[-1]], ends
