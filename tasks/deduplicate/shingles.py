"""Hashes word codes: a shingle is five words in a row, named by 64 bits."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import U32, U64

SHINGLE = 5  # words
WORD_BITS = 2  # low bits of a word code that are no part of the word
_BASE = np.uint64(0x9E3779B97F4A7C15)
_M1, _M2 = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
_S33, _S32, _BITS = np.uint64(33), np.uint64(32), np.uint32(WORD_BITS)


@njit(cache=True, nogil=True, inline="always")
def mix(h: np.uint64) -> np.uint64:
    """Spread a hash over all 64 bits (the finaliser of MurmurHash3)."""
    h = (h ^ (h >> _S33)) * _M1
    h = (h ^ (h >> _S33)) * _M2
    return h ^ (h >> _S33)


@njit(cache=True, nogil=True, inline="always")
def absorb(h: np.uint64, eight: np.uint64) -> np.uint64:
    """Take eight more bytes into a hash."""
    h = (h ^ eight) * _BASE
    return h ^ (h >> _S32)


@njit(cache=True, nogil=True, inline="always")
def _first_shingle(words: U32, first: int, last: int) -> np.uint64:
    h = np.uint64(0)
    for i in range(first, min(last, first + SHINGLE)):
        h = h * _BASE + np.uint64(words[i] >> _BITS)
    return h


@njit(cache=True, nogil=True, inline="always")
def _mixed(h: np.uint64, words: int) -> np.uint64:
    return mix(h + np.uint64(words)) | np.uint64(1)


@njit(cache=True, nogil=True, inline="always")
def _then(h: np.uint64, word: np.uint32) -> np.uint64:
    return h * _BASE + np.uint64(word >> _BITS)


@njit(cache=True, nogil=True)
def shingle_hashes(words: U32, first: int, last: int, out: U64) -> int:
    """Write the 64-bit hashes of the word 5-shingles of ``words[first:last]``; return how many.

    A text of one to four words has one shingle, all its words. Each hash is computed from its own
    five words: the loop has no memory, so that it is compiled to work on eight hashes at once.
    """
    count = last - first - SHINGLE + 1
    if count < 1:
        out[:1] = _mixed(_first_shingle(words, first, last), last - first)
        return min(1, last - first)
    w0, w1, w2 = words[first:last], words[first + 1 : last], words[first + 2 : last]
    w3, w4, hashes = words[first + 3 : last], words[first + 4 : last], out[:count]
    for i in range(count):
        h = _then(_then(np.uint64(w0[i] >> _BITS), w1[i]), w2[i])
        hashes[i] = _mixed(_then(_then(h, w3[i]), w4[i]), SHINGLE)
    return count
