"""Tells each line of a page how far up the element stands that holds most of the body."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.dom import Places
from tasks.clean.region import HEAVIEST

CONTAINER_FEATURES = (
    "up_to_half", "up_to_most", "parent_share", "branch_opinion", "branch_words",
    "container_opinion", "container_share",
)  # fmt: skip
"""Of the lowest element around a line that holds half of the likely body (the container).

How many levels up it and one with MOST of the body are (FARTHEST: none is), the share that the
line's parent holds, the opinion on the other lines of the container's child that the line is in
and their words, the same of the whole container, and the share of the page's words it has.
"""
HALF, MOST, FARTHEST = 0.5, 0.85, 8


def container_opinions(
    here: Places,
    words: NDArray[np.float32],
    opinion: NDArray[np.float32],
    bounds: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return CONTAINER_FEATURES of each line; `bounds` says where each document's lines begin."""
    out = np.empty((len(words), len(CONTAINER_FEATURES)), np.float32, order="F")
    heavy = np.minimum(words, HEAVIEST).astype(np.float64) + 1
    liked = np.rint(opinion * heavy * 1024) / 1024  # sums come out the same in any order
    _look_up(bounds, here.around[:, 0], here.begins, here.elements, heavy, liked, out)
    return out


@numba.njit(cache=True)
def _look_up(
    bounds: NDArray[np.int64],
    path: NDArray[np.int64],
    begins: NDArray[np.int64],
    elements: NDArray[np.int64],
    heavy: NDArray[np.float64],
    liked: NDArray[np.float64],
    out: NDArray[np.float32],
) -> None:
    count = elements.max() + 1 if len(elements) else 1
    words, mass = np.zeros(count), np.zeros(count)
    latest = np.full(count, -1)
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        every, total = heavy[first:last].sum(), liked[first:last].sum()
        for line in range(first, last):
            for one in elements[begins[path[line]] : begins[path[line] + 1]]:
                if latest[one] != line:
                    latest[one] = line
                    words[one] += heavy[line]
                    mass[one] += liked[line]
        for line in range(first, last):
            end = begins[path[line] + 1]
            own = elements[max(begins[path[line]], end - FARTHEST) : end][::-1]
            _of_line(own, words, mass, heavy[line], liked[line], every, total, out[line])
        for line in range(first, last):
            for one in elements[begins[path[line]] : begins[path[line] + 1]]:
                words[one] = mass[one] = 0


@numba.njit(cache=True)
def _of_line(
    around: NDArray[np.int64],
    words: NDArray[np.float64],
    mass: NDArray[np.float64],
    heavy: float,
    liked: float,
    every: float,
    total: float,
    out: NDArray[np.float32],
) -> None:
    """Fill one line's features from sums over the elements around it, the innermost first.

    The line itself is left out of all but the page's share.
    """
    rest = max(total - liked, 1.0)
    half, most = -1, -1
    for up in range(len(around)):
        share = (mass[around[up]] - liked) / rest
        if up == 1 or (up == 0 and len(around) == 1):
            out[2] = share
        if half < 0 and share >= HALF:
            half = up
        if most < 0 and share >= MOST:
            most = up
    out[0] = half if half >= 0 else FARTHEST
    out[1] = most if most >= 0 else FARTHEST
    container = around[half] if half >= 0 else around[len(around) - 1]
    branch = around[half - 1] if half > 0 else around[0]
    others = words[branch] - heavy
    out[3] = (mass[branch] - liked) / others if others > 0.5 else -1
    out[4] = np.log1p(max(others, 0.0))
    others = words[container] - heavy
    out[5] = (mass[container] - liked) / others if others > 0.5 else -1
    out[6] = words[container] / every
