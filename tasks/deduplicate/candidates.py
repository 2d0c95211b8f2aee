"""Finds the pairs worth comparing: texts that share sampled shingle hashes, old ones included."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I32, I64, U32, U64, Flags, Ragged
from tasks.deduplicate.holders import Holders
from tasks.deduplicate.parallel import in_order

_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
PART_HASHES = 1 << 18
"""Hashes sorted at a time, about: what a core's own cache holds."""


@njit(cache=True, nogil=True)
def _spread(
    hashes: U32, holders: U32, values: U32, offsets: I64, published: int, bits: int
) -> tuple[U64, I64]:
    """Return hash and holder, as one number each, by the first bits of the hash, and the starts."""
    shift = np.uint64(32 - bits)
    ends = np.zeros((1 << bits) + 1, np.int64)
    for rows in (hashes, values):
        for h in rows:
            ends[np.int64(np.uint64(h) >> shift) + 1] += 1
    starts = np.cumsum(ends)
    ends, keys = starts.copy(), np.empty(starts[-1], np.uint64)
    for i in range(len(hashes)):
        part = np.int64(np.uint64(hashes[i]) >> shift)
        keys[ends[part]] = (np.uint64(hashes[i]) << _HALF) | np.uint64(holders[i])
        ends[part] += 1
    for d in range(len(offsets) - 1):
        for i in range(offsets[d], offsets[d + 1]):
            part = np.int64(np.uint64(values[i]) >> shift)
            keys[ends[part]] = (np.uint64(values[i]) << _HALF) | np.uint64(published + d)
            ends[part] += 1
    return keys, starts


