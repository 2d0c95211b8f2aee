"""Weighs feature rows with a forest of small decision trees stored as plain arrays."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

_NAMES = ("feature", "threshold", "lower", "higher", "value", "root", "depth")


@dataclass(frozen=True)
class Forest:
    """Trees laid end to end; children are counted from their tree's root.

    A leaf is its own child on both sides, so that every row takes exactly `depth` steps: a loop
    without a surprise is several times faster than one that stops at the leaf.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    lower: NDArray[np.uint8]
    higher: NDArray[np.uint8]
    value: NDArray[np.float32]
    root: NDArray[np.int32]
    depth: NDArray[np.int32]


def save(path: Path, forests: dict[str, Forest]) -> None:
    """Write forests to one .npz file, each under its name."""
    arrays: dict[str, Any] = {
        f"{prefix}.{name}": getattr(forest, name)
        for prefix, forest in forests.items()
        for name in _NAMES
    }
    np.savez_compressed(path, **arrays)


def load(path: Path, prefix: str) -> Forest:
    """Read one forest of an .npz file. Raises KeyError when the file has none of that prefix."""
    with np.load(path, allow_pickle=False) as stored:
        return Forest(**{name: stored[f"{prefix}.{name}"] for name in _NAMES})


def weigh(forest: Forest, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each row's probability: the logistic of the sum of all trees' leaves."""
    out = np.zeros(len(rows), np.float32)
    tree = np.repeat(forest.root, np.diff(np.append(forest.root, len(forest.feature))))
    child = np.stack([forest.lower + tree, forest.higher + tree], axis=1).astype(np.int32)
    _weigh(
        forest.feature.astype(np.int32), forest.threshold, child.ravel(), forest.value,
        forest.root.astype(np.int64), int(forest.depth.max()), rows, out,
    )  # fmt: skip
    return out


@numba.njit(cache=True)
def _step(
    row: NDArray[np.float32],
    feature: NDArray[np.int32],
    threshold: NDArray[np.float32],
    child: NDArray[np.int32],
    node: int,
) -> int:
    return int(child[2 * node + np.int32(row[feature[node]] > threshold[node])])


@numba.njit(cache=True)
def _weigh(
    feature: NDArray[np.int32],
    threshold: NDArray[np.float32],
    child: NDArray[np.int32],
    value: NDArray[np.float32],
    roots: NDArray[np.int64],
    depth: int,
    rows: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    """Walk four trees side by side: their steps do not wait for each other."""
    fours = len(roots) // 4 * 4
    for line in range(len(rows)):
        row = rows[line]
        total = 0.0
        for tree in range(0, fours, 4):
            a, b, c, d = roots[tree], roots[tree + 1], roots[tree + 2], roots[tree + 3]
            for _ in range(depth):
                a = _step(row, feature, threshold, child, a)
                b = _step(row, feature, threshold, child, b)
                c = _step(row, feature, threshold, child, c)
                d = _step(row, feature, threshold, child, d)
            total += value[a] + value[b] + value[c] + value[d]
        for tree in range(fours, len(roots)):
            a = roots[tree]
            for _ in range(depth):
                a = _step(row, feature, threshold, child, a)
            total += value[a]
        out[line] = 1 / (1 + np.exp(-total))
