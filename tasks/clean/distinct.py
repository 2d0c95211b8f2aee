"""Numbers equal strings alike, so that each distinct one is looked at once."""

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.ledger import string_buffer

_PRIME = np.uint64(0x9E3779B97F4A7C15)


def numbered(strings: pl.Series) -> tuple[NDArray[np.int64], pl.Series]:
    """Return for each string its place among the distinct ones, and these."""
    number, first = distinct(strings)
    return number, strings.gather(first)


def distinct(strings: pl.Series) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each string its number among the distinct ones, and where each of these is first.

    Numbers are given in the order of first appearance.
    """
    data, at = string_buffer(strings)
    return distinct_stretches(data, at[:-1], at[1:])


def distinct_stretches(
    data: NDArray[np.uint8], low: NDArray[np.int64], high: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the same for the stretches of bytes [low, high)."""
    number, first = np.empty(len(low), np.int64), np.empty(len(low), np.int64)
    size = 1 << max(2 * len(low), 1).bit_length()
    slots, hashes = np.full(size, -1), np.empty(size, np.uint64)
    count = _number(data, low, high, slots, hashes, number, first)
    return number, first[:count]


@numba.njit(cache=True)
def _number(
    data: NDArray[np.uint8],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    slots: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    number: NDArray[np.int64],
    first: NDArray[np.int64],
) -> int:
    """Fill both arrays with the help of a hash table, whose `slots` are -1, and count."""
    count, mask = 0, np.uint64(len(slots) - 1)
    for row in range(len(number)):
        value = _hash(data, low[row], high[row])
        slot = value & mask
        while slots[slot] >= 0:
            other = first[slots[slot]]
            if hashes[slot] == value and _is_same(
                data, low[row], high[row], low[other], high[other]
            ):
                break
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] < 0:
            slots[slot], hashes[slot], first[count] = count, value, row
            count += 1
        number[row] = slots[slot]
    return count


@numba.njit(cache=True)
def _hash(data: NDArray[np.uint8], low: int, high: int) -> np.uint64:
    """Return a hash of some bytes, taken from both halves at once: they do not wait in turn."""
    one, other = np.uint64(high - low), np.uint64(1)
    half = (high - low) // 2
    for step in range(half):
        one = (one ^ np.uint64(data[low + step])) * _PRIME
        other = (other ^ np.uint64(data[low + half + step])) * _PRIME
    if low + 2 * half < high:
        one = (one ^ np.uint64(data[high - 1])) * _PRIME
    value = (one ^ (other >> np.uint64(29))) * _PRIME
    return np.uint64(value ^ (value >> np.uint64(32)))


@numba.njit(cache=True)
def _is_same(data: NDArray[np.uint8], low: int, high: int, begin: int, end: int) -> bool:
    if end - begin != high - low:
        return False
    while low < high and data[low] == data[begin]:
        low, begin = low + 1, begin + 1
    return low == high
