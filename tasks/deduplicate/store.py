"""Holds the word codes of a run's texts in memory, or in a scratch file where they are many."""

import mmap
import os
from io import BufferedRandom
from pathlib import Path
from threading import Lock
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from tasks.deduplicate.arrays import I64, Ragged, gather

IN_MEMORY = 2**28
"""Word codes that are kept in memory at most, a gibibyte; on a small machine fewer."""
_SHARE = 32  # a word code for so many bytes of the machine's memory: an eighth of it
_LIMIT = Path("/sys/fs/cgroup/memory.max")


def room_in_memory() -> int:
    """Return how many word codes may stay in memory: a fixed number, or a share of what there is.

    Where they lie changes no result.
    """
    known = [IN_MEMORY * _SHARE]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        known.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    if _LIMIT.is_file() and (limit := _LIMIT.read_text().strip()).isdecimal():
        known.append(int(limit))  # a container's own
    return min(known) // _SHARE


class WordStore:
    """Word codes by text number: ``words[spans[number, 0]:spans[number, 1]]``.

    What does not fit into the memory that is given lies in a file, which is mapped and deleted at
    the end, so that the system pages it in and out. Texts are written in any order, by several
    threads, and numbered by `open`.
    """

    def __init__(self, path: Path, room: int) -> None:
        """Start an empty store for ``room`` words; more than that go to the file ``path``."""
        self._path = path
        self._file: BufferedRandom | None = None
        self._mapped: mmap.mmap | None = None
        self._writing, self._end = Lock(), 0
        self._known = [np.empty((0, 2), np.int64)]
        self.spans = self._known[0]
        try:
            self.words = np.empty(room, np.uint32)  # only the pages that are written become real
        except MemoryError:  # a machine that promises no more than it has
            self.words = np.empty(0, np.uint32)

    def write(self, texts: Ragged) -> I64:
        """Take the words of some texts; return where each begins and ends."""
        with self._writing:
            first, self._end = self._end, self._end + len(texts.values)
            if self._file is None and self._end > len(self.words):
                self._file = self._path.open("w+b")
                self._file.write(self.words[:first].data)
                self.words = np.empty(0, np.uint32)
            if self._file is None:
                self.words[first : self._end] = texts.values
            else:
                self._file.write(texts.values.data)
        ends = texts.offsets + first
        return np.stack([ends[:-1], ends[1:]], axis=1)

    def append(self, spans: I64) -> None:
        """Give the texts that were written there the next places."""
        self._known.append(spans)

    def open(self, places: NDArray[np.int64]) -> None:
        """Have all words at hand; text number ``n`` is from now on the one at ``places[n]``."""
        self.spans = np.concatenate(self._known)[places]
        self._known.clear()
        if self._file is not None:
            self._file.flush()
            self._mapped = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_COPY)
            self.words = np.frombuffer(self._mapped, np.uint32)

    def take(self, numbers: NDArray[np.int64]) -> Ragged:
        """Return the words of some texts."""
        starts, ends = self.spans[numbers, 0], self.spans[numbers, 1]
        return gather(self.words, starts, ends - starts)

    def let_go(self) -> None:
        """Give the pages that were read of the file back to the system; they can be read again."""
        if self._mapped is not None and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self._mapped.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Give the memory back and delete the file; the words are at hand no more."""
        self.words = np.empty(0, np.uint32)
        self._mapped = None
        if self._file is not None:
            self._file.close()
            self._path.unlink()
            self._file = None

    def __enter__(self) -> "WordStore":
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()
