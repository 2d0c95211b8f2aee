"""Compares candidate pairs word by word: the exact numbers behind every relation."""

import numpy as np
import polars as pl
from numba import njit

from tasks.deduplicate.arrays import I32, I64, U32, U64, Flags
from tasks.deduplicate.shingles import WORD_BITS, shingle_hashes
from tasks.deduplicate.store import WordStore
from tasks.deduplicate.words import FIGURE, NAME

LEAD = 50  # shingles at the beginning of a text that count as its lead
_BITS = np.uint32(WORD_BITS)

MEASURES = (
    "shared",  # distinct shingles in both
    "lead_a",  # of a's first LEAD shingles, those that b has
    "lead_b",
    "run",  # shingles of the longest passage that both have in one piece
    "run_a",  # the word at which it begins in a
    "first_a",  # the word at which a's first shared shingle begins
    "first_b",
    "last_a",
    "last_b",
    "runs",  # pieces that the shared shingles form in b
    "figures_a",  # words with a digit in a
    "figures_a_in_b",  # those that b has anywhere
    "figures_b",
    "figures_b_in_a",
    "names_a",  # words with a capital inside a sentence
    "names_a_in_b",
    "names_b",
    "names_b_in_a",
    "head_a",  # distinct words of the headline
    "head_b",
    "head_shared",
    "run_b",  # the word at which the longest passage begins in b
)
"""The integer measures of a pair (a, b), in the order of the kernel's columns."""


@njit(cache=True, nogil=True)
def _slot(key: np.uint64, keys: U64) -> int:
    """Return the place of a key in an open table, or of the free place where it belongs."""
    last = len(keys) - 1
    slot = np.int64(key & np.uint64(last))
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & last
    return int(slot)


@njit(cache=True, nogil=True, inline="always")
def _bit(key: np.uint64, bits: U64) -> tuple[np.uint64, np.uint64]:
    """Return the word of a filter, and the bit in it, that says whether a key may be there."""
    return (key >> np.uint64(40)) & np.uint64(len(bits) - 1), key & np.uint64(63)


@njit(cache=True, nogil=True)
def _fill(values: U64, n: int, keys: U64, bits: U64, places: I64, slots: I64) -> None:
    """Enter values into an empty open table with the first place of each; note every slot.

    ``bits`` is a filter: most shingles of the other text are not there,
    and one bit, of 32 or more for each shingle, says so.
    """
    for i in range(n):
        word, bit = _bit(values[i], bits)
        bits[word] |= np.uint64(1) << bit
        slot = _slot(values[i], keys)
        if keys[slot] == 0:
            keys[slot], places[slot] = values[i], i
        slots[i] = slot


@njit(cache=True, nogil=True)
def _fill_words(words: U32, keys: U64, slots: I64) -> None:
    for i in range(len(words)):
        key = np.uint64(words[i] >> _BITS) + np.uint64(1)
        slot = _slot(key, keys)
        keys[slot] = key
        slots[i] = slot


@njit(cache=True, nogil=True)
def _walk_shingles(
    hashes: U64, n: int, keys: U64, bits: U64, places: I64, marks: I64, pair: int, row: I32
) -> None:
    """Look up b's shingles in a's table: shared, lead of b, first and last, pieces, longest run."""
    previous, length, start = -2, 0, 0
    for i in range(n):
        word, bit = _bit(hashes[i], bits)
        if (bits[word] >> bit) & np.uint64(1) == np.uint64(0):
            previous, length = -2, 0
            continue
        slot = _slot(hashes[i], keys)
        if keys[slot] == 0:
            previous, length = -2, 0
            continue
        if marks[slot] != pair:
            marks[slot] = pair
            row[0] += 1
        row[2] += i < LEAD
        place = places[slot]
        if place == previous + 1 and length:
            length += 1
        else:
            length, start = 1, place
            row[9] += 1
        if length > row[3]:
            row[3], row[4], row[21] = length, start, i - length + 1
        previous = place
        if row[6] < 0:
            row[6] = i
        row[8] = i


@njit(cache=True, nogil=True)
def _look_back(n: int, slots: I64, marks: I64, pair: int, row: I32) -> None:
    """Go over a's shingles: its lead, and where the shared ones begin and end."""
    for i in range(n):
        if marks[slots[i]] == pair:
            row[1] += i < LEAD
            if row[5] < 0:
                row[5] = i
            row[7] = i


@njit(cache=True, nogil=True)
def _count_marked(words: U32, found: Flags, row: I32, column: int) -> None:
    """Count words with a figure or a name, and those of them that the other text has."""
    for i in range(len(words)):
        if words[i] & np.uint32(FIGURE):
            row[column] += 1
            row[column + 1] += found[i]
        elif words[i] & np.uint32(NAME):
            row[column + 4] += 1
            row[column + 5] += found[i]


