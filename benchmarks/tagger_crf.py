"""The compiled loops of the small model's training: label sequences, sums of rows, one step."""

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
TINY = np.float32(1e-30)


@numba.njit(cache=True, fastmath=True)
def expected_labels(
    likely: Floats, allowed: NDArray[np.int64], starts: NDArray[np.int64], follow: Floats
) -> tuple[float, Floats, Floats]:
    """Sum over all label sequences that `allowed` (bits of labels) admits.

    Returns the log of their weight, how often each word has each label, and how often a label
    follows another (forward-backward, each word scaled to sum 1). `likely` are exponentials of
    label weights, `follow` those of steps, 0 where a step is impossible.
    """
    count, labels = likely.shape
    ahead = np.zeros((count, labels), np.float32)
    expected = np.zeros((count, labels), np.float32)
    steps = np.zeros((labels, labels), np.float32)
    scale = np.zeros(count, np.float32)
    later, earlier = np.zeros(labels, np.float32), np.zeros(labels, np.float32)
    weight = 0.0
    for line in range(len(starts) - 1):
        first, stop = starts[line], starts[line + 1]
        for word in range(first, stop):
            total = np.float32(0)
            for here in range(labels):
                if not (allowed[word] >> here) & 1:
                    continue
                value = np.float32(here == 0 or (here - 1) % 4 == 0 or (here - 1) % 4 == 3)
                if word > first:
                    value = np.float32(0)
                    for before in range(labels):
                        value += ahead[word - 1, before] * follow[before, here]
                ahead[word, here] = value * likely[word, here]
                total += ahead[word, here]
            scale[word] = max(total, TINY)
            weight += np.log(scale[word])
            ahead[word] /= scale[word]
        later[:] = 1
        for word in range(stop - 1, first - 1, -1):
            total = np.float32(0)
            for here in range(labels):
                expected[word, here] = ahead[word, here] * later[here]
                total += expected[word, here]
            expected[word] /= max(total, TINY)
            if word == first:
                continue
            earlier[:] = 0
            for here in range(labels):
                share = likely[word, here] * later[here] / scale[word]
                if not (allowed[word] >> here) & 1 or share == 0:
                    continue
                for before in range(labels):
                    both = follow[before, here] * share
                    earlier[before] += both
                    steps[before, here] += ahead[word - 1, before] * both
            later[:] = earlier
    return weight, expected, steps


@numba.njit(cache=True)
def add_rows(table: Floats, rows: NDArray[np.int64], values: Floats) -> None:
    """Add each row of values to its row of the table."""
    for at in range(len(rows)):
        for place in range(values.shape[1]):
            table[rows[at], place] += values[at, place]


@numba.njit(cache=True, fastmath=True)
def move(
    weights: Floats,
    gradient: Floats,
    mean: Floats,
    square: Floats,
    average: Floats,
    rate: float,
    number: int,
    memory: float,
) -> None:
    """Take one step of Adam, keep the running average of the weights, and clear the gradient."""
    mean_part, square_part = 1 - 0.9**number, 1 - 0.99**number
    for at in range(len(weights)):
        mean[at] = 0.9 * mean[at] + 0.1 * gradient[at]
        square[at] = 0.99 * square[at] + 0.01 * gradient[at] * gradient[at]
        weights[at] -= rate * (mean[at] / mean_part) / (np.sqrt(square[at] / square_part) + 1e-6)
        average[at] = memory * average[at] + (1 - memory) * weights[at]
        gradient[at] = 0
