"""Keeps together what belongs together: tables, lists, interviews and live blogs of a body."""

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.context import sentence_lines
from tasks.clean.features import Lines, S
from tasks.clean.scan import I
from tasks.clean.sequences import QUESTION_REACH, all_questions

BODY = 0.5  # what lines are raised to that belong to a body
LIKED = 0.4  # mean opinion on the sentences of an interview or a live blog that is believed
SURE, LEAST = 0.6, 0.15  # opinions on the sentences between which a table or list stands
LEAST_QUESTIONS, LEAST_ROWS = 3, 2
ROWS_REACH = 40  # lines between these sentences at most
KNOWN = 0.69  # of a rule; a line that one knows so well belongs to nothing (.7 is less in 32 bits)
HEADING_WORDS, ROW_WORDS, LABEL_WORDS = 8, 18, 40
SHORTEST = 5  # words of a sentence below a table
LAST_POST = 4  # lines of the last post at most

_NUMBERED_ROW = (
    r"(?:\t|\pL[\pL.’')*-]*|\d\.? \pL.*?)(?:\s|:)+[-+~]?[€$£]?\d[\d.,:/+%-]*"
    r"(?:\s+[-+€$£%\dX]\S*)*$"
)
_CELLS = r"\S(?:\t+| {2,})\S"
_LABELLED = r"^(?:[•‣▪◦●■►∙·*-][ \t\u00a0]+)?\p{Lu}[^:.!?\t\"“”]{1,38}: \S"
_RATING = "^[★☆⭐✩✮ ]{3,}$"
_AMOUNT = r"^(?:[•‣▪◦●■►∙·*-][ \t\u00a0]+)[\d½¼¾]"
_WORDS, _STOP, _MARK, _COLON = I["words"], I["ends_stop"], I["ends_mark"], I["ends_colon"]
_DIGITS, _QUESTIONS = I["digits"], I["questions"]
_RULE, _BULLET, _HEADING = S["rule_score"], S["bullet"], S["comment_heading"]
_AUTHOR, _FURNITURE = S["comment_author"], S["comment_furniture"]
ROW, LABEL, AMOUNT, CELLS = 1, 2, 3, 4


def belonging(opinion: NDArray[np.float32], text: pl.Series, seen: Lines) -> NDArray[np.float32]:
    """Return the opinions (0..1: body), raised where lines stand in a structure of the body.

    Those are a live blog's times and posts, an interview's questions and answers, and rows of
    numbers, labels with their values and amounts between two sentences that the model likes, and
    the stars above a review.
    """
    out = opinion.copy()
    prose = sentence_lines(seen.own)
    asked = all_questions(seen.own, seen.bounds)
    _lift_interviews(out, opinion, seen.own, prose, asked, seen.bounds)
    if seen.timed.any():
        _lift_posts(out, opinion, seen.own, prose, seen.timed, seen.bounds)
    _lift_between(out, opinion, seen.own, prose, _shapes(text, seen.own), seen.bounds)
    out[_ratings(text, opinion, seen)] = BODY
    return out


def _ratings(text: pl.Series, opinion: NDArray[np.float32], seen: Lines) -> NDArray[np.int64]:
    """Return the lines of stars alone right above a line that the model likes: a review's."""
    wordless = (seen.own[:, I["letters"]] == 0) & (seen.own[:, _DIGITS] == 0) & (opinion < BODY)
    wordless[:-1] &= opinion[1:] >= SURE
    wordless[seen.bounds[1:] - 1] = False  # what stands below is another document's
    asked = np.flatnonzero(wordless)
    stars = text.gather(asked).str.contains(_RATING).to_numpy()
    return np.asarray(asked[stars], np.int64)


