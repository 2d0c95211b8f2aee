"""Hashes every five-word sequence of many texts, compiled by numba."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

WORDS = 5
_FNV_START = np.uint64(14695981039346656037)
_FNV_PRIME = np.uint64(1099511628211)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@njit(cache=True, nogil=True)
def _mixed(value: np.uint64) -> np.uint64:
    """Spread the bits of a hash (the finaliser of SplitMix64)."""
    value = (value ^ (value >> np.uint64(30))) * _MIX_1
    value = (value ^ (value >> np.uint64(27))) * _MIX_2
    return value ^ (value >> np.uint64(31))


@njit(cache=True, nogil=True)
def _sequence(words: NDArray[np.uint64], last: int, length: int) -> np.uint64:
    value = _FNV_START
    for back in range(length - 1, -1, -1):
        value = _mixed(value ^ words[(last - back) % WORDS])
    return value


@njit(cache=True, nogil=True)
def hash_sequences(
    data: NDArray[np.uint8], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the hashes of each text's five-word sequences, from its byte offset on, and counts.

    Words are runs of letters, digits and bytes above ASCII. A text of fewer than five words is
    one sequence.
    """
    hashes = np.zeros(data.shape[0] + offsets.shape[0], dtype=np.uint64)
    counts = np.zeros(offsets.shape[0] - 1, dtype=np.int64)
    ring = np.zeros(WORDS, dtype=np.uint64)
    for text in range(offsets.shape[0] - 1):
        seen, word = 0, _FNV_START
        for place in range(offsets[text], offsets[text + 1] + 1):
            byte = data[place] if place < offsets[text + 1] else np.uint8(32)
            inside = byte >= 128 or 48 <= byte <= 57 or 97 <= byte <= 122
            if inside:
                word = (word ^ np.uint64(byte)) * _FNV_PRIME
            elif word != _FNV_START:
                ring[seen % WORDS] = word
                seen += 1
                word = _FNV_START
                if seen >= WORDS:
                    hashes[offsets[text] + counts[text]] = _sequence(ring, seen - 1, WORDS)
                    counts[text] += 1
        if 0 < seen < WORDS:
            hashes[offsets[text]] = _sequence(ring, seen - 1, seen)
            counts[text] = 1
    return hashes, counts
