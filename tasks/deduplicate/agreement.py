"""Counts the figures, the names and the headline words that one text of a pair has of the other."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I32, U32, Flags
from tasks.deduplicate.bit_masks import FIGURE, NAME
from tasks.deduplicate.open_table import room_for
from tasks.deduplicate.shingles import SHINGLE, WORD_BITS

_ONE, _BITS, _MARKS = np.uint64(1), np.uint32(WORD_BITS), np.uint32(FIGURE | NAME)

LEAST_HEAD, DATELINE = 3, 8  # words of a headline, at least, and of a dateline, at most
FEW = 64  # words that are found sooner by looking at each of the others than by a table


@njit(cache=True, nogil=True)
def _in_shingles(met: I32, words: int, found: Flags) -> None:
    """Say of each word whether it lies in a shingle that both texts have."""
    last = 0  # the end of what is shared so far
    for i in range(words):
        if i < len(met) and met[i] >= 0:
            last = i + SHINGLE
        found[i] = i < last


@njit(cache=True, nogil=True, inline="always")
def _slot(word: np.uint32, words: U32, table: U32) -> np.uint64:
    """Return the slot of an open table that has a word's place plus 1, or is free for it.

    Both conditions are looked at, whatever the first says: words repeat, which no processor
    foresees, and only a third word in the slot should cost a branch.
    """
    last = np.uint64(len(table) - 1)
    slot = np.uint64(word >> _BITS) & last
    place = np.uint64(table[slot])
    while (place != 0) & ((words[place - np.uint64(place != 0)] ^ word) >> _BITS != 0):
        slot = (slot + _ONE) & last
        place = np.uint64(table[slot])
    return slot


@njit(cache=True, nogil=True)
def _among(word: np.uint32, words: U32) -> bool:
    """Say whether a word is among others, by looking at all of them, sixteen at once."""
    hits = np.uint32(0)
    for i in range(len(words)):
        hits |= np.uint32((words[i] ^ word) >> _BITS == 0)
    return bool(hits != 0)


@njit(cache=True, nogil=True)
def _look_elsewhere(words: U32, found: Flags, others: U32, table: U32) -> None:
    """Say of the marked words that were not found whether they are anywhere in ``others``."""
    missing = 0
    for i in range(len(words)):
        missing += not found[i] and words[i] & _MARKS != 0
    if missing > FEW:
        table[:] = 0
        for i in range(len(others)):
            table[_slot(others[i], others, table)] = i + 1
    for i in range(len(words) if missing else 0):
        if not found[i] and words[i] & _MARKS != 0:
            if missing > FEW:
                found[i] = table[_slot(words[i], others, table)] != 0
            else:
                found[i] = _among(words[i], others)


@njit(cache=True, nogil=True)
def _count_marked(words: U32, found: Flags, row: I32) -> None:
    """Count words with a figure or a name, and those of them that the other text has."""
    for i in range(len(words)):
        if words[i] & np.uint32(FIGURE):
            row[0] += 1
            row[1] += found[i]
        elif words[i] & np.uint32(NAME):
            row[4] += 1
            row[5] += found[i]


@njit(cache=True, nogil=True)
def compare_words(a: U32, b: U32, met_a: I32, met_b: I32, room: U32, row: I32) -> None:
    """Count figures of a, those that b has, the same of b, then names likewise.

    ``met_a`` and ``met_b`` are 0 or more for the shingles that both have: their words are in both.
    ``room`` is wide enough for a table of either text's words.
    """
    found_a, found_b = np.empty(len(a), np.bool_), np.empty(len(b), np.bool_)
    _in_shingles(met_a, len(a), found_a)
    _in_shingles(met_b, len(b), found_b)
    _look_elsewhere(a, found_a, b, room[: room_for(len(b))])
    _look_elsewhere(b, found_b, a, room[: room_for(len(a))])
    _count_marked(a, found_a, row)
    _count_marked(b, found_b, row[2:])


@njit(cache=True, nogil=True)
def compare_heads(a: U32, b: U32, row: I32) -> None:
    """Count the distinct headline words of a, of b and of both (headlines are short)."""
    for i in range(len(a)):
        fresh = True
        for k in range(i):
            fresh &= (a[k] >> _BITS) != (a[i] >> _BITS)
        row[0] += fresh
        for k in range(len(b)):
            if fresh and (a[i] >> _BITS) == (b[k] >> _BITS):
                row[2] += 1
                break
    for i in range(len(b)):
        fresh = True
        for k in range(i):
            fresh &= (b[k] >> _BITS) != (b[i] >> _BITS)
        row[1] += fresh


@njit(cache=True, nogil=True)
def headline_before(head: U32, begin: int, host: U32, place: int) -> int:
    """Return the words of a headline that a host prints right before a passage, or 0.

    The passage begins the story, and the headline is printed whole.

    The passage begins at word ``begin`` of the story and ``place`` of the host.
    """
    first = place - len(head)
    printed = len(head) >= LEAST_HEAD and begin <= DATELINE and first >= 0
    for k in range(len(head) if printed else 0):
        printed &= bool((host[first + k] ^ head[k]) >> _BITS == 0)
    return len(head) if printed else 0
