"""Finds what is told about the author at the end of an article: it is removed, not body."""

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.features import Lines, S
from tasks.clean.lexicon import one_of
from tasks.clean.region import Regions
from tasks.clean.scan import I

TABLE = "author_note"
WORDS_BELOW = 40  # of body that may stand below a note
REACH = 12  # lines below the body in which a note is still called one
FEWEST, MOST = 5, 120  # words of a note
DOUBT = 0.5
NAME = 2  # words that it begins with and that a byline has
_WORDS, _BYLINE = I["words"], S["byline_line"]


def author_notes(
    text: pl.Series, seen: Lines, found: Regions, opinion: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Tell which lines at the end of a body, or below it, say who its author is.

    They begin with a name of the byline, or with "The author", and go on with a verb such as
    "is" or "writes". Without a name the model (0..1: body) must doubt the line: reviews speak of
    authors, too.
    """
    out = np.zeros(len(text), np.bool_)
    asked = np.flatnonzero(_at_the_end(seen.own, found.keep, found.in_comments, seen.bounds))
    verb, author = rf"(?:{one_of(TABLE, 'verb')})\b", one_of(TABLE, "author")
    some = text.gather(asked)
    stated = some.str.contains(rf"(?i)^[\W_]*{author},? {verb}").to_numpy()
    about = some.str.contains(rf"(?i)^[\W_]*{one_of(TABLE, 'about')}\b.{{20}}").to_numpy()
    out[asked] = about | (stated & (opinion[asked] < DOUBT))
    signs = np.zeros(len(text), np.bool_)
    _sign(seen.own, seen.words, seen.word_bounds, seen.bounds, asked, signs)
    signed = np.flatnonzero(signs)
    named = rf"^[\W_]*\p{{Lu}}\S* (?:[^.!?]{{1,60}}? )?\b{verb}"
    out[signed] |= text.gather(signed).str.contains(named).to_numpy()
    return out


@numba.njit(cache=True)
def _at_the_end(
    own: NDArray[np.float32],
    keep: NDArray[np.bool_],
    in_comments: NDArray[np.bool_],
    bounds: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell the lines that may be a note by their length and place."""
    out = np.zeros(len(own), np.bool_)
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        end, lines = -1, 0
        for i in range(first, last):
            end = i if keep[i] else end
            lines += keep[i]
        below = 0.0
        for i in range(min(end + REACH, last - 1), first, -1):
            if lines < 2 or below > WORDS_BELOW or i < first + 2:
                break
            out[i] = FEWEST <= own[i, _WORDS] <= MOST and not in_comments[i]
            below += own[i, _WORDS] if keep[i] else 0.0
    return out


@numba.njit(cache=True)
def _sign(
    own: NDArray[np.float32],
    words: NDArray[np.uint64],
    word_bounds: NDArray[np.int64],
    bounds: NDArray[np.int64],
    asked: NDArray[np.int64],
    out: NDArray[np.bool_],
) -> None:
    """Mark lines `asked` whose first words stand in one byline further up in their document."""
    doc = 0
    for line in asked:
        while bounds[doc + 1] <= line:
            doc += 1
        at = word_bounds[line]
        for other in range(bounds[doc], line):
            if own[other, _BYLINE] == 0:
                continue
            found = 0
            for word in range(word_bounds[other], word_bounds[other + 1]):
                if found < NAME and words[word] == words[at + found]:
                    found += 1
                elif found < NAME:
                    found = 1 if words[word] == words[at] else 0
            if found == NAME:
                out[line] = True
                break
