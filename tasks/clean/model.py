"""Holds the line model's weights and asks it how likely each line belongs to the body."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.clean import trees
from tasks.clean.context import in_context

LINES_AT_ONCE = 1024
WEIGHTS = Path(__file__).parent / "line_model.npz"
"""Plain arrays written by benchmarks/train_line_model.py."""


@cache
def forest(name: str) -> trees.Forest:
    """Return the forest for `text` lines or rendered `html` lines."""
    return trees.load(WEIGHTS, name)


def text_opinions(own: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return how likely each line is body (0..1) by its text and its place alone.

    Documents are weighed a few at a time, so that their features stay in the processor's cache.
    """
    out = np.zeros(len(own), np.float32)
    first = 0
    while first < len(bounds) - 1:
        last = int(np.searchsorted(bounds, bounds[first] + LINES_AT_ONCE, side="right")) - 1
        last = max(last, first + 1)
        low, high = bounds[first], bounds[last]
        rows = in_context(own[low:high], bounds[first : last + 1] - low)
        out[low:high] = trees.weigh(forest("text"), rows)
        first = last
    return out
