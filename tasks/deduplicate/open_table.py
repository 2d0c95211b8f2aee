"""Finds hashes in an open table: places of hashes, each at the first free slot from its own on."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import U32, U64

_ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def room_for(n: int) -> int:
    """Return the size of a table for n numbers: so wide that two seldom meet in a slot."""
    size = 16
    while size < 8 * n:
        size *= 2
    return size


@njit(cache=True, nogil=True, inline="always")
def slot_of(key: np.uint64, hashes: U64, table: U32) -> np.uint64:
    """Return the slot of a table that has a hash's place plus 1, or is free for it.

    The lowest bit of a hash is always set, so its slot is found by the next ones.
    """
    last = np.uint64(len(table) - 1)
    slot = (key >> _ONE) & last
    while table[slot] != 0 and hashes[np.uint64(table[slot]) - _ONE] != key:
        slot = (slot + _ONE) & last
    return slot
