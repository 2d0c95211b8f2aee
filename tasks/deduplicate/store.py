"""Holds the word codes of the texts of a run in a scratch file that the system pages in and out."""

import mmap
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from tasks.deduplicate.arrays import Ragged, gather


class WordStore:
    """Word codes by text number: ``words[spans[number, 0]:spans[number, 1]]``.

    The codes lie in a file that is mapped into memory and deleted at the end, so that a million
    texts do not have to fit; texts are appended in any order and numbered by `open`.
    """

    def __init__(self, path: Path) -> None:
        """Start an empty store in the file ``path``, which must not be in use."""
        self._path = path
        self._file = path.open("w+b")
        self._mapped: mmap.mmap | None = None
        self._sizes = [np.empty(0, np.int64)]
        self.spans = np.empty((0, 2), np.int64)
        self.words = np.empty(0, np.uint32)

    def append(self, texts: Ragged) -> None:
        """Add texts; they get the next places."""
        self._file.write(texts.values.data)
        self._sizes.append(np.diff(texts.offsets))

    def open(self, places: NDArray[np.int64]) -> None:
        """Map the file; text number ``n`` is from now on the one at ``places[n]``."""
        self._file.flush()
        sizes = np.concatenate(self._sizes)
        self._sizes.clear()
        ends = np.cumsum(sizes)
        self.spans = np.stack([ends - sizes, ends], axis=1)[places]
        if len(ends) and ends[-1]:
            self._mapped = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_COPY)
            self.words = np.frombuffer(self._mapped, np.uint32)

    def take(self, numbers: NDArray[np.int64]) -> Ragged:
        """Return the words of some texts."""
        starts, ends = self.spans[numbers, 0], self.spans[numbers, 1]
        return gather(self.words, starts, ends - starts)

    def let_go(self) -> None:
        """Give the pages that were read back to the system; they are read again when needed."""
        if self._mapped is not None and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self._mapped.madvise(mmap.MADV_DONTNEED)

    def __enter__(self) -> "WordStore":
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Delete the file."""
        self.words = np.empty(0, np.uint32)
        self._file.close()
        self._path.unlink()
