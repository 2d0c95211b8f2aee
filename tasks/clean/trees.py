"""Weighs feature rows with a forest of small decision trees stored as plain arrays."""

from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

_NAMES = ("feature", "threshold", "left", "right", "value", "root")


@dataclass(frozen=True)
class Forest:
    """Trees laid end to end: a node with left == 0 is a leaf; children count from the root."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.uint8]
    right: NDArray[np.uint8]
    value: NDArray[np.float32]
    root: NDArray[np.int32]

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
    _weigh(
        forest.feature, forest.threshold, forest.left, forest.right, forest.value,
        forest.root.astype(np.int64), rows, out,
    )  # fmt: skip
    return out


@numba.njit(cache=True)
def _weigh(feature, threshold, left, right, value, roots, rows, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for line in range(len(rows)):
        row = rows[line]
        total = 0.0
        for root in roots:
            node = root
            while left[node]:
                lower = row[feature[node]] <= threshold[node]
                node = root + (left[node] if lower else right[node])
            total += value[node]
        out[line] = 1 / (1 + np.exp(-total))
