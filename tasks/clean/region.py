"""Finds the body of each document as one region of lines."""

from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.comment_section import mark_sections
from tasks.clean.features import S
from tasks.clean.scan import I

OUTSIDE = 0.9
LEAST_WORDS, LEAST_OPINION, MOST_ODDS = 50.0, 0.32, 150.0
"""So many words of a document pass at least, if raising the odds so many times can do it."""
BRIEF_WORDS, BRIEF_OPINION, BRIEF_ODDS = 75.0, 0.5, 7.4
"""And so many are raised to an even chance, if no more than that is needed."""
HEAVIEST = 60.0  # words; a longer line counts no more, or one page-long line would be the body
LINE_COST = 3.0  # words; what a line of no words still weighs, so that long lists end a region

SHORT_WORDS, CLOSING, OPENING = 12, 0.05, 0.05
LIST_ITEMS, LABEL_WORDS = 15, 4
NEAR_LINES, NEAR_WORDS = 20, 8  # how near a sentence of how many words is near a region

_WORDS, _STOP, _COLON = I["words"], I["ends_stop"], I["ends_colon"]
_MARK, _QUOTE = I["ends_mark"], I["ends_quote"]
_BULLET, _RULE = S["bullet"], S["rule_score"]


class Cuts(NamedTuple):
    """From which opinions on lines are kept: low ones, since a body is rather whole than clean.

    `inside` is for lines of the region, `edge` for lines that touch it (they join it one after
    the other), `centre` is the opinion that neither speaks for nor against a longer region.
    `above` and `below` are for sentences near the region, with furniture between.
    """

    inside: float = 0.04
    edge: float = 0.15
    centre: float = 0.4
    above: float = 0.4
    below: float = 0.6


CUTS = Cuts()
HTML_CUTS = Cuts(inside=0.15, edge=0.3, centre=0.3, above=OUTSIDE, below=OUTSIDE)
"""The DOM tells more than text alone: opinions on lines of HTML pages are surer."""


@dataclass(frozen=True)
class Regions:
    """Per line: `keep`, `in_comments`; per document: region `start`, `end`, and `lifted`.

    `lifted` is how many times the odds of all lines had to be raised before a brief was left.
    """

    keep: NDArray[np.bool_]
    in_comments: NDArray[np.bool_]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    lifted: NDArray[np.float64]


def find_regions(
    opinion: NDArray[np.float32],
    own: NDArray[np.float32],
    bounds: NDArray[np.int64],
    cuts: Cuts = CUTS,
    is_html: NDArray[np.bool_] | None = None,
) -> Regions:
    """Return each document's body from the model's opinion (0..1: belongs to the body) on lines.

    `cuts` are for text, `is_html` says which documents (those that have lines) take HTML_CUTS.
    """
    p = opinion.astype(np.float64)
    n = len(bounds) - 1
    found = Regions(
        np.zeros(len(p), np.bool_), np.zeros(len(p), np.bool_), np.zeros(n, np.int64),
        np.zeros(n, np.int64), np.ones(n),
    )  # fmt: skip
    _raise_briefs(p, own, bounds, found.lifted)
    mark_sections(p, own, bounds, found.in_comments)
    html = np.zeros(n, np.bool_) if is_html is None else is_html
    _regions(p, own, bounds, cuts, HTML_CUTS, html, found.keep, found.start, found.end)
    return found


@numba.njit(cache=True)
def best_stretch(gain: NDArray[np.float64]) -> tuple[int, int]:
    """Return the stretch [start, end) whose gains sum to most (Kadane's algorithm)."""
    best, total, start, found = 0.0, 0.0, 0, (0, 0)
    for i in range(len(gain)):
        if total <= 0:
            total, start = 0.0, i
        total += gain[i]
        if total > best:
            best, found = total, (start, i + 1)
    return found


@numba.njit(cache=True)
def _is_short_sentence(
    row: NDArray[np.float32],
) -> bool:
    """Tell a sentence that weighs too little to be worth the region's while."""
    sentence = row[_STOP] > 0 and 3 <= row[_WORDS] <= SHORT_WORDS
    return bool(sentence and row[_BULLET] == 0 and row[_RULE] == 0)


