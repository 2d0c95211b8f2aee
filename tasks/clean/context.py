"""Looks at each line's neighbours and at its place in the document."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.features import FEATURES, NEAR, OWN, REACH, S
from tasks.clean.scan import COLUMNS, I

_WORDS, _LETTERS, _CHARS, _CAPS = I["words"], I["letters"], I["chars"], I["cap_words"]
_STOP, _FIRST_PERSON = I["word_stop"], I["word_first_person"]
_PER_WORD = np.array(
    [i for i, c in enumerate(COLUMNS) if c.startswith("word_")]
    + [_CAPS, I["all_caps_words"], I["commas"]]
)
_PER_CHAR = np.array([_LETTERS, I["upper"], I["digits"], I["wide"]])
_ENDS = np.array([I["ends_stop"], I["ends_mark"], I["ends_quote"]])
_LOGS = np.array([_WORDS, _CHARS])
_RULE, _BULLET, _INDENT, _DATE = S["rule_score"], S["bullet"], S["indent"], S["date_line"]
_HEADING, _COMMENT = S["heading_rule"], S["comment_heading"]
_SIGNS = np.array([S["comment_furniture"], S["comment_author"]])
_SENTENCE = -1
_KNOWN = np.array(
    [_WORDS, _STOP, _CAPS, _SENTENCE, I["ends_stop"], _RULE, _BULLET, S["comment_author"], _HEADING,
     _DATE, I["starts_lower"], S["blank_before"]]
)  # fmt: skip
"""Columns that NEAR repeats once they are filled: words by logarithm, the next two by share."""
_REACH = np.array(REACH)
_FIRST_NEAR = len(OWN)
_FIRST_PLACE = len(OWN) + len(NEAR) * len(REACH)
_FAR = 200.0


def in_context(own: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the model's matrix (FEATURES) for lines with `own` features, document by document.

    It lies in memory column by column, as it is weighed.
    """
    out = np.zeros((len(own), len(FEATURES)), np.float32, order="F")
    sentence = sentence_lines(own)
    _copy_own(own, out)
    _near(sentence, bounds, out)
    _places(own, sentence, bounds, out[:, _FIRST_PLACE:])
    return out


