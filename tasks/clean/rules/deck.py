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
DATE_WORDS = 12  # of a line that dates the page, at most
RESULT_DIGITS = 4
FEWEST, MOST, FEWEST_ABOVE = 5, 45, 8  # words; a line above the headline needs more
IS_DECK, IS_CAPTION, IS_DATE, IS_RESULT = 1, 2, 3, 4
"""What a line beside the headline is; 0: nothing that we know."""
_WORDS, _STOP, _MARK, _COLON = I["words"], I["ends_stop"], I["ends_mark"], I["ends_colon"]
_YEARS, _MONTH, _CLOCK = I["years"], I["word_month"], I["clock_times"]
_CAPS, _DIGITS = I["cap_words"], I["digits"]
_STOP_WORDS, _NAV = I["word_stop"], I["word_nav"]
_RULE, _BULLET, _REPEATS = S["rule_score"], S["bullet"], S["repeats"]
_DATE, _CAPTION = S["date_line"], S["caption_line"]


@numba.njit(cache=True)
def kind_of(row: NDArray[np.float32], fewest: int, is_kept: bool) -> int:
    """Return what a line beside the headline is by its shape.

    A kept line is only taken when it has no full stop: a standfirst of sentences is body; nor
    is it a caption, which words alone do not tell.
    """
    if row[_BULLET] > 0 or row[_REPEATS] > 1 or row[_RULE] >= 0.7:
        return 0
    names = row[_STOP_WORDS] + row[_NAV] == 0 and row[_CAPS] + row[_DIGITS] >= row[_WORDS]
    if names and row[_CAPS] > 0 and 0 < row[_DIGITS] <= RESULT_DIGITS:
        return IS_RESULT
    dated = row[_YEARS] > 0 and row[_MONTH] + row[_CLOCK] > 0 and row[_WORDS] <= DATE_WORDS
    bare = row[_STOP] == 0 and row[_MARK] == 0 and row[_COLON] == 0
    if not fewest <= row[_WORDS] <= MOST or (is_kept and not bare):
        return 0
    if row[_CAPTION] > 0:
        return 0 if is_kept else IS_CAPTION
    return IS_DATE if dated or row[_DATE] > 0 else IS_DECK
