"""Weighs feature rows with a forest of small decision trees stored as plain arrays."""

from dataclasses import dataclass
from pathlib import Path

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

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Return the arrays under names that begin with `prefix`, ready for `numpy.savez`."""
        return {f"{prefix}.{name}": getattr(self, name) for name in _NAMES}


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
        forest.root.astype(np.int32), forest.depth, rows, out,
    )  # fmt: skip
    return out


@numba.njit(cache=True)
def _weigh(feature, threshold, child, value, roots, depth, rows, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for line in range(len(rows)):
        row = rows[line]
        total = numba.float32(0.0)
        for tree in range(len(roots)):
            node = roots[tree]
            for _ in range(depth[tree]):
                node = child[2 * node + np.int32(row[feature[node]] > threshold[node])]
            total += value[node]
        out[line] = 1 / (1 + np.exp(-total))
