"""Gives equal texts an equal number: copies that differ in nothing that is compared."""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I32, I64, U32, U64, Ragged
from tasks.deduplicate.open_table import room_for, slot_of
from tasks.deduplicate.shingles import WORD_BITS, absorb, mix

_BITS = np.uint32(WORD_BITS)


@njit(cache=True, nogil=True)
def _keys(words: U32, offsets: I64, heads: U32, head_offsets: I64, short_words: int) -> U64:
    keys = np.zeros(len(offsets) - 1, np.uint64)
    for d in range(len(keys)):
        n = offsets[d + 1] - offsets[d]
        h = np.uint64(n)
        for i in range(offsets[d], offsets[d + 1] - 1, 2):
            two = np.uint64(words[i] >> _BITS) << np.uint64(32)
            h = absorb(h, two | np.uint64(words[i + 1] >> _BITS))
        if n % 2:
            h = absorb(h, np.uint64(words[offsets[d + 1] - 1] >> _BITS))
        if n < short_words:
            for i in range(head_offsets[d], head_offsets[d + 1]):
                h = absorb(h, np.uint64(heads[i] >> _BITS))
        if n:
            keys[d] = mix(h) | np.uint64(1)
    return keys


def exact_keys(words: Ragged, headlines: Ragged, short_words: int) -> U64:
    """Return a 64-bit key of each text's words; texts with equal keys are exact copies.

    In a text of fewer than ``short_words`` words the headline counts as well: "No change." under
    two headlines is two stories. A text without any word has key 0 and no copies.
    """
    return _keys(words.values, words.offsets, headlines.values, headlines.offsets, short_words)


@njit(cache=True, nogil=True)
def first_of_each(keys: U64) -> I32:
    """Return for each key the first place where it stands; a key 0 is equal to no other."""
    table = np.zeros(room_for(len(keys) // 2 + 1), np.uint32)
    first = np.empty(len(keys), np.int32)
    for i in range(len(keys)):
        first[i] = i
        if keys[i] == 0:
            continue
        slot = slot_of(keys[i], keys, table)
        if table[slot] == 0:
            table[slot] = i + 1
        first[i] = table[slot] - 1
    return first
