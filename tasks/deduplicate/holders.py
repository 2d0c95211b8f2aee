"""Finds the published texts that hold sampled hashes of new ones, by one scan of the index."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I32, I64, U32, Flags, Ragged


@dataclass(frozen=True)
class Holders:
    """Hashes of new texts and the published texts that hold them, numbered from 0."""

    hashes: U32
    holders: U32
    published: int  # texts that are numbered, those without a hash included


@njit(cache=True, nogil=True)
def _table(keys: U32) -> I32:
    size = 16
    while size < 2 * len(keys):
        size *= 2
    table = np.full(size, -1, np.int32)
    for k in range(len(keys)):
        slot = np.int64(keys[k]) & (size - 1)
        while table[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        table[slot] = k
    return table


@njit(cache=True, nogil=True)
def _probe(values: U32, offsets: I64, usable: Flags, keys: U32, table: I32) -> tuple[U32, I32]:
    last = len(table) - 1
    places, rows = np.empty(len(values), np.int32), np.empty(len(values), np.int32)
    n = 0
    for d in range(len(offsets) - 1):
        if not usable[d]:
            continue
        for i in range(offsets[d], offsets[d + 1]):
            slot = np.int64(values[i]) & last
            while table[slot] >= 0 and keys[table[slot]] != values[i]:
                slot = (slot + 1) & last
            if table[slot] >= 0:
                places[n], rows[n] = i, d
                n += 1
    return values[places[:n]], rows[:n].copy()


class HashTable:
    """The hashes of the new texts, ready to be looked up."""

    def __init__(self, new: U32) -> None:
        """Prepare the look-up; values may repeat."""
        ordered = np.sort(new)
        first = np.ones(len(ordered), np.bool_)
        np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
        self._hashes = ordered[first]
        self._table = _table(self._hashes)

    def find(self, part: Ragged, usable: Flags) -> tuple[U32, I32]:
        """Return the hashes in usable rows of a part that the new texts have, with their rows."""
        found: tuple[U32, I32] = _probe(
            part.values, part.offsets, usable, self._hashes, self._table
        )
        return found
