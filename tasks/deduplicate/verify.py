"""Compares candidate pairs word by word: the exact numbers behind every relation."""

import numpy as np
import polars as pl
from numba import njit

from tasks.deduplicate.agreement import compare_heads, compare_words, headline_before
from tasks.deduplicate.arrays import I32, I64, U32, U64
from tasks.deduplicate.open_table import room_for, slot_of
from tasks.deduplicate.shingles import shingle_hashes
from tasks.deduplicate.store import WordStore

LEAD = 50  # shingles at the beginning of a text that count as its lead

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
    "shingles_a",  # distinct shingles of a
    "shingles_b",
    "headed",  # words of the headline of one that the other prints before the longest passage
)
"""The integer measures of a pair (a, b), in the order of the kernel's columns."""


@njit(cache=True, nogil=True)
def _fill(hashes: U64, table: U32, first: I32) -> int:
    """Enter hashes into an empty table; note the first place of each; return how many differ."""
    distinct = 0
    for i in range(len(hashes)):
        slot = slot_of(hashes[i], hashes, table)
        if table[slot] == 0:
            table[slot] = i + 1
            distinct += 1
        first[i] = np.int32(table[slot]) - 1
    return distinct


@njit(cache=True, nogil=True)
def _walk_shingles(
    of_b: U64, of_a: U64, table: U32, first: I32, marks: I32, pair: int, met: I32, row: I32
) -> None:
    """Look up b's shingles in a: shared, lead of b, first and last, pieces, longest run.

    ``met`` gets the place in a of each of b's shingles, or -1. A passage goes on in both texts:
    what comes next in a is tried before the table is.
    """
    place, length, start = -1, 0, 0
    for i in range(len(of_b)):
        key, follows = of_b[i], place + 1
        if length and follows < len(of_a) and of_a[follows] == key and first[follows] == follows:
            place = follows
            length += 1
        else:
            found = int(np.int64(table[slot_of(key, of_a, table)])) - 1
            if found < 0:
                met[i], length = -1, 0
                continue
            place, length, start = found, 1, found
            row[9] += 1
        met[i] = place
        row[0] += marks[place] != pair
        marks[place] = pair
        row[2] += i < LEAD
        if length > row[3]:
            row[3], row[4], row[21] = length, start, i - length + 1
        if row[6] < 0:
            row[6] = i
        row[8] = i


@njit(cache=True, nogil=True)
def _look_back(first: I32, marks: I32, pair: int, met: I32, row: I32) -> None:
    """Go over a's shingles: its lead, where the shared ones begin and end, and which they are."""
    for i in range(len(first)):
        met[i] = -1
        if marks[first[i]] == pair:
            met[i] = i
            row[1] += i < LEAD
            if row[5] < 0:
                row[5] = i
            row[7] = i


@njit(cache=True, nogil=True)
def _others(hashes: U64, met: I32, table: U32) -> int:
    """Count the distinct shingles that are not met."""
    count = 0
    for i in range(len(hashes)):
        count += met[i] < 0
    table, count = table[: room_for(count)], 0
    table[:] = 0
    for i in range(len(hashes)):
        if met[i] < 0:
            slot = slot_of(hashes[i], hashes, table)
            count += table[slot] == 0
            table[slot] = i + 1
    return count


@njit(cache=True, nogil=True)
def _compare(
    pairs: I32,
    words: U32,
    spans: I64,
    heads: U32,
    head_spans: I64,
    least: int,
    least_lead: int,
    out: I32,
) -> None:
    """Fill one row of ``out`` for every pair; pairs are grouped by their first text."""
    longest = np.int64(1)
    for p in range(len(pairs)):
        for d in pairs[p, :2]:
            longest = max(longest, spans[d, 1] - spans[d, 0])
    all_a, all_b = np.empty(longest, np.uint64), np.empty(longest, np.uint64)
    entries, room = (
        np.empty(room_for(int(longest)), np.uint32),
        np.empty(room_for(int(longest)), np.uint32),
    )
    marks = np.full(longest, -1, np.int32)
    firsts, met_a, met_b = (
        np.empty(longest, np.int32),
        np.empty(longest, np.int32),
        np.empty(longest, np.int32),
    )
    p = 0
    while p < len(pairs):
        left = pairs[p, 0]
        a = words[spans[left, 0] : spans[left, 1]]
        of_a = all_a[: shingle_hashes(a, 0, len(a), all_a)]
        first, table = firsts[: len(of_a)], entries[: room_for(len(of_a))]
        table[:] = 0
        distinct = _fill(of_a, table, first)
        head = heads[head_spans[left, 0] : head_spans[left, 1]]
        while p < len(pairs) and pairs[p, 0] == left:
            other, row = pairs[p, 1], out[p]
            row[:] = 0
            row[5] = row[6] = row[7] = row[8] = -1
            b = words[spans[other, 0] : spans[other, 1]]
            of_b = all_b[: shingle_hashes(b, 0, len(b), all_b)]
            seen_a, seen_b = met_a[: len(of_a)], met_b[: len(of_b)]
            _walk_shingles(of_b, of_a, table, first, marks, p, seen_b, row)
            other_head = heads[head_spans[other, 0] : head_spans[other, 1]]
            if row[3] >= least_lead:
                row[24] = max(
                    headline_before(head, row[4], b, row[21]),
                    headline_before(other_head, row[21], a, row[4]),
                )
            if 5 * row[0] >= min(len(of_a), len(of_b)) or row[3] >= least or row[24]:
                _look_back(first, marks, p, seen_a, row)
                row[22], row[23] = distinct, row[0] + _others(of_b, seen_b, room)
                compare_words(a, b, seen_a, seen_b, room, row[10:18])
                compare_heads(head, other_head, row[18:21])
            p += 1


def measure(
    pairs: I32, bodies: WordStore, heads: WordStore, least: int, least_lead: int
) -> pl.DataFrame:
    """Return the MEASURES of each pair as columns, beside ``left`` and ``right``, its numbers.

    ``pairs`` is sorted by its first column; a is left, b is right. Pairs that share no piece
    of ``least`` shingles and less than a fifth of the shorter text are left out.
    """
    out = np.empty((len(pairs), len(MEASURES)), np.int32)
    _compare(pairs, bodies.words, bodies.spans, heads.words, heads.spans, least, least_lead, out)
    columns = {name: out[:, i] for i, name in enumerate(MEASURES)}
    frame = pl.DataFrame({"left": pairs[:, 0], "right": pairs[:, 1], **columns})
    return frame.filter(pl.col("first_a") >= 0)


@njit(cache=True, nogil=True)
def _distinct(numbers: I32, words: U32, spans: I64, counts: I32) -> None:
    longest = np.int64(1)
    for number in numbers:
        longest = max(longest, spans[number, 1] - spans[number, 0])
    hashes, table = np.empty(longest, np.uint64), np.empty(room_for(int(longest)), np.uint32)
    none = np.full(longest, -1, np.int32)
    for k in range(len(numbers)):
        first, last = spans[numbers[k]]
        n = shingle_hashes(words, first, last, hashes)
        counts[k] = _others(hashes[:n], none[:n], table)


def distinct_shingles(numbers: I32, bodies: WordStore) -> I32:
    """Return the count of distinct shingles of each of some texts."""
    counts = np.zeros(len(numbers), np.int32)
    _distinct(numbers, bodies.words, bodies.spans, counts)
    return counts
