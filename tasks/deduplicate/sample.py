"""Keeps a few shingle hashes of each text, chosen so that texts that share shingles share them."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I64, U32, U64, Ragged
from tasks.deduplicate.shingles import hashes_below

_ALL, _QUARTER = np.uint64(2**64 - 1), np.uint64(2**62)
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
def _sample(
    words: U32,
    offsets: I64,
    threshold: np.uint64,
    at_least: int,
    at_most: int,
    out: U32,
    stops: I64,
) -> None:
    longest = 0
    for d in range(len(offsets) - 1):
        longest = max(longest, offsets[d + 1] - offsets[d])
    room = np.empty(longest + 1, np.uint64)
    total = 0
    for d in range(len(offsets) - 1):
        n = hashes_below(words, offsets[d], offsets[d + 1], threshold, room)
        kept = _distinct(room, n, at_most)
        limit = threshold
        while kept < at_least and limit < _ALL:  # all hashes need not be sorted for a few of them
            limit = limit << np.uint64(2) if limit < _QUARTER else _ALL
            n = hashes_below(words, offsets[d], offsets[d + 1], limit, room)
            kept = _distinct(room, n, at_least)
        for i in range(kept):
            out[total] = np.uint32(room[i] & np.uint64(0xFFFFFFFF))
            total += 1
        stops[d + 1] = total


def sample(words: Ragged, one_in: int, at_least: int, at_most: int) -> Ragged:
    """Keep the shingle hashes below 2^64 / ``one_in`` of each text, as 32-bit numbers.

    A text with fewer than ``at_least`` of them keeps its smallest ``at_least``, a huge one only
    its smallest ``at_most``, so a sketch is bounded. Which hashes are kept depends on the text
    alone (FracMinHash: Irber et al. 2022; bottom-k: Broder 1997).
    """
    longest = np.minimum(np.diff(words.offsets), at_most).sum()
    out = np.empty(int(longest), np.uint32)
    stops = np.zeros(len(words.offsets), np.int64)
    threshold = np.uint64((2**64 - 1) // one_in)
    _sample(words.values, words.offsets, threshold, at_least, at_most, out, stops)
    return Ragged(out[: stops[-1]].copy(), stops)
