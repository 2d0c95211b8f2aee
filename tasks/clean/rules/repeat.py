"""Takes out lines that a page prints again: a caption under its picture, a passage twice."""

import numba

from tasks.clean.features import S
from tasks.clean.scan import I

KIND = "repeat"
ADJACENT, PASSAGE = f"{KIND}.adjacent", f"{KIND}.passage"

LONG = 12  # words from which a second printing is no refrain
_WORDS, _SEEN = I["words"], S["seen_before"]


@numba.njit(cache=True)
def is_adjacent(own, line_hash, i, in_body):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Tell whether the line above says the same; inside the body only when it is no refrain."""
    return line_hash[i] == line_hash[i - 1] and own[i, _WORDS] >= (LONG if in_body else 2)


@numba.njit(cache=True)
def is_passage(own, i):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Tell whether a whole long line was printed earlier in the document."""
    return own[i, _SEEN] > 0 and own[i, _WORDS] >= LONG
