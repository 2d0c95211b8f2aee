"""Describes a word to the small model: its rows in the weight tables and a few yes-or-no facts."""

import re
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PREFIXES, SUFFIXES, SHAPES = 4096, 4096, 512  # rows of the hashed tables
LISTS = ("country", "demonym", "capital", "region", "title", "given", "family", "club", "company",
         "family_first")  # fmt: skip
SHOUTED_LISTS = 4  # of them, how many a word in capitals may be in
WRITTEN = 12  # facts of how a word is written
FACTS = WRITTEN + len(LISTS) + SHOUTED_LISTS
LONGEST_SHAPE = 10
_RUN = re.compile(r"(.)\1{2,}")


def key(text: str) -> int:
    """Return the 32-bit number under which a word is stored."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _mark(character: str) -> str:
    if character.isupper():
        return "X"
    return "x" if character.islower() else "d" if character.isdigit() else character


_MARKS = {code: _mark(chr(code)) for code in range(128)}


def _three(run: re.Match[str]) -> str:
    return run[1] * 3


def shape(word: str) -> str:
    """Return the word with X for capitals, x for small letters, d for digits; runs are cut."""
    marks = word.translate(_MARKS) if word.isascii() else "".join(map(_mark, word))
    return _RUN.sub(_three, marks)[:LONGEST_SHAPE]


class SortedKeys(Mapping[int, int]):
    """A mapping of 32-bit keys in two arrays: 8 bytes an entry, where a dict takes over 100."""

    def __init__(self, keys: NDArray[np.int64], values: NDArray[np.generic]) -> None:
        """Keep sorted keys and their values."""
        self._keys = array("I", keys.astype(np.uint32).tobytes())
        self._values = array("i", values.astype(np.int32).tobytes())

    def row(self, key: int) -> int:
        """Return the value of a key, 0 where there is none."""
        at = bisect_left(self._keys, key)
        return self._values[at] if at < len(self._keys) and self._keys[at] == key else 0

    def __getitem__(self, key: int) -> int:
        if value := self.row(key):
            return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True)
class Lexicon:
    """What is known of words by their keys.

    `vectors` gives the row of a word's vector (0: none), `frequent` the row of a word in small
    letters that the training texts have often (0: not one), `listed` one bit for each of LISTS.
    """

    vectors: SortedKeys
    frequent: dict[int, int]
    listed: dict[int, int]

    def describe(self, words: list[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the rows (vector, word, prefix, suffix, shape) and the facts of words.

        The facts are how a word is written and which lists it is in, FACTS of them.
        """
        found = [self._describe(word) for word in words]
        rows = np.array([rows for rows, _, _ in found], np.int32).reshape(-1, 5)
        written = np.array([facts for _, facts, _ in found], np.float32).reshape(-1, WRITTEN)
        bits = np.array([bits for _, _, bits in found], np.int64)
        places = np.arange(len(LISTS) + SHOUTED_LISTS)
        listed = (bits[:, None] >> places & 1).astype(np.float32)
        return rows, np.hstack([written, listed])

    def _describe(self, word: str) -> tuple[tuple[int, ...], tuple[bool, ...], int]:
        """Return a word's rows, how it is written, and the lists it is in, as bits."""
        low, loud, capital = word.lower(), word.isupper(), word[:1].isupper()
        own = key(word)
        small = own if low == word else key(low)
        title = key(word.capitalize()) if loud else own
        # as written, else in small letters, else with one capital
        vector = as_written = self.vectors.row(own)
        as_small = self.vectors.row(small)
        if not vector:
            vector = as_small or self.vectors.row(title)
        frequent = self.frequent.get(small, 0)
        rows = (
            vector, frequent, key("p" + word[:3]) % PREFIXES, key("s" + word[-3:]) % SUFFIXES,
            key(shape(word)) % SHAPES,
        )  # fmt: skip
        longer = len(word) > 1
        written = (
            capital, loud and longer, word.isalpha(), word[:1].isdigit(), word.islower(),
            longer and "." in word, word == "\n", not longer, not vector, frequent > 0,
            as_written > 0, capital and as_small > 0 and not as_written,
        )  # fmt: skip
        bits = self.listed.get(own, 0)
        if loud and len(word) > 3:
            bits |= (self.listed.get(title, 0) & (1 << SHOUTED_LISTS) - 1) << len(LISTS)
        return rows, written, bits
