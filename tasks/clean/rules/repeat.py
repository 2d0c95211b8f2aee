"""Takes out lines that a page prints again: a caption under its picture, a passage twice."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.features import S
from tasks.clean.scan import I

KIND = "repeat"
ADJACENT, PASSAGE = f"{KIND}.adjacent", f"{KIND}.passage"

LONG = 12  # words from which a second printing is no refrain
_WORDS, _SEEN = I["words"], S["seen_before"]


@numba.njit(cache=True)
def is_adjacent(
    own: NDArray[np.float32],
    line_hash: NDArray[np.uint64],
    i: int,
    in_body: bool,
) -> bool:
    """Tell whether the line above says the same; inside the body only when it is no refrain."""
    same = line_hash[i] == line_hash[i - 1]
    return bool(same and own[i, _WORDS] >= (LONG if in_body else 2))


@numba.njit(cache=True)
def is_passage(
    own: NDArray[np.float32],
    i: int,
) -> bool:
    """Tell whether a whole long line was printed earlier in the document."""
    return bool(own[i, _SEEN] > 0 and own[i, _WORDS] >= LONG)
