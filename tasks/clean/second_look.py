"""Tells each line what the first forest thinks of the lines around it, for a second opinion."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.body_style import body_style
from tasks.clean.comment_section import mark_sections
from tasks.clean.features import Lines, S
from tasks.clean.region import HEAVIEST, LINE_COST, best_stretch
from tasks.clean.scan import I

SURROUNDINGS = (
    "odds", "opinion_-4", "opinion_-3", "opinion_-2", "opinion_-1", "opinion_+1", "opinion_+2",
    "opinion_+3", "opinion_+4", "near_3", "near_8", "near_20", "before_8", "after_8", "before_25",
    "after_25", "body_share_before", "body_words_before", "body_words_after", "body_words",
    "body_share", "to_body_above", "to_body_below", "refused_above", "refused_below",
    "run_share", "run_lines", "to_stretch_start", "to_stretch_end", "same_shape",
    "same_shape_lines", "body_vocabulary", "among_comments", "share_liked_more",
)  # fmt: skip
"""What a second opinion is told beside the features of the first (Tu 2008, auto-context)."""

SURE, REFUSED = 0.8, 0.2
CENTRE = 0.3
SURE_WORDS = 8
_FAR = 100
_STEPS = np.array([-4, -3, -2, -1, 1, 2, 3, 4])
_WORDS, _STOP = I["words"], I["word_stop"]
_BULLET, _INDENT = S["bullet"], S["indent"]


def text_surroundings(opinion: NDArray[np.float32], seen: Lines) -> NDArray[np.float32]:
    """Return what a second look at text is told beside the first: SURROUNDINGS, then STYLE."""
    return np.concatenate([surroundings(opinion, seen), body_style(opinion, seen)], axis=1)


def surroundings(opinion: NDArray[np.float32], seen: Lines) -> NDArray[np.float32]:
    """Return SURROUNDINGS of each line, from first opinions (0..1: body) on all lines."""
    out = np.zeros((len(opinion), len(SURROUNDINGS)), np.float32, order="F")
    p = opinion.astype(np.float64)
    comments = np.zeros(len(p), np.bool_)
    mark_sections(p.copy(), seen.own, seen.bounds, comments)
    vocabulary = body_vocabulary(p, seen.own, seen.words, seen.word_bounds, seen.bounds)
    _surroundings(p, seen.own, seen.bounds, comments, vocabulary, out)
    return out


@numba.njit(cache=True)
def body_vocabulary(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    hashes: NDArray[np.uint64],
    word_bounds: NDArray[np.int64],
    bounds: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the share of each line's words, stop words apart, that the likely body has, too.

    A line is not compared with itself. Teasers of other stories speak of something else.
    """
    out = np.zeros(len(p))
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        size = 4
        while size < 2 * (word_bounds[last] - word_bounds[first]) + 2:
            size *= 2
        mask = np.uint64(size - 1)
        keys = np.zeros(size, np.uint64)
        lines_with = np.zeros(size, np.int32)
        latest = np.full(size, -1, np.int64)
        for line in range(first, last):
            if p[line] < 0.5 or own[line, _WORDS] < SURE_WORDS:
                continue
            for at in range(word_bounds[line], word_bounds[line + 1]):
                slot = hashes[at] & mask
                while keys[slot] != 0 and keys[slot] != hashes[at]:
                    slot = (slot + np.uint64(1)) & mask
                keys[slot] = hashes[at]
                if latest[slot] != line:
                    latest[slot] = line
                    lines_with[slot] += 1
        for line in range(first, last):
            inside = p[line] >= 0.5 and own[line, _WORDS] >= SURE_WORDS
            found = 0
            for at in range(word_bounds[line], word_bounds[line + 1]):
                slot = hashes[at] & mask
                while keys[slot] != 0 and keys[slot] != hashes[at]:
                    slot = (slot + np.uint64(1)) & mask
                found += keys[slot] != 0 and lines_with[slot] > (1 if inside else 0)
            stop = own[line, _STOP]
            telling = max(own[line, _WORDS] - stop, 1.0)
            out[line] = max(found - stop, 0.0) / telling
    return out


@numba.njit(cache=True)
def _surroundings(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    bounds: NDArray[np.int64],
    comments: NDArray[np.bool_],
    vocabulary: NDArray[np.float64],
    out: NDArray[np.float32],
) -> None:
    for doc in range(len(bounds) - 1):
        a, b = bounds[doc], bounds[doc + 1]
        _of_document(p[a:b], own[a:b], comments[a:b], vocabulary[a:b], out[a:b])


