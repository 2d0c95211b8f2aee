"""Holds the word codes of the texts of a run in a scratch file that the system pages in and out."""

from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from tasks.deduplicate.arrays import Ragged
from tasks.deduplicate.sketch import gather


class WordStore:
    """Word codes by text number: ``words[spans[number, 0]:spans[number, 1]]``.

    The codes lie in a file that is mapped into memory and deleted at the end, so that a million
    texts do not have to fit; texts are appended in any order and numbered by `number`.
    """

    def __init__(self, path: Path) -> None:
        """Start an empty store in the file ``path``, which must not be in use."""
        self._path = path
        self._file = path.open("w+b")
        self._spans = [np.empty((0, 2), np.int64)]
        self._size = 0
        self.spans = self._spans[0]
        self.words = np.empty(0, np.uint32)

    def append(self, texts: Ragged) -> None:
        """Add texts; they get the next places."""
        self._file.write(texts.values.data)
        stops = texts.offsets + self._size
        self._spans.append(np.stack([stops[:-1], stops[1:]], axis=1))
        self._size += len(texts.values)

    def open(self, places: NDArray[np.int64]) -> None:
        """Map the file; text number ``n`` is from now on the one at ``places[n]``."""
        self._file.flush()
        self.spans = np.concatenate(self._spans)[places]
        if self._size:
            mapped = np.memmap(self._path, np.uint32, mode="c", shape=(self._size,))
            self.words = mapped.view(np.ndarray)

    def take(self, numbers: NDArray[np.int64]) -> Ragged:
        """Return the words of some texts."""
        starts, ends = self.spans[numbers, 0], self.spans[numbers, 1]
        return gather(self.words, starts, ends - starts)

    def unmap(self) -> None:
        """Give the mapped pages back; the words cannot be read any more."""
        self.words = np.empty(0, np.uint32)

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
        self.unmap()
        self._file.close()
        self._path.unlink()
