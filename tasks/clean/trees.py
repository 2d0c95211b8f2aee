"""Weighs feature rows with a forest of small decision trees stored as plain arrays."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

_NAMES = ("feature", "threshold", "lower", "higher", "value", "root", "depth")
MOST_LEAVES = 32
ROWS_AT_ONCE = 256
"""Rows that are asked a question together; a block of them fits into a core's second cache."""


@dataclass(frozen=True)
class Forest:
    """Trees laid end to end; children are counted from their tree's root.

    A leaf is its own child on both sides. No tree has more than MOST_LEAVES leaves.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    lower: NDArray[np.uint8]
    higher: NDArray[np.uint8]
    value: NDArray[np.float32]
    root: NDArray[np.int32]
    depth: NDArray[np.int32]

    @cached_property
    def questions(self) -> "Questions":
        """The same trees as `weigh` asks them."""
        return _questions(self)


def save(path: Path, forests: dict[str, Forest], folds: Collection[int]) -> None:
    """Write forests to one .npz file, each under its name, and the folds they learnt from."""
    arrays: dict[str, Any] = {
        f"{prefix}.{name}": getattr(forest, name)
        for prefix, forest in forests.items()
        for name in _NAMES
    }
    np.savez_compressed(path, folds=np.array(sorted(folds)), **arrays)


def load(path: Path, prefix: str) -> Forest:
    """Read one forest of an .npz file. Raises KeyError when the file has none of that prefix."""
    with np.load(path, allow_pickle=False) as stored:
        return Forest(**{name: stored[f"{prefix}.{name}"] for name in _NAMES})


def learnt_from(path: Path) -> frozenset[int]:
    """Return the folds of publishers that a file's forests learnt from (benchmarks)."""
    with np.load(path, allow_pickle=False) as stored:
        return frozenset(stored["folds"].tolist())


@dataclass(frozen=True)
class Questions:
    """A forest as questions that need no walk (QuickScorer, Lucchese et al. 2015).

    Each inner node asks whether a feature is above a threshold. A yes rules out the leaves on
    its lower side: the bits that `mask` lacks. Of the leaves that are left after all questions of
    a tree, numbered from the lower side, the first is where a walk would have ended. `first` and
    `first_leaf` say where each tree's questions and leaves begin.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    mask: NDArray[np.uint32]
    first: NDArray[np.int32]
    value: NDArray[np.float32]
    first_leaf: NDArray[np.int32]


def _questions(forest: Forest) -> Questions:
    asked: list[tuple[int, float, int]] = []
    values: list[float] = []
    first, first_leaf = [0], [0]

    def visit(root: int, node: int) -> tuple[int, int]:
        """Number the leaves below a node in order; return the first and the one after the last."""
        lower, higher = root + int(forest.lower[node]), root + int(forest.higher[node])
        if lower == node:
            values.append(float(forest.value[node]))
            return len(values) - 1 - first_leaf[-1], len(values) - first_leaf[-1]
        begin, middle = visit(root, lower)
        ruled_out = (1 << middle) - (1 << begin)
        mask = ~ruled_out & 0xFFFFFFFF
        asked.append((int(forest.feature[node]), float(forest.threshold[node]), mask))
        return begin, visit(root, higher)[1]

    for root in forest.root.tolist():
        if visit(root, root)[1] > MOST_LEAVES:
            raise ValueError(f"a tree has more than {MOST_LEAVES} leaves")
        first.append(len(asked))
        first_leaf.append(len(values))
    return Questions(
        feature=np.array([a[0] for a in asked], np.int32),
        threshold=np.array([a[1] for a in asked], np.float32),
        mask=np.array([a[2] for a in asked], np.uint32),
        first=np.array(first, np.int32),
        value=np.array(values, np.float32),
        first_leaf=np.array(first_leaf, np.int32),
    )


def weigh(forest: Forest, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each row's probability: the logistic of the sum of all trees' leaves.

    Columns that lie together in memory (Fortran's order) are weighed where they lie.
    """
    out = np.zeros(len(rows), np.float32)
    columns = np.ascontiguousarray(rows.T)
    asked = forest.questions
    _weigh(
        asked.feature, asked.threshold, asked.mask, asked.first, asked.value, asked.first_leaf,
        columns, out,
    )  # fmt: skip
    return out


@numba.njit(cache=True)
def _ask(
    values: NDArray[np.float32], limit: np.float32, mask: np.uint32, left: NDArray[np.uint32]
) -> None:
    """Ask all rows of a block one question.

    The length is read here, not known when this is compiled: the compiler then uses the wide
    registers, where it would else write the loop out. The same holds for the two below.
    """
    for i in range(len(left)):
        left[i] = left[i] & mask if values[i] > limit else left[i]


@numba.njit(cache=True)
def _lowest_bit(left: NDArray[np.uint32], lowest: NDArray[np.float32]) -> None:
    """Write each row's lowest bit as a number: its exponent is the bit's place."""
    for i in range(len(left)):
        lowest[i] = np.float32(left[i] & (~left[i] + np.uint32(1)))


@numba.njit(cache=True)
def _add_leaf(
    bits: NDArray[np.int32], value: NDArray[np.float32], first: int, out: NDArray[np.float32]
) -> None:
    """Add the leaf that each row ends in; `bits` are those of the numbers of `_lowest_bit`."""
    for i in range(len(bits)):
        out[i] += value[first + (bits[i] >> 23) - 127]


@numba.njit(cache=True)
def _weigh(
    feature: NDArray[np.int32],
    threshold: NDArray[np.float32],
    mask: NDArray[np.uint32],
    first: NDArray[np.int32],
    value: NDArray[np.float32],
    first_leaf: NDArray[np.int32],
    columns: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    """Ask a block of rows each question at once; leaves are summed in fours, in their order."""
    trees = len(first) - 1
    for begin in range(0, len(out), ROWS_AT_ONCE):
        end = min(begin + ROWS_AT_ONCE, len(out))
        left, lowest = np.zeros(end - begin, np.uint32), np.zeros(end - begin, np.float32)
        four, total = np.zeros(end - begin, np.float32), np.zeros(end - begin, np.float64)
        for tree in range(trees):
            left[:] = 0xFFFFFFFF
            for node in range(first[tree], first[tree + 1]):
                _ask(columns[feature[node], begin:end], threshold[node], mask[node], left)
            _lowest_bit(left, lowest)
            _add_leaf(lowest.view(np.int32), value, first_leaf[tree], four)
            if tree % 4 == 3 or tree >= trees // 4 * 4:
                total += four
                four[:] = 0
        for i in range(end - begin):
            out[begin + i] = 1 / (1 + np.exp(-total[i]))
