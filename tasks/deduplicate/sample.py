"""Keeps a few shingle hashes of each text, chosen so that texts that share shingles share them."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I64, U32, U64, Ragged
from tasks.deduplicate.shingles import SHINGLE, shingle_hashes

_ALL, _HALF = np.uint64(2**64 - 1), np.uint64(2**63)
FEW = 64  # numbers up to which sorting by insertion is the fastest


@njit(cache=True, nogil=True)
def _sort(hashes: U64, n: int) -> None:
    if n > FEW:
        hashes[:n].sort()
        return
    for i in range(1, n):
        h, k = hashes[i], i
        while k > 0 and hashes[k - 1] > h:
            hashes[k] = hashes[k - 1]
            k -= 1
        hashes[k] = h


@njit(cache=True, nogil=True)
def _distinct(hashes: U64, n: int, at_most: int) -> int:
    """Sort hashes and leave the smallest of them without repeats in front; return how many."""
    _sort(hashes, n)
    kept = 0
    for i in range(n):
        if kept == at_most:
            break
        if kept == 0 or hashes[i] != hashes[kept - 1]:
            hashes[kept] = hashes[i]
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _below(hashes: U64, limit: np.uint64, kept: U64, places: I64) -> int:
    """Write the hashes below a limit and where they stand; return how many."""
    n = 0
    for i in range(len(hashes)):
        kept[n], places[n] = hashes[i], i
        n += int(hashes[i] < limit)  # no branch: whether a hash is kept cannot be foreseen
    return n


@njit(cache=True, nogil=True)
def _least_of_windows(hashes: U64, window: int, out: U64) -> int:
    """Write the smallest hash of every ``window`` of them, once where windows share it."""
    n, at = 0, -1
    for first in range(len(hashes) - window + 1):
        last = first + window - 1
        if at < first:
            at = first
            for i in range(first, last + 1):
                if hashes[i] < hashes[at]:
                    at = i
        elif hashes[last] < hashes[at]:
            at = last
        else:
            continue
        out[n] = hashes[at]
        n += 1
    return n


@njit(cache=True, nogil=True)
def _in_gaps(hashes: U64, places: I64, window: int, out: U64) -> int:
    """Write the smallest hashes of the windows in which none was kept; return how many."""
    n, first = 0, 0
    for k in range(len(places) + 1):
        end = places[k] if k < len(places) else len(hashes)
        if end - first >= window:
            n += _least_of_windows(hashes[first:end], window, out[n:])
        first = end + 1
    return n


@njit(cache=True, nogil=True)
def _of_headline(head: U32, text: U32, limit: np.uint64, out: U64) -> int:
    """Write the hashes below a limit of the shingles from a headline on into the text it heads."""
    words = np.empty(len(head) + min(SHINGLE - 1, len(text)), np.uint32)
    words[: len(head)], words[len(head) :] = head, text[: SHINGLE - 1]
    hashes, n = np.empty(len(words), np.uint64), 0
    if len(words) >= SHINGLE:
        for h in hashes[: shingle_hashes(words, 0, len(words), hashes)]:
            out[n] = h
            n += int(h < limit)
    return n


@njit(cache=True, nogil=True)
def _sample(
    words: U32,
    offsets: I64,
    heads: U32,
    head_offsets: I64,
    threshold: np.uint64,
    at_least: int,
    at_most: int,
    window: int,
    out: U32,
    stops: I64,
) -> None:
    longest = 0
    for d in range(len(offsets) - 1):
        both = offsets[d + 1] - offsets[d] + head_offsets[d + 1] - head_offsets[d]
        longest = max(longest, both)
    hashes, gaps = np.empty(longest + 1, np.uint64), np.empty(longest + 1, np.uint64)
    room, places = np.empty(2 * longest + 1, np.uint64), np.empty(longest + 1, np.int64)
    total = 0
    for d in range(len(offsets) - 1):
        n = shingle_hashes(words, offsets[d], offsets[d + 1], hashes)
        below = _below(hashes[:n], threshold, room, places)
        more = _in_gaps(hashes[:n], places[:below], window, gaps)
        if n and head_offsets[d + 1] > head_offsets[d]:
            head = heads[head_offsets[d] : head_offsets[d + 1]]
            text = words[offsets[d] : offsets[d + 1]]
            more += _of_headline(head, text, threshold, gaps[more:])
        kept, limit = _distinct(room, below, at_most), threshold
        while kept < at_least and limit < _ALL:  # all hashes need not be sorted for a few of them
            limit = limit << np.uint64(1) if limit < _HALF else _ALL
            kept = _distinct(room, _below(hashes[:n], limit, room, places), at_least)
        if more:
            room[kept : kept + more] = gaps[:more]
            kept = _distinct(room, kept + more, at_most)
        for i in range(kept):
            out[total] = np.uint32(room[i] & np.uint64(0xFFFFFFFF))
            total += 1
        stops[d + 1] = total


def sample(
    words: Ragged, heads: Ragged, one_in: int, at_least: int, at_most: int, window: int
) -> Ragged:
    """Keep the shingle hashes below 2^64 / ``one_in`` of each text, as 32-bit numbers.

    Those of the shingles that begin in its headline, one of ``heads``, and go on in the text are
    among them, for a round-up prints both; a text without words has none.

    A text with fewer than ``at_least`` of them keeps its smallest ``at_least``. Where no hash is
    below in ``window`` shingles on end, the smallest there is kept as well, so that texts share a
    kept hash wherever they share so many shingles in a row. A huge text keeps only its smallest
    ``at_most``, so a sketch is bounded. Which hashes are kept depends on the text
    and its headline alone (FracMinHash: Irber et al. 2022; bottom-k: Broder 1997; winnowing:
    Schleimer et al. 2003).
    """
    room = np.minimum(np.diff(words.offsets) + np.diff(heads.offsets), at_most).sum()
    out = np.empty(int(room), np.uint32)
    stops = np.zeros(len(words.offsets), np.int64)
    threshold = np.uint64((2**64 - 1) // one_in)
    texts = words.values, words.offsets, heads.values, heads.offsets
    _sample(*texts, threshold, at_least, at_most, window, out, stops)
    return Ragged(out[: stops[-1]].copy(), stops)