@numba.njit(cache=True)
def _is_refused_list(
    q: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    edge: float,
) -> bool:
    """Tell whether a list of labels begins here of which most are refused: it goes as a whole."""
    items, total = 0, 0.0
    for i in range(first, min(first + LIST_ITEMS, len(q))):
        if own[i, _BULLET] == 0 or own[i, _WORDS] > LABEL_WORDS or own[i, _STOP] > 0:
            break
        items += 1
        total += q[i]
    return items > 1 and total <= edge * items


@numba.njit(cache=True)
def _grown_down(
    q: NDArray[np.float64],
    own: NDArray[np.float32],
    end: int,
    edge: float,
) -> int:
    """Return the region's end after lines that touch it: likely ones, a closing sentence, a list.

    A list of bullets belongs to the body when the line above it ends in a colon.
    """
    while end < len(q):
        if own[end, _BULLET] > 0 and own[end - 1, _COLON] > 0:
            items = 0
            while end < len(q) and own[end, _BULLET] > 0 and items < LIST_ITEMS:
                q[end] = max(q[end], edge)
                items += 1
                end += 1
        elif q[end] > edge or (_is_short_sentence(own[end]) and q[end] > CLOSING):
            if _is_refused_list(q, own, end, edge):
                break
            end += 1
        else:
            break
    return end


@numba.njit(cache=True)
def _grown_up(
    q: NDArray[np.float64],
    own: NDArray[np.float32],
    start: int,
    edge: float,
) -> int:
    while start > 0:
        opens = _is_short_sentence(own[start - 1]) and q[start - 1] > OPENING
        if q[start - 1] <= edge and not opens:
            break
        start -= 1
    return start


@numba.njit(cache=True)
def _needed_odds(
    p: NDArray[np.float64],
    words: NDArray[np.float64],
    wanted: float,
    opinion: float,
) -> float:
    """Return how many times the odds must rise for `wanted` words to have that opinion."""
    total, reached = 0.0, 0.0
    for i in np.argsort(-p):
        total += min(words[i], HEAVIEST)
        reached = p[i]
        if total >= wanted:
            break
    reached = min(max(reached, 1e-4), 0.9999)
    return max(opinion / (1 - opinion) * (1 - reached) / reached, 1.0)


@numba.njit(cache=True)
def _raise_briefs(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    bounds: NDArray[np.int64],
    lifted: NDArray[np.float64],
) -> None:
    """Raise all opinions where few words pass: a document has a body, however short or odd."""
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        words = own[first:last, _WORDS].astype(np.float64)
        least = _needed_odds(p[first:last], words, LEAST_WORDS, LEAST_OPINION)
        brief = _needed_odds(p[first:last], words, BRIEF_WORDS, BRIEF_OPINION)
        times = max(min(least, MOST_ODDS), min(brief, BRIEF_ODDS))
        lifted[doc] = brief
        if times > 1:
            for i in range(first, last):
                p[i] = p[i] * times / (1 - p[i] + p[i] * times)


@numba.njit(cache=True)
def _outside(
    row: NDArray[np.float32],
    line: int,
    start: int,
    end: int,
    cuts: Cuts,
) -> float:
    """Return the opinion that a line outside of a region needs; a sentence near it needs less."""
    ends = row[_STOP] + row[_MARK] + row[_QUOTE] > 0
    if not ends or row[_WORDS] < NEAR_WORDS or start == end:
        return OUTSIDE
    if line < start:
        return float(cuts.above) if start - line <= NEAR_LINES else OUTSIDE
    return float(cuts.below) if line - end < NEAR_LINES else OUTSIDE


@numba.njit(cache=True)
def _regions(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    bounds: NDArray[np.int64],
    text_cuts: Cuts,
    html_cuts: Cuts,
    is_html: NDArray[np.bool_],
    keep: NDArray[np.bool_],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> None:
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        words = own[first:last, _WORDS].astype(np.float64)
        cuts = html_cuts if is_html[doc] else text_cuts
        q = p[first:last]
        start, end = best_stretch((q - cuts.centre) * np.minimum(words + LINE_COST, HEAVIEST))
        if end > start:
            end = _grown_down(q, own[first:last], end, cuts.edge)
            start = _grown_up(q, own[first:last], start, cuts.edge)
        starts[doc], ends[doc] = first + start, first + end
        for i in range(last - first):
            keep[first + i] = q[i] > (
                cuts.inside if start <= i < end else _outside(own[first + i], i, start, end, cuts)
            )
