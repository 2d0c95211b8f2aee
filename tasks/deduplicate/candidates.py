"""Finds the pairs worth comparing: texts that share sampled shingle hashes, old ones included."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import I32, I64, U32, Flags, Ragged


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
def _find(key: np.uint32, keys: U32, table: I32) -> int:
    last = len(table) - 1
    slot = np.int64(key) & last
    while table[slot] >= 0 and keys[table[slot]] != key:
        slot = (slot + 1) & last
    return int(table[slot])


@njit(cache=True, nogil=True)
def _probe(
    values: U32, offsets: I64, usable: Flags, keys: U32, table: I32, counts: I32, most: int
) -> tuple[I32, I32]:
    ranks, rows = np.empty(len(values), np.int32), np.empty(len(values), np.int32)
    n = 0
    for d in range(len(offsets) - 1):
        for i in range(offsets[d], offsets[d + 1]):
            rank = _find(values[i], keys, table) if usable[d] else -1
            if rank >= 0 and counts[rank] < most:
                counts[rank] += 1
                ranks[n], rows[n] = rank, d
                n += 1
    return ranks[:n].copy(), rows[:n].copy()


class PublishedHolders:
    """Collects which published texts hold the hashes of the new ones, one index part at a time."""

    def __init__(self, new: Ragged, most: int) -> None:
        """Prepare the look-up over the hashes of ``new``; ``most`` holders of each are noted."""
        self.hashes = np.unique(new.values)
        self.most = most
        self._table = _table(self.hashes)
        self._counts = np.zeros(len(self.hashes), np.int32)
        self._ranks = [np.empty(0, np.int32)]
        self._holders = [np.empty(0, np.int32)]

    def scan(
        self,
        part: Ragged,
        usable: Flags,
        besides: I64,
        first_number: int,
    ) -> I64:
        """Note the holders in a part of the index; return the rows found, sorted.

        The rows ``besides`` are found in any case. Found rows are numbered from ``first_number``.
        """
        arrays = (part.values, part.offsets, usable, self.hashes, self._table)
        ranks, rows = _probe(*arrays, self._counts, self.most)
        found = np.unique(np.concatenate([rows.astype(np.int64), besides]))
        self._ranks.append(ranks)
        self._holders.append((first_number + np.searchsorted(found, rows)).astype(np.int32))
        return found

    def postings(self, new: Ragged) -> "Postings":
        """Join the holders found so far with the new texts, which come after them in order."""
        old = np.concatenate(self._ranks), np.concatenate(self._holders)
        rank = np.searchsorted(self.hashes, new.values).astype(np.int32)
        holders = np.empty(len(old[0]) + len(rank), np.uint32)
        kept = np.empty(len(rank), np.bool_)
        starts = _post(*old, rank, new.offsets, len(self.hashes), self.most, holders, kept)
        return Postings(rank, holders, starts, kept, self.most)


@njit(cache=True, nogil=True)
def _post(
    old_rank: I32,
    old_holder: I32,
    rank: I32,
    offsets: I64,
    hashes: int,
    most: int,
    holders: U32,
    kept: Flags,
) -> I64:
    """Fill ``holders`` hash by hash, published ones first; return where each hash begins."""
    starts = np.zeros(hashes + 1, np.int64)
    for ranks in (old_rank, rank):
        for r in ranks:
            starts[r + 1] += 1
    for r in range(hashes):
        starts[r + 1] += starts[r]
    free = starts[:-1].copy()
    for i in range(len(old_rank)):
        holders[free[old_rank[i]]] = old_holder[i]
        free[old_rank[i]] += 1
    for d in range(len(offsets) - 1):
        for i in range(offsets[d], offsets[d + 1]):
            r = rank[i]
            holders[free[r]] = d
            kept[i] = free[r] - starts[r] < most
            free[r] += 1
    return starts


@dataclass(frozen=True)
class Postings:
    """Who holds each sampled hash: published texts first, then the new ones in their order.

    ``rank`` is the number of the hash at each place of the new sketches; its holders are
    ``holders[starts[rank]:starts[rank + 1]]``. ``kept`` says for each place whether the text is
    among the first ``most`` holders; only then later texts are compared with it through the hash.
    """

    rank: I32
    holders: U32
    starts: I64
    kept: Flags
    most: int

    def kept_hashes(self, new: Ragged) -> Ragged:
        """Return the sketches of the new texts with only the kept hashes."""
        ends = np.concatenate([[0], np.cumsum(self.kept)]).astype(np.int64)
        return Ragged(new.values[self.kept], ends[new.offsets])


@njit(cache=True, nogil=True)
def _pairs(
    offsets: I64,
    sizes: I32,
    rank: I32,
    holders: U32,
    starts: I64,
    most: int,
    few: int,
    first: int,
    last: int,
    counts: I32,
    room: I32,
) -> tuple[int, int]:
    """Write (new text, other, shared hashes) for texts first..last; return how many, and the end.

    Stops early, before a text whose pairs may not fit any more.
    """
    touched = np.empty(len(counts), np.int32)
    n = 0
    for d in range(first, last):
        t = 0
        for i in range(offsets[d], offsets[d + 1]):
            start = starts[rank[i]]
            for k in range(start, min(starts[rank[i] + 1], start + most)):
                other = np.int64(holders[k])
                if other == d:
                    break  # the holders after it are later texts
                if counts[other] == 0:
                    touched[t] = other
                    t += 1
                counts[other] += 1
        if n + t > len(room):
            for k in range(t):
                counts[touched[k]] = 0
            return n, d
        for k in range(t):
            other = touched[k]
            if counts[other] > 1 or min(sizes[d], sizes[other]) <= few:
                room[n, 0], room[n, 1], room[n, 2] = d, other, counts[other]
                n += 1
            counts[other] = 0
    return n, last


def candidate_pairs(
    new: Ragged, postings: Postings, sizes: I32, few: int, chunk: int
) -> Iterator[I32]:
    """Yield arrays of (new text, other text, shared hashes), about ``chunk`` rows at a time.

    ``sizes`` are the sketch sizes by number. Two shared hashes make a candidate; one is enough
    where a sketch has at most ``few``. Each pair comes once, sorted by the new text.
    """
    counts = np.zeros(len(sizes), np.int32)
    room = np.empty((max(chunk, len(sizes)), 3), np.int32)
    shape = (postings.rank, postings.holders, postings.starts, postings.most)
    first, texts = 0, len(new.offsets) - 1
    while first < texts:
        n, first = _pairs(new.offsets, sizes, *shape, few, first, texts, counts, room)
        yield room[:n].copy()
