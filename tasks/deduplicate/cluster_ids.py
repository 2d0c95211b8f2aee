"""Names many clusters at once: `make_id` of every article's id, by a compiled SHA-256."""

import numpy as np
import polars as pl
import pyarrow as pa
from numba import njit

from tasks.deduplicate.arrays import I64, U32, Bytes, text_buffers
from warehouse.ids import ID_HEX_DIGITS

PREFIX = "c_"
_BLOCK, _LENGTH, _WORDS = 64, 8, 16  # bytes of a block and of the length at its end; its words


def _primes(count: int) -> list[int]:
    found = list[int]()
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def _fraction(number: int, root: int) -> int:
    """Return the first 32 bits behind the point of a number's square or cube root, exactly."""
    low, high = 0, number << 32
    while high - low > 1:  # the largest whole number whose power is not above number * 2^(32 root)
        middle = (low + high) // 2
        low, high = (middle, high) if middle**root <= number << (32 * root) else (low, middle)
    return low & 0xFFFFFFFF


_START = np.array([_fraction(p, 2) for p in _primes(8)], np.uint32)
_ROUND = np.array([_fraction(p, 3) for p in _primes(64)], np.uint32)


@njit(cache=True, nogil=True, inline="always")
def _turned(word: np.uint32, bits: int) -> np.uint32:
    return np.uint32((word >> np.uint32(bits)) | (word << np.uint32(32 - bits)))


@njit(cache=True, nogil=True)
def _absorb(w: U32, state: U32) -> None:
    """Take a block, the first 16 words of ``w``, into the state (FIPS 180-4, section 6.2.2)."""
    for t in range(_WORDS, 64):
        s0 = _turned(w[t - 15], 7) ^ _turned(w[t - 15], 18) ^ (w[t - 15] >> np.uint32(3))
        s1 = _turned(w[t - 2], 17) ^ _turned(w[t - 2], 19) ^ (w[t - 2] >> np.uint32(10))
        w[t] = w[t - 16] + s0 + w[t - 7] + s1
    a, b, c, d = state[0], state[1], state[2], state[3]
    e, f, g, h = state[4], state[5], state[6], state[7]
    for t in range(64):
        one = _turned(e, 6) ^ _turned(e, 11) ^ _turned(e, 25)
        first = np.uint32(h + one + ((e & f) ^ (~e & g)) + _ROUND[t] + w[t])
        two = _turned(a, 2) ^ _turned(a, 13) ^ _turned(a, 22)
        second = np.uint32(two + ((a & b) ^ (a & c) ^ (b & c)))
        a, b, c, d, e, f, g, h = np.uint32(first + second), a, b, c, np.uint32(d + first), e, f, g
    for k, word in enumerate((a, b, c, d, e, f, g, h)):
        state[k] += word


@njit(cache=True, nogil=True)
def _digests(data: Bytes, offsets: I64, out: Bytes, width: int, before: int) -> None:
    """Write the first bytes of each text's SHA-256 as hex digits, ``before`` bytes into its row."""
    state, w = np.empty(8, np.uint32), np.empty(64, np.uint32)
    for row in range(len(offsets) - 1):
        text = data[offsets[row] : offsets[row + 1]]
        state[:] = _START
        for start in range(0, len(text) + 1 + _LENGTH, _BLOCK):
            w[:_WORDS] = 0
            for k in range(start, min(start + _BLOCK, len(text))):
                w[(k - start) // 4] |= np.uint32(text[k]) << np.uint32(24 - 8 * (k % 4))
            end = len(text) - start
            if 0 <= end < _BLOCK:
                w[end // 4] |= np.uint32(0x80) << np.uint32(24 - 8 * (end % 4))
            if end + 1 + _LENGTH <= _BLOCK:
                w[14], w[15] = np.uint32(len(text) >> 29), np.uint32(8 * len(text) & 0xFFFFFFFF)
            _absorb(w, state)
        for k in range(width - before):
            digit = (state[k // 8] >> np.uint32(28 - 4 * (k % 8))) & np.uint32(15)
            out[row * width + before + k] = digit + (48 if digit < 10 else 87)


def cluster_ids(articles: pl.Series) -> pl.Series:
    """Return the cluster id of each article that stands for one: ``make_id("c", article_id)``."""
    data, offsets = text_buffers(articles)
    width = len(PREFIX) + ID_HEX_DIGITS
    out = np.empty((len(articles), width), np.uint8)
    out[:, : len(PREFIX)] = np.frombuffer(PREFIX.encode(), np.uint8)
    _digests(data, offsets, out.reshape(-1), width, len(PREFIX))
    ends = np.arange(len(articles) + 1, dtype=np.int64) * width
    buffers = [None, pa.py_buffer(ends.data), pa.py_buffer(out.data)]
    named = pa.Array.from_buffers(pa.large_string(), len(articles), buffers)
    return pl.Series("cluster_id", named, pl.String)
