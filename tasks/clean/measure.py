"""Counts the words, paragraphs and solid characters of texts, byte by byte."""

from dataclasses import dataclass

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.ledger import code_point, string_buffer
from tasks.clean.spaces import SPACES


@dataclass(frozen=True)
class Measures:
    """Per text: words between white space, paragraphs between blank lines, characters not white."""

    words: NDArray[np.int32]
    paragraphs: NDArray[np.int32]
    solid: NDArray[np.int32]


def measure(texts: pl.Series) -> Measures:
    """Return the measures of every text."""
    data, at = string_buffer(texts)
    out = Measures(*(np.zeros(len(texts), np.int32) for _ in range(3)))
    _count(data, at, SPACES, out.words, out.paragraphs, out.solid)
    return out


@numba.njit(cache=True)
def _count(
    data: NDArray[np.uint8],
    at: NDArray[np.int64],
    spaces: NDArray[np.bool_],
    words: NDArray[np.int32],
    paragraphs: NDArray[np.int32],
    solid: NDArray[np.int32],
) -> None:
    for doc in range(len(words)):
        here, stop = at[doc], at[doc + 1]
        breaks, in_word = 2, False
        while here < stop:
            point, here = code_point(data, here)
            if point <= 0x3000 and spaces[point]:
                in_word = False
                breaks += point == 10
                continue
            solid[doc] += 1
            words[doc] += not in_word
            paragraphs[doc] += breaks >= 2
            in_word, breaks = True, 0
