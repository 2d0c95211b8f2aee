"""Counts the capital and the small letters of many texts at once, in a compiled loop."""

import unicodedata
from functools import lru_cache

import numpy as np
import polars as pl
from numba import njit
from numpy.typing import NDArray

from tasks.describe.language import bytes_of

_SMALL, _CAPITAL = 1, 2
_PLANES = 0x20000  # code points; beyond them no script has capitals


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """Return of every code point whether it is a small letter, a capital or neither."""
    of = {"Ll": _SMALL, "Lu": _CAPITAL}
    kinds = (of.get(unicodedata.category(chr(point)), 0) for point in range(_PLANES))
    return np.fromiter(kinds, dtype=np.uint8, count=_PLANES)


@njit(cache=True, nogil=True)
def _count(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    counts: NDArray[np.int64],
) -> None:
    """Fill `counts`, a row for each text: characters of no case, small letters, capitals."""
    for text in range(offsets.shape[0] - 1):
        point = np.int64(0)
        for place in range(offsets[text], offsets[text + 1]):
            byte = np.int64(data[place])
            if byte < 0x80:
                counts[text, kinds[byte]] += 1
            elif byte >= 0xC0:
                follow = 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
                point = byte & (0x3F >> follow)
                for more in range(1, follow + 1):
                    point = point << 6 | np.int64(data[place + more]) & 0x3F
                counts[text, kinds[point] if point < kinds.shape[0] else 0] += 1


def count_letters(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the numbers of capitals and of letters that have case, for every text."""
    counts = np.zeros((len(texts), 3), dtype=np.int64)
    _count(*bytes_of(texts), _kinds(), counts)
    capitals = pl.Series(counts[:, _CAPITAL])
    return capitals, capitals + pl.Series(counts[:, _SMALL])
