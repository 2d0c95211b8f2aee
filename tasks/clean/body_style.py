"""Tells each line how its style differs from the likely body's: readers write otherwise."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.features import Lines, S
from tasks.clean.region import HEAVIEST
from tasks.clean.scan import I

COUNTED = (
    "word_stop", "cap_words", "commas", "quotes", "word_first_person", "word_second_person",
    "word_said", "digits", "exclamations", "word_comment", "apostrophes",
)  # fmt: skip
_AHEAD = ("word_first_person", "word_second_person", "exclamations", "word_stop")
STYLE = (
    tuple(f"{name}_beside_body" for name in (*COUNTED, "length"))
    + tuple(f"{name}_ahead" for name in _AHEAD)
    + ("signed_words", "body_first_person", "body_quotes", "has_signature")
)
"""A line's counts for each word less those of the body, and the same of the lines ahead.

`signed_words` says how many of a line's first words stand in a byline above: a note about the
author begins with the name.
"""

AHEAD, PROSE, SURE_WORDS = 8, 5, 8
OPENING = 4  # words
SIGNATURE, NAME, REFUSED = 10, 4, 0.3
_WORDS, _CAPS, _STOP = I["words"], I["cap_words"], I["ends_stop"]
_DATE, _BYLINE = S["date_line"], S["byline_line"]
_COUNTED = np.array([I[name] for name in COUNTED])
_OF_AHEAD = np.array([COUNTED.index(name) for name in _AHEAD])
_FIRST_PERSON, _QUOTES = COUNTED.index("word_first_person"), COUNTED.index("quotes")


def body_style(opinion: NDArray[np.float32], seen: Lines) -> NDArray[np.float32]:
    """Return STYLE of each line, from first opinions (0..1: body) on all lines."""
    out = np.zeros((len(opinion), len(STYLE)), np.float32, order="F")
    signs = _signatures(opinion, seen.own)
    _styles(
        opinion.astype(np.float64), seen.own, seen.words, seen.word_bounds, seen.bounds, signs,
        _COUNTED, _OF_AHEAD, out,
    )  # fmt: skip
    return out


def _signatures(opinion: NDArray[np.float32], own: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which lines are bylines, or bare names within two lines of a byline or a date."""
    words = own[:, _WORDS]
    named = (words >= 2) & (words <= NAME) & (own[:, _CAPS] == words) & (own[:, _STOP] == 0)
    signs = ((own[:, _BYLINE] > 0) | named) & (words <= SIGNATURE) & (opinion < REFUSED)
    near = (own[:, _DATE] + own[:, _BYLINE] > 0).astype(np.int64)
    beside = np.convolve(near, np.ones(5, np.int64))[2:-2] > 0
    return np.asarray(signs & beside, np.bool_)


@numba.njit(cache=True)
def _slot(keys: NDArray[np.uint64], word: np.uint64) -> np.uint64:
    """Return where a word stands in a table of hashes, or would."""
    mask = np.uint64(len(keys) - 1)
    slot = word & mask
    while keys[slot] != 0 and keys[slot] != word:
        slot = (slot + np.uint64(1)) & mask
    return slot


@numba.njit(cache=True)
def _styles(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    hashes: NDArray[np.uint64],
    word_bounds: NDArray[np.int64],
    bounds: NDArray[np.int64],
    signs: NDArray[np.bool_],
    counted: NDArray[np.int64],
    of_ahead: NDArray[np.int64],
    out: NDArray[np.float32],
) -> None:
    kinds = len(counted)
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        body = np.zeros(kinds + 1)
        total = 0.0
        signed = 0
        for i in range(first, last):
            words = own[i, _WORDS]
            signed += word_bounds[i + 1] - word_bounds[i] if signs[i] else 0
            if p[i] > 0.5 and words >= SURE_WORDS:
                weight = min(words, HEAVIEST) * p[i]
                total += weight
                body[kinds] += weight * np.log1p(words)
                for c in range(kinds):
                    body[c] += weight * own[i, counted[c]] / words
        body /= max(total, 1e-9)
        size = 4
        while size < 2 * signed + 2:
            size *= 2
        keys = np.zeros(size, np.uint64)
        for i in range(first, last):
            if signs[i]:
                for at in range(word_bounds[i], word_bounds[i + 1]):
                    keys[_slot(keys, hashes[at])] = hashes[at]
        for i in range(first, last):
            row, words = out[i], max(own[i, _WORDS], 1.0)
            for c in range(kinds):
                row[c] = own[i, counted[c]] / words - body[c]
            row[kinds] = np.log1p(own[i, _WORDS]) - body[kinds]
            _ahead(own, i, last, counted, of_ahead, body, row)
            at_end = kinds + 1 + len(of_ahead)
            if signed and not signs[i]:
                for at in range(word_bounds[i], min(word_bounds[i] + OPENING, word_bounds[i + 1])):
                    row[at_end] += keys[_slot(keys, hashes[at])] == hashes[at]
            row[at_end + 1], row[at_end + 2] = body[_FIRST_PERSON], body[_QUOTES]
            row[at_end + 3] = signed > 0


@numba.njit(cache=True)
def _ahead(
    own: NDArray[np.float32],
    line: int,
    last: int,
    counted: NDArray[np.int64],
    of_ahead: NDArray[np.int64],
    body: NDArray[np.float64],
    row: NDArray[np.float32],
) -> None:
    """Fill in the style of a line and the prose just below it, against the body's."""
    words = 0.0
    sums = np.zeros(len(of_ahead))
    for i in range(line, min(line + AHEAD, last)):
        if own[i, _WORDS] >= PROSE:
            words += own[i, _WORDS]
            for k in range(len(of_ahead)):
                sums[k] += own[i, counted[of_ahead[k]]]
    for k in range(len(of_ahead)):
        if words > 0:
            row[len(counted) + 1 + k] = sums[k] / words - body[of_ahead[k]]
