"""Finds the body of each document as one region, and the comment section behind it."""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.features import S
from tasks.clean.scan import I

INSIDE = 0.15
"""A line of the region is kept from this opinion on: a body is rather kept whole than holed."""
OUTSIDE = 0.9
CENTRE = 0.3
LEAST_WORDS = 50.0
HEAVIEST = 60.0  # words; a longer line counts no more, or one page-long line would be the body
LINE_COST = 3.0  # words; what a line of no words still weighs, so that long lists end a region

SECTION_BODY = 25.0  # words of likely body that must stand above a comment section
SECTION_SIGNS = 2.0
SECTION_REACH = 25
SECTION_FACTOR = 0.2
SECTION_SHARE = 0.25  # signs for each line of prose below the heading
SECTION_ABOVE = 0.7  # share of the likely body above a heading that needs no signs
REFUSED = 0.15
CLOSING_WORDS = 12
SIGNATURE_WORDS = 4  # a name is no longer

_WORDS, _STOP = I["words"], I["ends_stop"]
_BULLET, _NUMBERED = S["bullet"], S["numbered"]
_INDENT, _PERSON, _QUOTES = S["indent"], I["word_first_person"], I["quotes"]
_DATE = S["date_line"]
_HEADING, _AUTHOR, _FURNITURE = S["comment_heading"], S["comment_author"], S["comment_furniture"]


@dataclass(frozen=True)
class Regions:
    """Per line: `keep`, `in_comments`; per document: region `start`, `end`, and `lifted`.

    `lifted` is by how much all opinions had to be raised before anything was left.
    """

    keep: NDArray[np.bool_]
    in_comments: NDArray[np.bool_]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    lifted: NDArray[np.float64]


def find_regions(
    opinion: NDArray[np.float32], own: NDArray[np.float32], bounds: NDArray[np.int64]
) -> Regions:
    """Return each document's body from the model's opinion (0..1: belongs to the body) on lines."""
    p = opinion.astype(np.float64)
    in_comments = np.zeros(len(p), np.bool_)
    _comment_sections(p, own, bounds, in_comments)
    n = len(bounds) - 1
    found = Regions(
        np.zeros(len(p), np.bool_), in_comments, np.zeros(n, np.int64), np.zeros(n, np.int64),
        np.ones(n),
    )  # fmt: skip
    _regions(p, own, bounds, found.keep, found.start, found.end, found.lifted)
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
def _comment_sections(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    bounds: NDArray[np.int64],
    in_comments: NDArray[np.bool_],
) -> None:
    """From where comments begin on, lower every opinion: readers write prose, too."""
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        start = _headed_section(p, own, first, last)
        if start == last:
            start = _trailing_items(p, own, first, last)
        if start < last:
            in_comments[start:last] = True
            p[start:last] *= SECTION_FACTOR


@numba.njit(cache=True)
def _likely(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> float:
    total = 0.0
    for i in range(first, last):
        total += p[i] * own[i, _WORDS] if p[i] > 0.3 else 0.0
    return total


@numba.njit(cache=True)
def _headed_section(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> int:
    """Return the comment heading below the body, or `last`.

    Author lines, reply buttons or items must follow it. Where more prose follows than stands
    above, as with a comment counter over an article, they must be frequent among that prose.
    """
    total, above = _likely(p, own, first, last), 0.0
    for i in range(first, last):
        if own[i, _HEADING] > 0 and above >= SECTION_BODY:
            near, signs, prose = 0.0, 0.0, 0.0
            for j in range(i + 1, last):
                listed = max(own[j, _BULLET], own[j, _NUMBERED])
                sign = own[j, _AUTHOR] + own[j, _FURNITURE] + 0.5 * max(listed, own[j, _DATE])
                signs += sign
                near += sign if j < i + SECTION_REACH else 0.0
                prose += p[j] > 0.3 and own[j, _WORDS] >= 8
            often = signs >= SECTION_SHARE * prose
            if (near >= SECTION_SIGNS and often) or above >= SECTION_ABOVE * total:
                return i
        above += p[i] * own[i, _WORDS] if p[i] > 0.3 else 0.0
    return last


@numba.njit(cache=True)
def _trailing_items(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> int:
    """Return where a comment section without heading begins, or `last`.

    It is a run of bullets and indented paragraphs that ends the document (but for refused lines),
    with prose above that is neither, at least one item of several paragraphs or a name with its
    paragraph, and either two such names or words of a person speaking for himself outside of
    quotation marks.
    """
    end = last
    while end > first and not _is_item(own[end - 1]) and p[end - 1] < REFUSED:
        end -= 1
    start = end
    nested, signed, personal, prose = 0.0, 0.0, 0.0, 0.0
    while start > first and (_is_item(own[start - 1]) or (p[start - 1] < REFUSED and start < end)):
        start -= 1
        row = own[start]
        under = row[_BULLET] == 0 and row[_INDENT] >= 4 and own[start - 1, _BULLET] > 0
        nested += under
        signed += under and own[start - 1, _WORDS] <= SIGNATURE_WORDS
        personal += row[_PERSON] > 0 and row[_QUOTES] == 0
        prose += row[_WORDS] >= 8
    while start < end and not _is_item(own[start]):
        start += 1
    above = 0.0
    for i in range(first, start):
        above += own[i, _WORDS] if p[i] > 0.5 else 0.0
    found = (
        start < end
        and nested >= 1
        and (personal >= max(0.2 * prose, 1) or signed >= 2)
        and above >= 2 * SECTION_BODY
    )
    return start if found else last


@numba.njit(cache=True)
def _is_item(
    row: NDArray[np.float32],
) -> bool:
    return bool(row[_BULLET] > 0 or row[_INDENT] >= 4)


@numba.njit(cache=True)
def _closes(
    row: NDArray[np.float32],
    opinion: float,
) -> bool:
    """Tell a body's short last sentence: it weighs too little to be worth the region's while."""
    sentence = row[_STOP] > 0 and 3 <= row[_WORDS] <= CLOSING_WORDS
    return bool(sentence and row[_BULLET] == 0 and opinion > INSIDE)


@numba.njit(cache=True)
def _lift(
    p: NDArray[np.float64],
    words: NDArray[np.float64],
) -> float:
    """Return the factor at which a brief's few words pass: a document has a body, however short."""
    factor = 1.0
    for _ in range(12):
        total = 0.0
        for i in range(len(p)):
            total += words[i] if p[i] * factor > CENTRE else 0.0
        if total >= LEAST_WORDS:
            break
        factor *= 1.3
    return factor


@numba.njit(cache=True)
def _regions(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    bounds: NDArray[np.int64],
    keep: NDArray[np.bool_],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    lifted: NDArray[np.float64],
) -> None:
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        words = own[first:last, _WORDS].astype(np.float64)
        lifted[doc] = _lift(p[first:last], words)
        q = np.minimum(p[first:last] * lifted[doc], 1.0)
        start, end = best_stretch((q - CENTRE) * np.minimum(words + LINE_COST, HEAVIEST))
        while 0 < end < last - first and _closes(own[first + end], q[end]):
            end += 1
        starts[doc], ends[doc] = first + start, first + end
        for i in range(last - first):
            keep[first + i] = q[i] > (INSIDE if start <= i < end else OUTSIDE)
