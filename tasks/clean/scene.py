"""Decides what the lines around a body are: headline, deck, doubled captions, repeated passages."""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.region import Regions
from tasks.clean.rules import deck, headline, repeat
from tasks.clean.scan import I

ROLES = range(10)
(
    NONE, GIVEN_HEADLINE, STATED_HEADLINE, HEADLINE, DECK, CAPTION, ADJACENT, PASSAGE,
    CAPTION_UNDER, DATE_UNDER,
) = ROLES  # fmt: skip
"""Roles that only the place in a document gives."""

_WORDS, _STOP, _MARK, _QUOTE = I["words"], I["ends_stop"], I["ends_mark"], I["ends_quote"]


@dataclass(frozen=True)
class Titles:
    """Per line: whether it equals the title given with the record, or the one the page states.

    `has_given` is per document with lines: with a title at hand no line is guessed to be one.
    """

    given: NDArray[np.bool_]
    stated: NDArray[np.bool_]
    has_given: NDArray[np.bool_]


def roles(
    own: NDArray[np.float32],
    opinion: NDArray[np.float32],
    line_hash: NDArray[np.uint64],
    found: Regions,
    bounds: NDArray[np.int64],
    titles: Titles,
) -> NDArray[np.int8]:
    """Return each line's role."""
    out = np.zeros(len(own), np.int8)
    _roles(
        own, opinion, line_hash, found.keep, found.start, found.end, bounds,
        titles.given, titles.stated, titles.has_given, out,
    )  # fmt: skip
    return out


@numba.njit(cache=True)
def _roles(
    own: NDArray[np.float32],
    opinion: NDArray[np.float32],
    line_hash: NDArray[np.uint64],
    keep: NDArray[np.bool_],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    bounds: NDArray[np.int64],
    given: NDArray[np.bool_],
    stated: NDArray[np.bool_],
    has_given: NDArray[np.bool_],
    out: NDArray[np.int8],
) -> None:
    for doc in range(len(bounds) - 1):
        first, last, start, end = bounds[doc], bounds[doc + 1], starts[doc], ends[doc]
        title = _equal_title(given, stated, first, last, start, out)
        if title < 0 and not has_given[doc]:
            title = headline.choose(own, opinion, line_hash, first, last, start, end)
            if title >= 0:
                out[title] = HEADLINE
        body = _first_prose(own, keep, first, last)
        if title >= 0 and title < body:
            _beside_headline(own, opinion, keep, title, first, body, out)
        _repeats(own, keep, line_hash, first, last, body, out)


@numba.njit(cache=True)
def _equal_title(
    given: NDArray[np.bool_],
    stated: NDArray[np.bool_],
    first: int,
    last: int,
    start: int,
    out: NDArray[np.int8],
) -> int:
    """Mark lines up to the body that equal a known title; return the one nearest to the body."""
    found = -1
    for i in range(first, min(start + 3, last)):
        if given[i] or stated[i]:
            out[i] = GIVEN_HEADLINE if given[i] else STATED_HEADLINE
            found = i
    return found


@numba.njit(cache=True)
def _beside_headline(
    own: NDArray[np.float32],
    opinion: NDArray[np.float32],
    keep: NDArray[np.bool_],
    headline: int,
    first: int,
    body: int,
    out: NDArray[np.int8],
) -> None:
    """Mark the deck under the headline, or above it, and captions and dates before the deck.

    `body` is the first line of prose kept. What the model likes is body rather than deck.
    """
    for i in range(headline + 1, min(body, headline + 1 + deck.REACH)):
        kind = deck.kind_of(own[i], deck.FEWEST, keep[i])
        if kind == deck.IS_RESULT or (kind > 0 and opinion[i] >= deck.BODY):
            return
        if kind > 0 and out[i] == NONE:
            out[i] = DECK
            if kind == deck.IS_CAPTION:
                out[i] = CAPTION_UNDER
            elif kind == deck.IS_DATE:
                out[i] = DATE_UNDER
        if kind == deck.IS_DECK:
            return
    i = headline - 1
    if i < first or out[i] != NONE:
        return
    if deck.kind_of(own[i], deck.FEWEST_ABOVE, keep[i]) == deck.IS_DECK:
        out[i] = DECK


@numba.njit(cache=True)
def _first_prose(
    own: NDArray[np.float32],
    keep: NDArray[np.bool_],
    first: int,
    last: int,
) -> int:
    for i in range(first, last):
        ends = own[i, _STOP] + own[i, _MARK] + own[i, _QUOTE] > 0
        if keep[i] and ((ends and own[i, _WORDS] >= 5) or own[i, _WORDS] >= 25):
            return i
    return last


@numba.njit(cache=True)
def _repeats(
    own: NDArray[np.float32],
    keep: NDArray[np.bool_],
    line_hash: NDArray[np.uint64],
    first: int,
    last: int,
    body: int,
    out: NDArray[np.int8],
) -> None:
    for i in range(first + 1, last):
        if out[i] == NONE and repeat.is_adjacent(own, line_hash, i, i > body and keep[i]):
            out[i] = ADJACENT
            if out[i - 1] == NONE and i - 1 < body:
                out[i - 1] = CAPTION
        elif out[i] == NONE and keep[i] and repeat.is_passage(own, i):
            for j in range(first, i):
                if line_hash[j] == line_hash[i] and keep[j] and out[j] == NONE:
                    out[i] = PASSAGE
                    break
