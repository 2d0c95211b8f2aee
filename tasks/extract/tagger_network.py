"""The small model's network: whole numbers in, whole numbers out, so that no sum ever rounds."""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.extract.tagger_words import Lexicon

WIDTH = 128
STEPS = 255  # a layer's input is one of 0..255 steps, a weight one of -127..127
LAYERS = 2
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Matrix:
    """A matrix of whole numbers kept as float32, with the factor of each column and an offset.

    384 products of at most 255 * 127 stay below 2**24, so a float32 sum of them is exact: the
    result does not depend on batch, machine or the number of threads.
    """

    whole: Floats
    factor: Floats
    offset: Floats


@dataclass(frozen=True)
class Network:
    """The weights. `words` etc. are tables of whole numbers that `unit` turns into weights."""

    words: NDArray[np.int8]
    prefixes: NDArray[np.int8]
    suffixes: NDArray[np.int8]
    shapes: NDArray[np.int8]
    unit: np.float32
    vectors: NDArray[np.int8]
    of_vector: Matrix
    of_facts: Matrix
    word_step: np.float32
    neighbours: Matrix
    layer_steps: Floats
    layers: tuple[Matrix, ...]
    out: Matrix

    def word_rows(self, lexicon: Lexicon, words: list[str]) -> Floats:
        """Return what each word says to its left neighbour, itself and its right neighbour."""
        rows, facts = lexicon.describe(words)
        known = [t[rows[:, n]].astype(np.int32) for n, t in enumerate(self._tables(), 1)]
        total = sum(known[1:], known[0]).astype(np.float32) * self.unit
        vector = self.vectors[rows[:, 0]].astype(np.float32) @ self.of_vector.whole
        total += vector * self.of_vector.factor + self.of_vector.offset
        total += (facts @ self.of_facts.whole) * self.of_facts.factor
        whole = np.clip(np.rint(total / self.word_step), 0, STEPS)
        rows_of_words: Floats = (whole @ self.neighbours.whole) * self.neighbours.factor
        return rows_of_words

    def _tables(self) -> tuple[NDArray[np.int8], ...]:
        return self.words, self.prefixes, self.suffixes, self.shapes

    def weigh(self, ids: NDArray[np.int32], rows: Floats, ends: NDArray[np.bool_]) -> Floats:
        """Return the weight of every label at every word; nothing passes over a line's end.

        `ids` are rows of `rows`, the table made of `word_rows`.
        """
        stream = np.empty((len(ids), WIDTH), np.float32)
        seen = np.zeros((len(ids), 3 * WIDTH), np.float32)
        _first(ids, rows, ends, self.neighbours.offset, self.layer_steps[0], stream, seen)
        for number, layer in enumerate(self.layers):
            heard = seen @ layer.whole
            step = self.layer_steps[number + 1]
            _next(heard, layer.factor, layer.offset, ends, step, stream, seen)
        weights: Floats = seen[:, WIDTH : 2 * WIDTH] @ self.out.whole
        weights *= self.out.factor
        weights += self.out.offset
        return weights


@numba.njit(cache=True, inline="always")
def _spread(stream: Floats, word: int, step: np.float32, seen: Floats) -> None:
    """Write a word's stream, in whole steps, where it and its two neighbours will read it."""
    for place in range(WIDTH):
        value = np.rint(min(stream[word, place] / step, np.float32(STEPS)))
        seen[word, WIDTH + place] = value
    if word + 1 < len(seen):
        seen[word + 1, :WIDTH] = seen[word, WIDTH : 2 * WIDTH]
    if word:
        seen[word - 1, 2 * WIDTH :] = seen[word, WIDTH : 2 * WIDTH]


@numba.njit(cache=True)
def _first(
    ids: NDArray[np.int32],
    rows: Floats,
    ends: NDArray[np.bool_],
    offset: Floats,
    step: np.float32,
    stream: Floats,
    seen: Floats,
) -> None:
    zero = np.float32(0)
    for word in range(len(ids)):
        own = rows[ids[word]]
        before = rows[ids[word - 1]] if word else rows[0]
        after = rows[ids[word + 1]] if word + 1 < len(ids) else rows[0]
        for place in range(WIDTH):
            value = before[place] + own[WIDTH + place] + after[2 * WIDTH + place] + offset[place]
            stream[word, place] = zero if ends[word] else max(value, zero)
        _spread(stream, word, step, seen)


@numba.njit(cache=True)
def _next(
    heard: Floats,
    factor: Floats,
    offset: Floats,
    ends: NDArray[np.bool_],
    step: np.float32,
    stream: Floats,
    seen: Floats,
) -> None:
    zero = np.float32(0)
    for word in range(len(heard)):
        if not ends[word]:
            for place in range(WIDTH):
                value = heard[word, place] * factor[place] + offset[place]
                stream[word, place] += max(value, zero)
        _spread(stream, word, step, seen)