@numba.njit(cache=True)
def sentence_lines(own: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return 1 for each line that reads like prose: eight words or more and an end to them."""
    out = np.zeros(len(own), np.float32)
    for line in range(len(own)):
        row = own[line]
        words = row[_WORDS]
        ends = row[_ENDS[0]] + row[_ENDS[1]] + row[_ENDS[2]] > 0
        prose = (words >= 8 and ends) or words >= 25
        out[line] = prose and row[_CAPS] < 0.7 * words and row[_RULE] < 0.9
    return out


@numba.njit(cache=True)
def _copy_own(
    own: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    for line in range(len(own)):
        row = own[line]
        words, chars = max(row[_WORDS], 1), max(row[_CHARS], 1)
        for column in range(len(row)):
            out[line, column] = row[column]
        for column in _PER_WORD:
            out[line, column] = row[column] / words
        for column in _PER_CHAR:
            out[line, column] = row[column] / chars
        for column in _LOGS:
            out[line, column] = np.log1p(row[column])


@numba.njit(cache=True)
def _near(
    sentence: NDArray[np.float32], bounds: NDArray[np.int64], out: NDArray[np.float32]
) -> None:
    """Fill what lines are told of their neighbours from what the columns say of these."""
    column = _FIRST_NEAR
    for step in _REACH:
        for place in range(len(_KNOWN)):
            known = out[:, _KNOWN[place]] if _KNOWN[place] >= 0 else sentence
            _shift(known, step, bounds, -1 if place == 0 else 0, out[:, column])
            column += 1


@numba.njit(cache=True)
def _shift(
    known: NDArray[np.float32],
    step: int,
    bounds: NDArray[np.int64],
    missing: float,
    out: NDArray[np.float32],
) -> None:
    """Tell each line what is known of the line `step` away in its document."""
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        low, high = min(max(first, first - step), last), max(min(last, last - step), first)
        for line in range(low, high):
            out[line] = known[line + step]
        out[first:low] = missing
        out[high:last] = missing


@numba.njit(cache=True)
def _logs(count: int) -> NDArray[np.float64]:
    out = np.empty(count)
    for number in range(count):
        out[number] = np.log1p(float(number))
    return out


_LOG_OF = _logs(4096)


@numba.njit(cache=True)
def _log(number: float) -> float:
    """Return the logarithm of a whole number and one, most often from a table."""
    return float(_LOG_OF[int(number)] if number < len(_LOG_OF) else np.log1p(number))


@numba.njit(cache=True)
def _sums(
    values: NDArray[np.generic],
) -> NDArray[np.float64]:
    out = np.zeros(len(values) + 1, np.float64)
    for i in range(len(values)):
        out[i + 1] = out[i] + values[i]
    return out


@numba.njit(cache=True)
def _window(
    sums: NDArray[np.float64],
    line: int,
    reach: int,
) -> float:
    return float(sums[min(line + reach + 1, len(sums) - 1)] - sums[max(line - reach, 0)])


@numba.njit(cache=True)
def _blocks(
    sentence: NDArray[np.float32],
    words: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return for each line the words of its block: prose with at most two lines between."""
    n = len(sentence)
    size, start = np.zeros(n), np.zeros(n, np.int64)
    line = 0
    while line < n:
        if sentence[line] == 0:
            line += 1
            continue
        end, total, at = line, 0.0, line
        while at < n and at - end <= 3:
            if sentence[at]:
                total += words[at]
                end = at
            at += 1
        for i in range(line, end + 1):
            size[i] = total
            start[i] = line
        line = end + 1
    return size, start


@numba.njit(cache=True)
def _distance(
    flags: NDArray[np.bool_],
    forward: bool,
) -> NDArray[np.float64]:
    """Return lines to the nearest flagged line at or before each line (or after it)."""
    n = len(flags)
    out = np.full(n, _FAR)
    gap = _FAR
    for i in range(n):
        line = n - 1 - i if forward else i
        gap = 0.0 if flags[line] else min(gap + 1, _FAR)
        out[line] = gap
    return out


@numba.njit(cache=True)
def _runs(
    member: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    n = len(member)
    size, place = np.zeros(n), np.zeros(n)
    line = 0
    while line < n:
        end = line
        while end < n and member[end]:
            end += 1
        for i in range(line, end):
            size[i] = end - line
            place[i] = i - line
        line = max(end, line + 1)
    return size, place


@numba.njit(cache=True)
def _places(
    own: NDArray[np.float32],
    sentence: NDArray[np.float32],
    bounds: NDArray[np.int64],
    out: NDArray[np.float32],
) -> None:
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        _place_document(own[first:last], sentence[first:last], out[first:last])


@numba.njit(cache=True)
def _place_document(
    own: NDArray[np.float32],
    sentence: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    n = len(own)
    words = own[:, _WORDS].astype(np.float64)
    prose = sentence * words
    signs = own[:, _SIGNS[0]] + own[:, _SIGNS[1]]
    bullets = own[:, _BULLET]
    sum_words, sum_prose, sum_sentences = _sums(words), _sums(prose), _sums(sentence)
    sum_stop, sum_rules, sum_signs = _sums(own[:, _STOP]), _sums(own[:, _RULE]), _sums(signs)
    sum_first, sum_dates = _sums(own[:, _FIRST_PERSON]), _sums(own[:, _DATE])
    sum_other = _sums((own[:, _RULE] >= 0.9) * 1.0)
    above, below = _distance(sentence > 0, False), _distance(sentence > 0, True)
    since_comment = _distance(own[:, _COMMENT] > 0, False)
    since_related = _distance(own[:, _HEADING] > 0, False)
    short_run, short_place = _runs(sentence == 0)
    bullet_run, _ = _runs(bullets > 0)
    block, start = _blocks(sentence, words)
    best = np.argmax(block)
    best_start, best_end = start[best], start[best]
    while best_end < n and start[best_end] == best_start and block[best_end] == block[best]:
        best_end += 1
    longest = max(prose.max(), 1.0)
    total, total_prose = max(sum_words[n], 1.0), max(sum_prose[n], 1.0)
    before_heading, bullet_share = -1.0, bullets.sum() / n
    log_lines, log_words = np.log1p(n), np.log1p(total)
    for i in range(n):
        row = out[i]
        if own[i, _COMMENT] > 0:
            before_heading = sum_prose[i] / total_prose
        row[0], row[1] = i / n, sum_words[i] / total
        row[2], row[3] = _log(n - i - 1), _log(i)
        row[4], row[5], row[6] = log_lines, log_words, sum_prose[n] / total
        row[7], row[8] = _log(sum_prose[i]), _log(sum_prose[n] - sum_prose[i + 1])
        row[9] = sum_prose[i] / total_prose
        row[10], row[11] = above[i], below[i]
        row[12], row[13] = _window(sum_words, i, 3), _window(sum_words, i, 8)
        row[14], row[15] = _window(sum_sentences, i, 3), _window(sum_sentences, i, 8)
        row[16] = _window(sum_stop, i, 4) / max(_window(sum_words, i, 4), 1.0)
        row[17] = _window(sum_rules, i, 5)
        row[18], row[19], row[20] = short_run[i], short_place[i], bullet_run[i]
        row[21], row[22] = since_comment[i], before_heading
        row[23], row[24] = sum_signs[i], _window(sum_signs, i, 12)
        row[25], row[26], row[27] = sum_signs[n] - sum_signs[i + 1], since_related[i], sum_dates[i]
        row[28] = own[i, _INDENT] - (own[i - 1, _INDENT] if i else 0)
        row[29] = words[i] / longest
        row[30], row[31] = bullet_share, _log(block[i])
        row[32] = _window(sum_first, i, 4) / max(_window(sum_words, i, 4), 1.0)
        row[33] = block[best] / total
        row[34] = min(max(best_start - i, 0) - max(i - best_end + 1, 0), _FAR)
        row[35] = sum_other[i]
