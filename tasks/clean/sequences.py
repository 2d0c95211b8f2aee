"""Finds lines whose likes return at intervals: an interview's questions, a live blog's times."""

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.scan import I

STAMP_WORDS = 20  # of a time with its zone and headline, at most
LEAST_STAMPS, LEAST_IN_ORDER = 3, 0.8  # of a live blog; share of times that run one way
POST_WORDS, POST_REACH = 7, 3  # words of a post's sentence, lines from its time to it at most
QUESTION_WORDS, ANSWER_WORDS = 25, 5  # of a question at most, of an answer at least
QUESTION_REACH = 6  # lines from one question of an interview to the next
NAME_WORDS = 3  # of a commenter's name at most

_ZONE = r"(?:gmt|bst|ist|utc|[cew]es?t|[ecmp][sd]?t|uhr|hrs|h)\b\.?"
_STAMP = (
    r"(?i)^(?:[•*] +)?(?P<h>\d\d?)(?:[:.h](?P<m>\d\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"|\s?(?P<full>[ap])\.?m\b\.?)(?:\s?{_ZONE})?(?P<rest>$|\s?[:–—|-]\s*\S|\s+\S)"
)
"""A time of day, perhaps with a zone and the headline of what follows."""
_WORDS, _STOP, _MARK, _QUOTE = I["words"], I["ends_stop"], I["ends_mark"], I["ends_quote"]
_QUESTIONS, _CAPS = I["questions"], I["cap_words"]


def stamps(
    text: pl.Series, counts: NDArray[np.float32], bounds: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which lines are the times of a live blog: they rise or fall, and a post follows each.

    Commenters' times do so, too; but a line with nothing but a name stands above those.
    """
    out = np.zeros(len(text), np.bool_)
    short = (counts[:, I["digits"]] > 0) & (counts[:, _WORDS] <= STAMP_WORDS)
    short &= (counts[:, _STOP] == 0) & (counts[:, I["years"]] == 0)
    short &= (counts[:, I["starts_digit"]] > 0) | (counts[:, I["separators"]] > 0)
    doc = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    asked = np.flatnonzero(short)
    asked = asked[text.gather(asked).str.contains(_STAMP).to_numpy()]
    often = np.bincount(doc[asked], minlength=len(bounds)) >= LEAST_STAMPS
    asked = asked[often[doc[asked]]]
    if len(asked) == 0:
        return out
    found = text.gather(asked).str.extract_groups(_STAMP).struct.unnest()
    hour, minute = (found[name].cast(pl.Int64, strict=False) for name in ("h", "m"))
    half = found.select(pl.coalesce("half", "full").str.to_lowercase()).to_series()
    late = ((half == "p") & (hour < 12)).fill_null(False).cast(pl.Int64)
    since_midnight = hour * 60 + minute.fill_null(0) + 720 * late
    is_time = (hour < 24) & (minute.fill_null(0) < 60)
    is_time &= since_midnight > 0  # 0:00 is where a player begins
    minutes = np.full(len(text), -1, np.int64)
    minutes[asked] = since_midnight.set(~is_time.fill_null(False), -1).fill_null(-1).to_numpy()
    _mark_stamps(minutes, counts, bounds, out)
    return out


@numba.njit(cache=True)
def _says_something(
    row: NDArray[np.float32],
    words: int,
) -> bool:
    return bool(row[_WORDS] >= words and row[_STOP] + row[_MARK] + row[_QUOTE] > 0)


@numba.njit(cache=True)
def _mark_stamps(
    minutes: NDArray[np.int64],
    counts: NDArray[np.float32],
    bounds: NDArray[np.int64],
    out: NDArray[np.bool_],
) -> None:
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        found, up, down, named, latest = 0, 0, 0, 0, -1
        for i in range(first, last):
            if minutes[i] < 0 or not _has_post(minutes, counts, i, last):
                continue
            found += 1
            if latest >= 0:
                up += minutes[i] >= minutes[latest]
                down += minutes[i] <= minutes[latest]
            above = counts[i - 1] if i > first else counts[i]
            name = 0 < above[_WORDS] <= NAME_WORDS and above[_CAPS] == above[_WORDS]
            named += name and i > first and above[_STOP] == 0
            latest = i
        in_order = max(up, down) >= LEAST_IN_ORDER * (found - 1)
        if found >= LEAST_STAMPS and in_order and 2 * named < found:
            for i in range(first, last):
                out[i] = minutes[i] >= 0 and _has_post(minutes, counts, i, last)


@numba.njit(cache=True)
def _has_post(
    minutes: NDArray[np.int64],
    counts: NDArray[np.float32],
    stamp: int,
    last: int,
) -> bool:
    """Tell whether a sentence follows a time before the next one does."""
    for i in range(stamp + 1, min(stamp + 1 + POST_REACH, last)):
        if minutes[i] >= 0:
            return False
        if _says_something(counts[i], POST_WORDS):
            return True
    return False


@numba.njit(cache=True)
def all_questions(counts: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which lines are short, ask, and have an answer right below them."""
    out = np.zeros(len(counts), np.bool_)
    for doc in range(len(bounds) - 1):
        for i in range(bounds[doc], bounds[doc + 1]):
            out[i] = _is_question(counts, i, bounds[doc + 1])
    return out


@numba.njit(cache=True)
def questions(
    counts: NDArray[np.float32],
    bounds: NDArray[np.int64],
    asked: NDArray[np.bool_],
    stock: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Tell which of the lines `asked` are an interview's questions: others like it stand near.

    Each is answered; one stands above, or as many lines below; around a `stock` phrase, which
    forms for comments have, too, there is one on both sides.
    """
    out = np.zeros(len(counts), np.bool_)
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        for i in range(first, last):
            if not asked[i] or not _is_question(counts, i, last):
                continue
            above, below = False, False
            for j in range(max(i - QUESTION_REACH, first), i - 1):
                above |= (_is_question(counts, j, last) and not asked[j]) or out[j]
            for j in range(i + 2, min(i + 1 + QUESTION_REACH, last)):
                below |= _is_question(counts, j, last) and not stock[j]
            out[i] = (above and below) if stock[i] else (above or below)
    return out


@numba.njit(cache=True)
def _is_question(
    counts: NDArray[np.float32],
    i: int,
    last: int,
) -> bool:
    """Tell a short line that asks, with an answer right below it."""
    row = counts[i]
    asks = row[_QUESTIONS] > 0 and row[_MARK] > 0 and row[_WORDS] <= QUESTION_WORDS
    if not asks or i + 1 >= last:
        return False
    below = counts[i + 1]
    return _says_something(below, ANSWER_WORDS) and below[_WORDS] > row[_WORDS]
