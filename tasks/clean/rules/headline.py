"""Moves the printed headline to the article's metadata."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.features import S
from tasks.clean.scan import I

KIND = "headline"
GIVEN, STATED, PRINTED = f"{KIND}.given", f"{KIND}.stated_by_page", f"{KIND}.above_body"

REACH = 30  # lines above the body that are looked at
INTO_BODY = 2  # lines of the region that may still be the headline
LEAST = 1.0
OPENS_LIKED, LIKED = 0.8, 0.6  # what the model likes more is body: the region's first line, others

_WORDS, _STOP, _CHARS = I["words"], I["ends_stop"], I["chars"]
_LOWER, _LETTERS, _COLON = I["starts_lower"], I["letters"], I["ends_colon"]
_RULE, _BULLET, _REPEATS = S["rule_score"], S["bullet"], S["repeats"]
_SHARED, _DATE, _BYLINE = S["shared_words"], S["date_line"], S["byline_line"]


@numba.njit(cache=True)
def may_be_headline(row: NDArray[np.float32]) -> bool:
    """Tell whether a line has the shape of one: a few words, no full stop, no other rule's."""
    short = 3 <= row[_WORDS] <= 28 and row[_LETTERS] >= 0.5 * row[_CHARS]
    shape = row[_STOP] == 0 and row[_LOWER] == 0 and row[_BULLET] == 0 and row[_COLON] == 0
    return bool(short and shape and row[_RULE] < 0.7)


@numba.njit(cache=True)
def choose(
    own: NDArray[np.float32],
    opinion: NDArray[np.float32],
    line_hash: NDArray[np.uint64],
    first: int,
    last: int,
    start: int,
    end: int,
) -> int:
    """Return the most likely headline among the lines before and at the start of the body.

    Words that recur in the body, a byline or date below, nearness to the body and a second
    printing elsewhere speak for a line, its double right beside it against it. -1: none,
    among others when nothing follows it.
    """
    best, found = LEAST, -1
    for i in range(max(first, start - REACH), min(start + INTO_BODY, end)):
        if i + 1 >= last or not may_be_headline(own[i]):
            continue
        most = OPENS_LIKED if i == start else LIKED
        if i >= start and (opinion[i] > most or (i > start and own[i - 1, _STOP] > 0)):
            continue
        row = own[i]
        score = 2 * row[_SHARED] + min(row[_WORDS], 9) / 9 + 0.3 * (row[_REPEATS] > 1)
        score -= 0.06 * max(start - i, 0) + 0.04 * max(row[_WORDS] - 13, 0)
        if i + 1 < last and own[i + 1, _DATE] + own[i + 1, _BYLINE] > 0:
            score += 0.6
        if i > first and own[i - 1, _DATE] + own[i - 1, _BYLINE] > 0:
            score -= 0.6
        if line_hash[i] == line_hash[i + 1] or (i > first and line_hash[i] == line_hash[i - 1]):
            score -= 0.8
        if score > best:
            best, found = score, i
    return found