@numba.njit(cache=True)
def _mean(
    mass: NDArray[np.float64],
    weight: NDArray[np.float64],
    start: int,
    end: int,
) -> float:
    n = len(mass) - 1
    start, end = max(start, 0), min(end, n)
    if end <= start:
        return -1.0
    return float((mass[end] - mass[start]) / (weight[end] - weight[start]))


@numba.njit(cache=True)
def _to_body(
    p: NDArray[np.float64],
    words: NDArray[np.float64],
    step: int,
    out: NDArray[np.float32],
    column: int,
) -> None:
    """Fill the distance to the next sure body line in one direction, and what lies between."""
    n = len(p)
    gap, refused = _FAR, 0.0
    for k in range(n):
        i = k if step > 0 else n - 1 - k
        out[i, column], out[i, column + 2] = min(gap, _FAR), np.log1p(refused)
        if p[i] > SURE and words[i] >= SURE_WORDS:
            gap, refused = 0, 0.0
        elif p[i] < REFUSED:
            refused += words[i] + LINE_COST
        gap += 1


@numba.njit(cache=True)
def _of_document(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    comments: NDArray[np.bool_],
    vocabulary: NDArray[np.float64],
    out: NDArray[np.float32],
) -> None:
    n = len(p)
    words = own[:, _WORDS].astype(np.float64)
    heavy = np.minimum(words, HEAVIEST) + 1.0
    mass, weight = np.zeros(n + 1), np.zeros(n + 1)
    shape_mass, shape_weight = np.zeros(16), np.zeros(16)
    shape_lines = np.zeros(16)
    shape = np.zeros(n, np.int64)
    for i in range(n):
        mass[i + 1] = mass[i] + p[i] * heavy[i]
        weight[i + 1] = weight[i] + heavy[i]
        shape[i] = min(int(own[i, _INDENT]) // 2, 7) + 8 * (own[i, _BULLET] > 0)
        shape_mass[shape[i]] += p[i] * heavy[i]
        shape_weight[shape[i]] += heavy[i]
        shape_lines[shape[i]] += 1
    start, end = best_stretch((p - CENTRE) * np.minimum(words + LINE_COST, HEAVIEST))
    total, log_mass, body_share = max(mass[n], 1.0), np.log1p(mass[n]), mass[n] / weight[n]
    log_shape_lines = np.log1p(shape_lines)
    order = np.argsort(-p)
    above = 0.0
    for k in range(n):
        out[order[k], 33] = above / weight[n]
        above += heavy[order[k]]
    _to_body(p, words, 1, out, 21)
    _to_body(p, words, -1, out, 22)
    i = 0
    while i < n:
        j = i
        while j < n and p[j] > CENTRE:
            j += 1
        for k in range(i, j):
            out[k, 25], out[k, 26] = (mass[j] - mass[i]) / total, j - i
        i = max(j, i + 1)
    for i in range(n):
        row = out[i]
        sure = min(max(p[i], 1e-4), 1 - 1e-4)
        row[0] = np.log(sure / (1 - sure))
        for k in range(8):
            at = i + _STEPS[k]
            row[1 + k] = p[at] if 0 <= at < n else -1
        for k, reach in enumerate((3, 8, 20)):
            low, high = max(i - reach, 0), min(i + reach + 1, n)
            rest = weight[high] - weight[low] - heavy[i]
            row[9 + k] = (mass[high] - mass[low] - p[i] * heavy[i]) / rest if rest > 0 else -1
        row[12], row[13] = _mean(mass, weight, i - 8, i), _mean(mass, weight, i + 1, i + 9)
        row[14], row[15] = _mean(mass, weight, i - 25, i), _mean(mass, weight, i + 1, i + 26)
        row[16] = mass[i] / total
        row[17], row[18] = np.log1p(mass[i]), np.log1p(mass[n] - mass[i + 1])
        row[19], row[20] = log_mass, body_share
        row[27], row[28] = (min(max(i - start, -_FAR), _FAR), min(max(end - 1 - i, -_FAR), _FAR))
        others = shape_weight[shape[i]] - heavy[i]
        row[29] = (shape_mass[shape[i]] - p[i] * heavy[i]) / others if others > 0.5 else -1
        row[30] = log_shape_lines[shape[i]]
        row[31], row[32] = vocabulary[i], comments[i]
