"""Hashes word codes: a shingle is five words in a row, named by 64 bits."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import U32, U64

SHINGLE = 5  # words
WORD_BITS = 2  # low bits of a word code that are no part of the word
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BASE4 = np.uint64(0x9E3779B97F4A7C15**4 % 2**64)
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
def _next_shingle(h: np.uint64, words: U32, i: int) -> np.uint64:
    h = (h - np.uint64(words[i - SHINGLE] >> _BITS) * _BASE4) * _BASE
    return h + np.uint64(words[i] >> _BITS)


@njit(cache=True, nogil=True, inline="always")
def _mixed(h: np.uint64, words: int) -> np.uint64:
    return mix(h + np.uint64(words)) | np.uint64(1)


@njit(cache=True, nogil=True)
def shingle_hashes(words: U32, first: int, last: int, out: U64) -> int:
    """Write the 64-bit hashes of the word 5-shingles of ``words[first:last]``; return how many.

    A text of one to four words has one shingle, all its words.
    """
    n = last - first
    if n == 0:
        return 0
    h = _first_shingle(words, first, last)
    out[0] = _mixed(h, min(n, SHINGLE))
    for i in range(first + SHINGLE, last):
        h = _next_shingle(h, words, i)
        out[i - first - SHINGLE + 1] = _mixed(h, SHINGLE)
    return max(1, n - SHINGLE + 1)


@njit(cache=True, nogil=True)
def hashes_below(words: U32, first: int, last: int, threshold: np.uint64, out: U64) -> int:
    """Write those of the shingle hashes that are below a threshold; return how many.

    ``out`` needs room for one more than all of them.
    """
    if first == last:
        return 0
    h = _first_shingle(words, first, last)
    mixed = _mixed(h, min(last - first, SHINGLE))
    out[0], n = mixed, int(mixed < threshold)
    for i in range(first + SHINGLE, last):
        h = _next_shingle(h, words, i)
        mixed = _mixed(h, SHINGLE)
        out[n] = mixed
        n += int(mixed < threshold)  # no branch: whether a hash is kept cannot be foreseen
    return n
