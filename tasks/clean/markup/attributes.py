"""Asks the attributes of one tag for what they hold."""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup.tags import ATTRIBUTE, ATTRIBUTES, HIGH, LOW

(
    CLASS, ID, ITEMPROP, REL, HREF, CONTENT, PROPERTY, NAME, HTTP_EQUIV, DATETIME, TYPE, LANG
) = range(1, len(ATTRIBUTES))  # fmt: skip
"""Numbers of attributes, in the order of ATTRIBUTES."""
ALL = ATTRIBUTES


class Words(NamedTuple):
    """Words to look for in values: a row each, its length; which two bytes any of them begins with.

    `pairs` is indexed by the first byte times 256 plus the second.
    """

    letters: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    pairs: NDArray[np.bool_]


def words_of(*words: str) -> Words:
    """Return words as the kernels look for them."""
    letters = np.zeros((len(words), max(map(len, words))), np.uint8)
    pairs = np.zeros(1 << 16, np.bool_)
    for row, word in enumerate(words):
        letters[row, : len(word)] = np.frombuffer(word.encode(), np.uint8)
        pairs[int(letters[row, 0]) << 8 | int(letters[row, 1])] = True
    return Words(letters, np.array([len(word) for word in words]), pairs)


LINKED = words_of("ld+json")
"""In the type of a script of linked data."""


@numba.njit(cache=True)
def has(own: NDArray[np.int64], wanted: int) -> bool:
    """Tell whether the tag has the attribute and something in it."""
    for value in range(len(own)):
        if own[value, ATTRIBUTE] == wanted:
            return bool(own[value, HIGH] > own[value, LOW])
    return False


@numba.njit(cache=True)
def holds(
    data: NDArray[np.uint8],
    own: NDArray[np.int64],
    wanted: int,
    words: Words,
    fold: int,
) -> bool:
    """Tell whether the attribute's value holds one of the words; with `fold` 32 in any case."""
    for value in range(len(own)):
        if own[value, ATTRIBUTE] == wanted:
            high = own[value, HIGH]
            for at in range(own[value, LOW], high - 1):
                pair = numba.int64(data[at] | fold) << 8 | numba.int64(data[at + 1] | fold)
                if words.pairs[pair] and begins(data, at, high, words, fold) > 0:
                    return True
    return False


@numba.njit(cache=True)
def equals(data: NDArray[np.uint8], own: NDArray[np.int64], wanted: int, words: Words) -> bool:
    """Tell whether the attribute's value is one of the words."""
    for value in range(len(own)):
        if own[value, ATTRIBUTE] == wanted and own[value, HIGH] > own[value, LOW]:
            low, high = own[value, LOW], own[value, HIGH]
            return bool(begins(data, low, high, words, 0) == high - low)
    return False


@numba.njit(cache=True)
def begins(
    data: NDArray[np.uint8],
    at: int,
    end: int,
    words: Words,
    fold: int,
) -> int:
    """Return the length of the first word that the bytes from `at` up to `end` begin with, or 0."""
    for row in range(len(words.lengths)):
        place, length = 0, words.lengths[row]
        while (
            place < length and at + place < end
            and data[at + place] | fold == words.letters[row, place]
        ):  # fmt: skip
            place += 1
        if place == length:
            return int(length)
    return 0
