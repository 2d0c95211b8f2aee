"""Fits a forest of small decision trees to a yes-or-no question by gradient boosting."""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.trees import Forest

BINS = 64


@dataclass(frozen=True)
class Recipe:
    """How many trees of how many leaves, and how fast they learn."""

    trees: int = 160
    leaves: int = 16
    depth: int = 5
    rate: float = 0.08
    ridge: float = 1.0
    least_weight: float = 2.0
    features_share: float = 0.4
    rows_share: float = 0.7
    seed: int = 20260301


def fit(
    rows: NDArray[np.float32],
    wanted: NDArray[np.float32],
    weight: NDArray[np.float32],
    recipe: Recipe,
) -> Forest:
    """Return a forest that tells rows with wanted == 1 from those with 0 (logistic loss)."""
    rng = np.random.default_rng(recipe.seed)
    cuts = _cuts(rows)
    binned = _binned(rows, cuts)
    score = np.zeros(len(rows), np.float64)
    depths: list[int] = []
    parts: list[tuple[NDArray[np.generic], ...]] = []
    for _ in range(recipe.trees):
        chance = 1 / (1 + np.exp(-score))
        used = rng.random(len(rows)) < recipe.rows_share
        slope = np.where(used, (chance - wanted) * weight, 0).astype(np.float64)
        curve = np.where(used, chance * (1 - chance) * weight, 0).astype(np.float64)
        some = np.flatnonzero(rng.random(rows.shape[1]) < recipe.features_share)
        tree = _grow(
            binned, slope, curve, some, recipe.leaves, recipe.depth, recipe.ridge,
            recipe.least_weight,
        )  # fmt: skip
        feature, cut, left, right, value, deep = tree
        score += recipe.rate * _leaf_values(binned, feature, cut, left, right, value)
        threshold = cuts[np.maximum(feature, 0), np.minimum(cut, BINS - 2)].astype(np.float32)
        own = np.arange(len(feature))
        lower, higher = np.where(left, left, own), np.where(left, right, own)
        parts.append((np.maximum(feature, 0), threshold, lower, higher, value * recipe.rate))
        depths.append(int(deep))
    sizes = [len(part[0]) for part in parts]
    return Forest(
        feature=np.concatenate([p[0] for p in parts]).astype(np.int16),
        threshold=np.concatenate([p[1] for p in parts]).astype(np.float32),
        lower=np.concatenate([p[2] for p in parts]).astype(np.uint8),
        higher=np.concatenate([p[3] for p in parts]).astype(np.uint8),
        value=np.concatenate([p[4] for p in parts]).astype(np.float32),
        root=np.cumsum([0, *sizes[:-1]]).astype(np.int32),
        depth=np.array(depths, np.int32),
    )


def _cuts(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    cuts = np.full((rows.shape[1], BINS - 1), np.inf, np.float32)
    for column in range(rows.shape[1]):
        marks = np.unique(np.quantile(rows[:, column], np.linspace(0, 1, BINS + 1)[1:-1]))
        few = np.unique(rows[:, column][:: max(len(rows) // 20000, 1)])
        if len(few) < BINS:
            marks = ((few[1:] + few[:-1]) / 2).astype(marks.dtype)
        cuts[column, : len(marks)] = marks
    return cuts


def _binned(rows: NDArray[np.float32], cuts: NDArray[np.float32]) -> NDArray[np.uint8]:
    columns = [np.searchsorted(cuts[c], rows[:, c], side="left") for c in range(rows.shape[1])]
    return np.ascontiguousarray(np.stack(columns).astype(np.uint8))


@numba.njit(cache=True, parallel=False)
def _histogram(
    binned: NDArray[np.uint8],
    members: NDArray[np.int64],
    slope: NDArray[np.float64],
    curve: NDArray[np.float64],
    some: NDArray[np.int64],
) -> NDArray[np.float64]:
    sums = np.zeros((len(some), BINS, 2))
    for f in range(len(some)):
        column = binned[some[f]]
        for row in members:
            sums[f, column[row], 0] += slope[row]
            sums[f, column[row], 1] += curve[row]
    return sums


@numba.njit(cache=True)
def _best_split(
    sums: NDArray[np.float64],
    ridge: float,
    least: float,
) -> tuple[float, int, int]:
    slope, curve = sums[0, :, 0].sum(), sums[0, :, 1].sum()
    whole = slope * slope / (curve + ridge)
    best, column, cut = 1e-4, -1, 0
    for f in range(len(sums)):
        left_slope, left_curve = 0.0, 0.0
        for b in range(BINS - 1):
            left_slope += sums[f, b, 0]
            left_curve += sums[f, b, 1]
            right_slope, right_curve = slope - left_slope, curve - left_curve
            if left_curve < least or right_curve < least:
                continue
            gain = left_slope**2 / (left_curve + ridge)
            gain += right_slope**2 / (right_curve + ridge) - whole
            if gain > best:
                best, column, cut = gain, f, b
    return best, column, cut


@numba.njit(cache=True)
def _grow(
    binned: NDArray[np.uint8],
    slope: NDArray[np.float64],
    curve: NDArray[np.float64],
    some: NDArray[np.int64],
    leaves: int,
    deepest: int,
    ridge: float,
    least: float,
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.float64],
    int,
]:
    room = 2 * leaves - 1
    feature, cut = np.full(room, -1, np.int64), np.zeros(room, np.int64)
    left, right = np.zeros(room, np.int64), np.zeros(room, np.int64)
    value, gains = np.zeros(room), np.zeros(room)
    split_at = np.zeros((room, 2), np.int64)
    depth = np.zeros(room, np.int64)
    members = [np.flatnonzero(curve > 0)]
    sums = [_histogram(binned, members[0], slope, curve, some)]
    used = 1
    gain, column, where = _best_split(sums[0], ridge, least)
    gains[0] = gain if column >= 0 else 0.0
    split_at[0, 0], split_at[0, 1] = column, where
    value[0] = -slope.sum() / (curve.sum() + ridge)
    while used + 2 <= room:
        node = np.argmax(gains[:used])
        if gains[node] <= 0:
            break
        column, where = split_at[node, 0], split_at[node, 1]
        lower = binned[some[column]][members[node]] <= where
        feature[node], cut[node] = some[column], where
        left[node], right[node] = used, used + 1
        gains[node] = 0
        few = lower.sum() * 2 <= len(lower)
        counted = _histogram(binned, members[node][lower if few else ~lower], slope, curve, some)
        for side in range(2):
            members.append(members[node][lower if side == 0 else ~lower])
            sums.append(counted if few == (side == 0) else sums[node] - counted)
            gain, column, where = _best_split(sums[used], ridge, least)
            gains[used] = gain if column >= 0 else 0.0
            split_at[used, 0], split_at[used, 1] = column, where
            depth[used] = depth[node] + 1
            if depth[used] >= deepest:
                gains[used] = 0.0
            value[used] = -sums[used][0, :, 0].sum() / (sums[used][0, :, 1].sum() + ridge)
            used += 1
    return feature[:used], cut[:used], left[:used], right[:used], value[:used], depth.max()


@numba.njit(cache=True)
def _leaf_values(
    binned: NDArray[np.uint8],
    feature: NDArray[np.int64],
    cut: NDArray[np.int64],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    value: NDArray[np.float64],
) -> NDArray[np.float64]:
    out = np.zeros(binned.shape[1])
    for row in range(binned.shape[1]):
        node = 0
        while left[node]:
            lower = binned[feature[node], row] <= cut[node]
            node = left[node] if lower else right[node]
        out[row] = value[node]
    return out
