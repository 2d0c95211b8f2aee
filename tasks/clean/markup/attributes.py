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


class Words(NamedTuple):
    """Words to look for in values: a row each, its length; which bytes any of them begins with."""

    letters: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    begins: NDArray[np.bool_]


def words_of(*words: str) -> Words:
    """Return words as the kernels look for them."""
    letters = np.zeros((len(words), max(map(len, words))), np.uint8)
    begins = np.zeros(256, np.bool_)
    for row, word in enumerate(words):
        letters[row, : len(word)] = np.frombuffer(word.encode(), np.uint8)
        begins[letters[row, 0]] = True
    return Words(letters, np.array([len(word) for word in words]), begins)


@numba.njit(cache=True)
def has(own: NDArray[np.int64], wanted: int) -> bool:
    """Tell whether the tag has the attribute and something in it."""
    for value in own:
        if value[ATTRIBUTE] == wanted:
            return bool(value[HIGH] > value[LOW])
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
    for value in own:
        if value[ATTRIBUTE] == wanted:
            for at in range(value[LOW], value[HIGH]):
                if words.begins[data[at] | fold]:
                    for row in range(len(words.lengths)):
                        word = words.letters[row, : words.lengths[row]]
                        if begins(data, at, value[HIGH], word, fold):
                            return True
    return False


@numba.njit(cache=True)
def equals(data: NDArray[np.uint8], own: NDArray[np.int64], wanted: int, words: Words) -> bool:
    """Tell whether the attribute's value is one of the words."""
    for value in own:
        if value[ATTRIBUTE] == wanted:
            for row in range(len(words.lengths)):
                word = words.letters[row, : words.lengths[row]]
                is_whole = value[HIGH] - value[LOW] == len(word)
                if is_whole and begins(data, value[LOW], value[HIGH], word, 0):
                    return True
    return False


@numba.njit(cache=True)
def begins(
    data: NDArray[np.uint8],
    at: int,
    end: int,
    word: NDArray[np.uint8],
    fold: int,
) -> bool:
    """Tell whether the bytes from `at` on, up to `end`, begin with the word."""
    if end - at < len(word):
        return False
    place = 0
    while place < len(word) and data[at + place] | fold == word[place]:
        place += 1
    return place == len(word)
