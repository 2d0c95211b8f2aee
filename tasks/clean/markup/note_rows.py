"""Writes down, as rows of numbers, what elements say about their page."""

from typing import Final

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup.tags import ATTRIBUTE, HIGH, LOW, START, STOP

LANG, TITLE, HEADING, LINK, META, TIME, SCRIPT, AROUND, MARKED, VALUE, PIECE = range(11)
"""What a note is of; the notes of one element follow each other, its values before its texts.

LANG has the language of the page as value, LINK rel and href, META name and content, TIME
datetime, content, itemprop and class, SCRIPT (of linked data) nothing, MARKED (perhaps as an
author's) class, rel, itemprop and href, AROUND (such an element or one around it) class and id.
TITLE, HEADING, TIME, SCRIPT and MARKED have PIECEs of text.
"""
WHAT, BEGIN, END, AROUND_IT = range(4)
"""Columns of a note: its kind; the bytes of a VALUE or PIECE; of MARKED and AROUND the number of
the AROUND note, counted in the page, of the element itself and of that around it, or -1. BEGIN
says of AROUND whether it is an aside, of MARKED whether a teaser's heading is the nearest.
"""
MOST_PIECES: Final = 2_000  # of text in one element
LONG, ANY = 4_000, 1 << 40  # bytes: of a marked element too long for a byline, of any other


@numba.njit(cache=True)
def put(
    rows: NDArray[np.int64],
    count: int,
    what: int,
    begin: int,
    end: int,
    around: int,
) -> int:
    """Write one note and return how many there are."""
    row = rows[count]
    row[WHAT], row[BEGIN], row[END], row[AROUND_IT] = what, begin, end, around
    return count + 1


@numba.njit(cache=True)
def put_value(
    own: NDArray[np.int64],
    wanted: int,
    rows: NDArray[np.int64],
    count: int,
) -> int:
    """Note what an attribute of a tag says: nothing where the tag does not have it."""
    for value in own:
        if value[ATTRIBUTE] == wanted:
            return int(put(rows, count, VALUE, value[LOW], value[HIGH], -1))
    return int(put(rows, count, VALUE, 0, 0, -1))


@numba.njit(cache=True)
def put_pieces(
    tags: NDArray[np.int64],
    tag: int,
    close: int,
    longest: int,
    rows: NDArray[np.int64],
    count: int,
) -> int:
    """Note the stretches of text between the tags of an element, up to the most."""
    told, most = 0, count + MOST_PIECES
    while tag < close and count < most and told < longest:
        begin, end = tags[tag, STOP], tags[tag + 1, START]
        if begin < end:
            count = put(rows, count, PIECE, begin, end, -1)
            told += end - begin
        tag += 1
    return count