@njit(cache=True, nogil=True)
def _shared(keys: U64, published: int, most: int) -> tuple[U64, U32, I64, U64]:
    """Go over sorted keys; return entries, holders, group starts and places beyond ``most``."""
    n, groups, first = 0, 0, 0
    entries, holders = np.empty(len(keys), np.uint64), np.empty(len(keys), np.uint32)
    starts, beyond = np.empty(len(keys) // 2 + 2, np.int64), np.empty(len(keys), np.uint64)
    e, out = 0, 0
    while first < len(keys):
        last = first + 1
        while last < len(keys) and keys[last] >> _HALF == keys[first] >> _HALF:
            last += 1
        if last - first > 1:
            starts[groups] = n
            for k in range(first, last):
                if k > first and keys[k] == keys[k - 1]:
                    continue  # two shingles of one text with the same 32 bits
                place, holder = n - starts[groups], keys[k] & _LOW
                is_new = holder >= np.uint64(published)
                if is_new and place > 0:
                    number = holder - np.uint64(published)
                    entries[e] = (number << _HALF) | np.uint64(groups)
                    e += 1
                if is_new and place >= most:
                    beyond[out] = keys[k] - np.uint64(published)
                    out += 1
                holders[n] = np.uint32(holder)
                n += 1
            groups += 1
        first = last
    starts[groups] = n
    return entries[:e].copy(), holders[:n].copy(), starts[: groups + 1].copy(), beyond[:out].copy()


@dataclass(frozen=True)
class Postings:
    """Who holds each hash that several texts hold: published texts first, then the new in order.

    A group is such a hash; its holders are ``holders[starts[group]:starts[group + 1]]``, numbered
    from 0 for published texts and from ``published`` for new ones. ``entries`` are sorted numbers:
    a new text in the upper half, a group in which an earlier text stands in the lower. ``beyond``
    names hash and new text where the text is not among the first ``most`` holders; later texts
    are not compared with it through that hash.
    """

    entries: U64
    holders: U32
    starts: I64
    beyond: U64
    published: int
    most: int

    def texts_beyond(self, texts: int) -> Flags:
        """Say of each of so many new texts whether it stands in ``beyond``."""
        flags = np.zeros(texts, np.bool_)
        flags[(self.beyond & np.uint64(0xFFFFFFFF)).astype(np.int64)] = True
        return flags

    def kept_hashes(self, new: Ragged) -> Ragged:
        """Return the sketches of the new texts without the hashes of ``beyond``."""
        if not len(self.beyond):
            return new
        kept = np.ones(len(new.values), np.bool_)
        _drop(self.beyond, new.values, new.offsets, kept)
        ends = np.concatenate([[0], np.cumsum(kept)]).astype(np.int64)
        return Ragged(new.values[kept], ends[new.offsets])


@njit(cache=True, nogil=True)
def _drop(beyond: U64, values: U32, offsets: I64, kept: Flags) -> None:
    for key in beyond:
        number = np.int64(key & _LOW)
        for i in range(offsets[number], offsets[number + 1]):
            kept[i] &= np.uint64(values[i]) != key >> _HALF


def postings(new: Ragged, old: Holders, most: int, threads: int) -> Postings:
    """Join the published holders with the new texts, which come after them in order."""
    bits = (len(new.values) // PART_HASHES).bit_length()
    arrays = (old.hashes, old.holders, new.values, new.offsets)
    keys, parts = _spread(*arrays, old.published, bits)

    def part(number: int) -> tuple[U64, U32, I64, U64]:
        mine = keys[parts[number] : parts[number + 1]]
        mine.sort()
        shared: tuple[U64, U32, I64, U64] = _shared(mine, old.published, most)
        return shared

    entries, holders, starts, beyond = [], [], [np.zeros(1, np.int64)], []
    groups = n = 0
    for mine, texts, begins, over in in_order(part, range(1 << bits), threads):
        mine += np.uint64(groups)
        entries.append(mine)
        holders.append(texts)
        starts.append(begins[1:] + n)
        beyond.append(over)
        groups, n = groups + len(begins) - 1, n + len(texts)
    sorted_entries = np.concatenate(entries)
    sorted_entries.sort()
    joined = np.concatenate(holders), np.concatenate(starts), np.concatenate(beyond)
    return Postings(sorted_entries, *joined, old.published, most)


@njit(cache=True, nogil=True)
def _pairs(
    entries: U64,
    holders: U32,
    starts: I64,
    published: int,
    most: int,
    sizes: I32,
    few: int,
    first: int,
    enough: int,
    counts: I32,
    room: I32,
) -> tuple[int, int]:
    """Write (new text, other, shared hashes) from entry ``first`` on; return how many, and the end.

    Stops after the text that makes them ``enough``; a text has at most one pair with each other.
    """
    touched = np.empty(len(counts), np.int32)
    n, e = 0, first
    while e < len(entries) and n < enough:
        number, t = entries[e] >> _HALF, 0
        d = np.int64(number)
        while e < len(entries) and entries[e] >> _HALF == number:
            start = starts[entries[e] & _LOW]
            for k in range(start, min(starts[(entries[e] & _LOW) + np.uint64(1)], start + most)):
                other = np.int64(holders[k]) - published
                if other >= d:
                    break  # the holders after it are later texts
                if other < 0:
                    other += len(sizes)
                if counts[other] == 0:
                    touched[t] = other
                    t += 1
                counts[other] += 1
            e += 1
        for k in range(t):
            other = touched[k]
            if counts[other] > 1 or min(sizes[d], sizes[other]) <= few:
                room[n, 0], room[n, 1], room[n, 2] = d, other, counts[other]
                n += 1
            counts[other] = 0
    return n, e


def candidate_pairs(shared: Postings, sizes: I32, few: int, chunk: int) -> Iterator[I32]:
    """Yield arrays of (new text, other text, shared hashes), about ``chunk`` rows at a time.

    ``sizes`` are the sketch sizes by number: new texts, then published ones. Two shared hashes
    make a candidate; one is enough where a sketch has at most ``few``. Each pair comes once,
    sorted by the new text.
    """
    counts = np.zeros(len(sizes), np.int32)
    room = np.empty((chunk + len(sizes), 3), np.int32)
    shape = (shared.entries, shared.holders, shared.starts, shared.published, shared.most)
    first = 0
    while first < len(shared.entries):
        n, first = _pairs(*shape, sizes, few, first, chunk, counts, room)
        yield room[:n].copy()
