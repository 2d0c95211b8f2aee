"""Holds the line model's weights and asks it how likely each line belongs to the body."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.clean import trees

WEIGHTS = Path(__file__).parent / "line_model.npz"
"""Plain arrays written by benchmarks/train_line_model.py."""


@cache
def forest(name: str) -> trees.Forest:
    """Return the forest for `text` lines or rendered `html` lines."""
    return trees.load(WEIGHTS, name)


def opinions(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each row of `tasks.clean.context.in_context` how likely it is body (0..1)."""
    return trees.weigh(forest("text"), rows)
