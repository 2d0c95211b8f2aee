"""Marks each byte of a text with a bit: letters and digits of ASCII, and bytes that need a look.

With a bit for each byte the ends of a word are found by counting zero bits, many words ahead of
where their bytes are hashed (as in Langdale and Lemire, Parsing Gigabytes of JSON per Second).
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tasks.deduplicate.arrays import U64
from tasks.deduplicate.eight_bytes import capitals, classes, ends_sentence, odd, windows

FIGURE, NAME = 1, 2
"""Marks of a word, the WORD_BITS low bits of its code: a digit, a capital inside a sentence."""

BEHIND = 16  # bytes of masks behind a block that a window may see
SEEN = 56  # bits that a window certainly has from any place on
_TO_BITS = np.uint64(0x0102040810204080)  # brings the lowest bit of each byte into the highest byte
_ONE, _S3, _S7, _S56 = np.uint64(1), np.uint64(3), np.uint64(7), np.uint64(56)
_S2, _S4, _S63 = np.uint64(2), np.uint64(4), np.uint64(63)
_EVERY_SECOND, _PAIRS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_FOURS, _EACH = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)


Rows: TypeAlias = NDArray[np.uint8]


class Masks(NamedTuple):
    """Bits of a block of text, in ``rows`` and as windows of 64 from each place of them on."""

    rows: Rows
    joins: U64  # letters and digits
    digits: U64
    capitals: U64
    ends: U64  # what ends a sentence
    odd: U64  # bytes that neither join nor separate words by themselves


@njit(cache=True, nogil=True, inline="always")
def trailing_zeros(number: np.uint64) -> np.uint64:
    """Return how many zero bits a number ends with, 64 for zero.

    They are counted as Hacker's Delight does (5-1, 5-4); a compiler knows that way of writing and
    makes one instruction of it.
    """
    bits = ~number & (number - _ONE)
    bits -= (bits >> _ONE) & _EVERY_SECOND
    bits = (bits & _PAIRS) + ((bits >> _S2) & _PAIRS)
    return (((bits + (bits >> _S4)) & _FOURS) * _EACH) >> _S56


@njit(cache=True, nogil=True, inline="always")
def _bits(mask: np.uint64) -> np.uint64:
    return ((mask >> _S7) * _TO_BITS) >> _S56


def masks_for(most: int) -> Masks:
    """Return room for the masks of up to so many bytes of text and what a window sees behind."""
    rows = np.zeros((5, most // 8 + 2 + BEHIND), np.uint8)
    return Masks(rows, *map(windows, rows))


@njit(cache=True, nogil=True)
def mark(wholes: U64, first: int, last: int, rows: Rows) -> None:
    """Fill the rows for the bytes ``first`` to ``last`` (exclusive) of a text buffer.

    ``wholes`` are the whole eights of bytes of the buffer. The first bit is that of the byte
    ``first - first % 8``; what lies behind, and a rest that is no whole eight, needs a look.
    """
    begin = first // 8
    eights = wholes[begin : (last + 7) // 8]
    count = len(eights)
    row = rows[0]
    for k in range(count):
        row[k] = _bits(classes(eights[k])[0])
    row = rows[1]
    for k in range(count):
        row[k] = _bits(classes(eights[k])[1])
    row = rows[2]
    for k in range(count):
        row[k] = _bits(classes(eights[k])[0] & capitals(eights[k]))
    row = rows[3]
    for k in range(count):
        row[k] = _bits(ends_sentence(eights[k]))
    row = rows[4]
    for k in range(count):
        row[k] = _bits(odd(eights[k]))
    rows[:4, count : count + BEHIND] = 0
    rows[4, count : count + BEHIND] = 255


@njit(cache=True, nogil=True, inline="always")
def next_word(bits: Masks, i: int, left: int, fresh: bool) -> tuple[int, int, int]:
    """Return how many separators lie before the next word from bit i on, its length and marks.

    The length is 0 when this cannot be seen from here: a byte that needs a look lies before the
    word's end or behind it, or they are not within ``left`` bytes or a window.
    """
    at = np.uint64(i)
    place, shift = at >> _S3, at & _S7
    joins = bits.joins[place] >> shift
    gap = trailing_zeros(joins) & _S63
    run = trailing_zeros(~(joins >> gap))
    total = gap + run
    if np.int64(total) >= min(left, SEEN):
        return 0, 0, 0
    within = (_ONE << total) - _ONE
    if (bits.odd[place] >> shift) & (within << _ONE | _ONE) != 0:
        return 0, 0, 0
    before = (_ONE << gap) - _ONE
    fresh |= (bits.ends[place] >> shift) & before != 0
    figure = (bits.digits[place] >> shift) & (within ^ before) != 0
    name = ((bits.capitals[place] >> shift) >> gap) & _ONE != 0
    marks = FIGURE * int(figure) | NAME * int(name and not fresh)
    return int(np.int64(gap)), int(np.int64(run)), marks
