"""Keeps a few shingle hashes of each text, chosen so that texts that share shingles share them."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I64, U32, U64, Ragged
from tasks.deduplicate.sketch import shingle_hashes


@njit(cache=True, nogil=True)
def _smallest(hashes: U64, n: int, threshold: np.uint64, at_least: int, at_most: int) -> int:
    """Sort the kept hashes to the front of ``hashes`` without repeats; return how many."""
    hashes[:n].sort()
    kept = 0
    for i in range(n):
        h = hashes[i]
        if kept and h == hashes[kept - 1]:
            continue
        if kept >= at_most or (kept >= at_least and h >= threshold):
            break
        hashes[i], hashes[kept] = hashes[kept], h  # swapped, so that no hash is lost
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
        n = shingle_hashes(words, offsets[d], offsets[d + 1], room)
        below = 0  # moved to the front before sorting: the sort is what costs
        for i in range(n):
            if room[i] < threshold:
                room[below], room[i] = room[i], room[below]
                below += 1
        kept = _smallest(room, below, threshold, at_least, at_most)
        if kept < at_least:
            kept = _smallest(room, n, threshold, at_least, at_most)
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