@njit(cache=True, nogil=True)
def _heads(a: U32, b: U32, row: I32) -> None:
    """Count the distinct headline words of a, of b and of both (headlines are short)."""
    for i in range(len(a)):
        fresh = True
        for k in range(i):
            fresh &= (a[k] >> _BITS) != (a[i] >> _BITS)
        row[18] += fresh
        for k in range(len(b)):
            if fresh and (a[i] >> _BITS) == (b[k] >> _BITS):
                row[20] += 1
                break
    for i in range(len(b)):
        fresh = True
        for k in range(i):
            fresh &= (b[k] >> _BITS) != (b[i] >> _BITS)
        row[19] += fresh


@njit(cache=True, nogil=True)
def _compare_words(
    a: U32, b: U32, keys: U64, slots: I64, found_b: Flags, hit: Flags, found_a: Flags, row: I32
) -> None:
    """Say for each word of either text whether the other has it, and count the marked ones."""
    hit[:] = False
    for i in range(len(b)):
        slot = _slot(np.uint64(b[i] >> _BITS) + np.uint64(1), keys)
        found_b[i] = keys[slot] != 0
        hit[slot] = True
    for i in range(len(a)):
        found_a[i] = hit[slots[i]]
    _count_marked(a, found_a, row, 10)
    _count_marked(b, found_b, row, 12)


@njit(cache=True, nogil=True)
def _power(n: int) -> int:
    size = 16
    while size < 2 * n:
        size *= 2
    return size


@njit(cache=True, nogil=True)
def _compare(
    pairs: I32, words: U32, spans: I64, heads: U32, head_spans: I64, least: int, out: I32
) -> None:
    """Fill one row of ``out`` for every pair; pairs are grouped by their first text."""
    longest = np.int64(1)
    for p in range(len(pairs)):
        for d in pairs[p, :2]:
            longest = max(longest, spans[d, 1] - spans[d, 0])
    hashes, slots = np.empty(longest, np.uint64), np.empty(longest, np.int64)
    word_slots = np.empty(longest, np.int64)
    found_a, found_b = np.empty(longest, np.bool_), np.empty(longest, np.bool_)
    p = 0
    while p < len(pairs):
        left = pairs[p, 0]
        a = words[spans[left, 0] : spans[left, 1]]
        size = _power(len(a))
        keys, word_keys = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
        places, marks = np.empty(size, np.int64), np.full(size, -1, np.int64)
        hit = np.empty(size, np.bool_)
        n = shingle_hashes(a, 0, len(a), hashes)
        bits = np.zeros(size // 4, np.uint64)
        _fill(hashes, n, keys, bits, places, slots)
        _fill_words(a, word_keys, word_slots)
        head = heads[head_spans[left, 0] : head_spans[left, 1]]
        while p < len(pairs) and pairs[p, 0] == left:
            other, row = pairs[p, 1], out[p]
            row[:] = 0
            row[5] = row[6] = row[7] = row[8] = -1
            b = words[spans[other, 0] : spans[other, 1]]
            m = shingle_hashes(b, 0, len(b), hashes)
            _walk_shingles(hashes, m, keys, bits, places, marks, p, row)
            if 5 * row[0] >= min(n, m) or row[3] >= least:
                _look_back(n, slots, marks, p, row)
                _compare_words(a, b, word_keys, word_slots, found_b, hit, found_a, row)
                _heads(head, heads[head_spans[other, 0] : head_spans[other, 1]], row)
            p += 1


def measure(pairs: I32, bodies: WordStore, heads: WordStore, least: int) -> pl.DataFrame:
    """Return the MEASURES of each pair as columns, beside ``left`` and ``right``, its numbers.

    ``pairs`` is sorted by its first column; a is left, b is right. Pairs that share no piece
    of ``least`` shingles and less than a fifth of the shorter text are left out.
    """
    out = np.empty((len(pairs), len(MEASURES)), np.int32)
    _compare(pairs, bodies.words, bodies.spans, heads.words, heads.spans, least, out)
    columns = {name: out[:, i] for i, name in enumerate(MEASURES)}
    frame = pl.DataFrame({"left": pairs[:, 0], "right": pairs[:, 1], **columns})
    return frame.filter(pl.col("first_a") >= 0)


@njit(cache=True, nogil=True)
def _distinct(numbers: I32, words: U32, spans: I64, counts: I32) -> None:
    longest = np.int64(1)
    for number in numbers:
        longest = max(longest, spans[number, 1] - spans[number, 0])
    hashes = np.empty(longest, np.uint64)
    for number in numbers:
        n = shingle_hashes(words, spans[number, 0], spans[number, 1], hashes)
        keys = np.zeros(_power(n), np.uint64)
        for i in range(n):
            slot = _slot(hashes[i], keys)
            counts[number] += keys[slot] == 0
            keys[slot] = hashes[i]


def distinct_shingles(numbers: I32, bodies: WordStore) -> I32:
    """Return the count of distinct shingles by text number; 0 for numbers not asked for."""
    counts = np.zeros(len(bodies.spans), np.int32)
    _distinct(numbers, bodies.words, bodies.spans, counts)
    return counts
