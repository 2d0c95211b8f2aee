"""Moves the line under or over a headline that sums up the story to the alternative headline."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.features import S
from tasks.clean.scan import I

KIND = "deck"
BESIDE = f"{KIND}.beside_headline"

BODY = 0.5  # from this opinion on a line is body rather than deck
REACH = 4  # lines between headline and deck, a date or a byline among them
_WORDS, _STOP, _MARK = I["words"], I["ends_stop"], I["ends_mark"]
_RULE, _BULLET, _REPEATS = S["rule_score"], S["bullet"], S["repeats"]


@numba.njit(cache=True)
def choose(
    own: NDArray[np.float32],
    opinion: NDArray[np.float32],
    keep: NDArray[np.bool_],
    headline: int,
    first: int,
    body: int,
) -> int:
    """Return the deck's line beside `headline`, or -1; `body` is the first line of prose kept.

    A kept deck is only taken when it has no full stop: a standfirst of sentences is body, and so
    is what the model likes.
    """
    for i in range(headline + 1, min(body, headline + 1 + REACH)):
        row = own[i]
        bare = row[_STOP] == 0 and row[_MARK] == 0
        shape = row[_RULE] < 0.7 and row[_BULLET] == 0 and row[_REPEATS] < 2
        if shape and 5 <= row[_WORDS] <= 45 and (bare or not keep[i]):
            return i if opinion[i] < BODY else -1
    i = headline - 1
    if i < first or own[i, _RULE] >= 0.7 or own[i, _BULLET] > 0 or own[i, _REPEATS] > 1:
        return -1
    bare = own[i, _STOP] == 0 and own[i, _MARK] == 0
    return i if 8 <= own[i, _WORDS] <= 45 and (bare or not keep[i]) else -1
