"""Holds the line model's weights and asks it how likely each line belongs to the body."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.clean import trees
from tasks.clean.features import Lines
from tasks.clean.second_look import text_surroundings

LINES_AT_ONCE = 1024
WEIGHTS = Path(__file__).parent / "line_model.npz"
"""Plain arrays written by benchmarks/train_line_model.py."""


@cache
def forest(name: str) -> trees.Forest:
    """Return a forest: `text` and `text_again` look at text, `glance` and then `html` at HTML."""
    return trees.load(WEIGHTS, name)


def looked_again(
    part: Lines,
    known: NDArray[np.float32],
    first: NDArray[np.float32],
    asked: NDArray[np.bool_] | slice,
) -> NDArray[np.float32]:
    """Return how likely the lines `asked` for are body (0..1) by text and place, looked at twice.

    `known` are the features of all lines of the part, `first` the opinions at first sight.
    """
    both = np.concatenate([known, text_surroundings(first, part)], axis=1)
    return agreed(first[asked], trees.weigh(forest("text_again"), both.T[:, asked].T))


def in_pieces(seen: Lines, lines: int) -> Iterator[tuple[Lines, slice]]:
    """Yield whole documents of about so many lines together, and where their lines are."""
    first = 0
    while first < len(seen.bounds) - 1:
        enough = seen.bounds[first] + lines
        last = max(int(np.searchsorted(seen.bounds, enough, side="right")) - 1, first + 1)
        yield seen.part(first, last), slice(int(seen.bounds[first]), int(seen.bounds[last]))
        first = last


def agreed(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of two opinions, in logits."""
    odds = [np.log((p + 1e-6) / (1 - p + 1e-6)) for p in (one.astype(np.float64), other)]
    return (1 / (1 + np.exp(-(odds[0] + odds[1]) / 2))).astype(np.float32)