def _shapes(text: pl.Series, own: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return for each line whether it is a row, a label with its value, or an amount; else 0."""
    out = np.zeros(len(text), np.int8)
    may = (own[:, _RULE] < KNOWN) & (own[:, _WORDS] <= LABEL_WORDS)
    may &= (own[:, _DIGITS] + own[:, I["colons"]] > 0) & (own[:, I["addresses"]] == 0)
    asked = np.flatnonzero(may)
    some = text.gather(asked)
    short = own[asked, _WORDS] <= ROW_WORDS
    open_end = own[asked, _STOP] + own[asked, _MARK] == 0
    digits = own[asked, _DIGITS] > 0
    told = np.select(
        [
            some.str.contains(_AMOUNT).to_numpy() & open_end,
            some.str.contains(_LABELLED).to_numpy(),
            some.str.contains(_CELLS).to_numpy() & short & digits & open_end,
            some.str.contains(_NUMBERED_ROW).to_numpy() & short & open_end,
        ],
        [AMOUNT, LABEL, CELLS, ROW],
    )
    out[asked] = told
    return out


@numba.njit(cache=True)
def _lift_interviews(
    out: NDArray[np.float32],
    p: NDArray[np.float32],
    own: NDArray[np.float32],
    prose: NDArray[np.float32],
    asked: NDArray[np.bool_],
    bounds: NDArray[np.int64],
) -> None:
    """Raise questions and what is said between them, where the model likes most of that."""
    for doc in range(len(bounds) - 1):
        i, last = bounds[doc], bounds[doc + 1]
        while i < last:
            if not asked[i]:
                i += 1
                continue
            end, found, at = i, 1, i + 1
            while at < last and at - end <= QUESTION_REACH and not _is_sign(own[at]):
                if asked[at]:
                    end, found = at, found + 1
                at += 1
            while found >= LEAST_QUESTIONS and _goes_on(own, end + 2, last):
                end += 2
            if found >= LEAST_QUESTIONS and _liked(p, own, prose, i, end + 2) >= LIKED:
                for j in range(i, end + 2):
                    if asked[j] or prose[j] > 0 or j >= end or (j > 0 and asked[j - 1]):
                        out[j] = max(out[j], BODY)
            i = end + 2


@numba.njit(cache=True)
def _goes_on(
    own: NDArray[np.float32],
    i: int,
    last: int,
) -> bool:
    """Tell one more question, with an answer of whatever length."""
    asks = i + 1 < last and own[i, _QUESTIONS] > 0 and own[i, _MARK] > 0
    return bool(asks and own[i, _RULE] < KNOWN and own[i + 1, _RULE] < KNOWN and own[i + 1, _STOP])


@numba.njit(cache=True)
def _is_sign(
    row: NDArray[np.float32],
) -> bool:
    """Tell a line that stands in comments only."""
    return bool(row[_HEADING] + row[_AUTHOR] + row[_FURNITURE] > 0)


@numba.njit(cache=True)
def _liked(
    p: NDArray[np.float32],
    own: NDArray[np.float32],
    prose: NDArray[np.float32],
    first: int,
    last: int,
) -> float:
    """Return the mean opinion on the sentences of a stretch, by words."""
    words, liked = 0.0, 0.0
    for i in range(first, min(last, len(p))):
        if prose[i] > 0:
            words += own[i, _WORDS]
            liked += own[i, _WORDS] * p[i]
    return liked / max(words, 1.0)


@numba.njit(cache=True)
def _lift_posts(
    out: NDArray[np.float32],
    p: NDArray[np.float32],
    own: NDArray[np.float32],
    prose: NDArray[np.float32],
    timed: NDArray[np.bool_],
    bounds: NDArray[np.int64],
) -> None:
    """Raise a live blog's times, the headings right below them, and the posts' sentences."""
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        start, end = -1, -1
        for i in range(first, last):
            if timed[i]:
                start, end = i if start < 0 else start, i
        if start < 0 or _liked(p, own, prose, start, end) < LIKED:
            continue
        _lift_summary(out, p, own, prose, start, first)
        below_time = False
        for i in range(start, min(end + 1 + LAST_POST, last)):
            known = own[i, _RULE] >= KNOWN
            if i > end and (known or (not below_time and prose[i] == 0)):
                break
            if timed[i] or (not known and (prose[i] > 0 or below_time)):
                out[i] = max(out[i], BODY)
            below_time = timed[i] or (below_time and own[i, _WORDS] < HEADING_WORDS)


@numba.njit(cache=True)
def _lift_summary(
    out: NDArray[np.float32],
    p: NDArray[np.float32],
    own: NDArray[np.float32],
    prose: NDArray[np.float32],
    start: int,
    first: int,
) -> None:
    """Raise the list between a sentence that the model likes and a live blog's first time."""
    for i in range(start - 1, max(start - ROWS_REACH, first) - 1, -1):
        if prose[i] > 0 and p[i] >= SURE:
            for j in range(i + 1, start):
                out[j] = max(out[j], BODY)
        listed = own[i, _BULLET] > 0 or (own[i, _WORDS] <= HEADING_WORDS and own[i, _STOP] == 0)
        if prose[i] > 0 or not listed or own[i, _RULE] >= KNOWN:
            return


@numba.njit(cache=True)
def _lift_between(
    out: NDArray[np.float32],
    p: NDArray[np.float32],
    own: NDArray[np.float32],
    prose: NDArray[np.float32],
    shape: NDArray[np.int8],
    bounds: NDArray[np.int64],
) -> None:
    """Raise tables and lists between two sentences of the body, with the headings over them."""
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        above = -1
        for i in range(first, last):
            if shape[i] == 0 and _ends_rows(own[i], prose[i]):
                good = above >= 0 and max(p[above], p[i]) >= SURE and min(p[above], p[i]) >= LEAST
                if (
                    good
                    and i - above <= ROWS_REACH
                    and (
                        _is_structure(own, shape, above + 1, i) or _is_announced(own, above + 1, i)
                    )
                ):
                    for j in range(above + 1, i):
                        out[j] = max(out[j], BODY)
                    out[i] = max(out[i], BODY)
                above = i


@numba.njit(cache=True)
def _is_announced(
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> bool:
    """Tell a list of bullets alone, with a colon at the end of the line above."""
    if own[first, _COLON] > 0 and own[first, _BULLET] == 0 and own[first, _RULE] < KNOWN:
        first += 1
    for i in range(first, last):
        if own[i, _BULLET] == 0 or own[i, _RULE] >= KNOWN:
            return False
    return bool(last - first >= LEAST_ROWS and own[first - 1, _COLON] > 0)


@numba.njit(cache=True)
def _ends_rows(
    row: NDArray[np.float32],
    prose: float,
) -> bool:
    """Tell a sentence, be it a short one, that no rule knows."""
    short = row[_STOP] > 0 and row[_WORDS] >= SHORTEST and row[_RULE] < KNOWN and row[_BULLET] == 0
    return bool(prose > 0 or short)


@numba.njit(cache=True)
def _is_structure(
    own: NDArray[np.float32],
    shape: NDArray[np.int8],
    first: int,
    last: int,
) -> bool:
    """Tell whether lines are rows and labels only, with short headings over them."""
    rows = 0
    for i in range(first, last):
        if shape[i] > 0:
            rows += 1
            continue
        heads = own[i, _WORDS] <= HEADING_WORDS and own[i, _RULE] < KNOWN and own[i, _STOP] == 0
        if not heads:
            return False
    return rows >= LEAST_ROWS and rows * 2 >= last - first
