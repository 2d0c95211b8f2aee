"""The labels of the small model's words, and the best sequence of them over a line."""

import numba
import numpy as np
from numpy.typing import NDArray

TYPES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "OTHER")
LABELS = 1 + 4 * len(TYPES)
"""0 is no name; each type then has four: begins, goes on, ends, stands alone."""
BEGINS, GOES_ON, ENDS, ALONE = range(4)
NEVER = np.float32(-1e9)


def label(type_index: int, part: int) -> int:
    """Return the label of a part (BEGINS ... ALONE) of a name of a type."""
    return 1 + 4 * type_index + part


def may_follow() -> NDArray[np.bool_]:
    """Return a matrix: whether the label of the column may come right after that of the row."""
    inside = np.zeros(LABELS, np.bool_)
    opens = np.ones(LABELS, np.bool_)
    for kind in range(len(TYPES)):
        inside[[label(kind, BEGINS), label(kind, GOES_ON)]] = True
        opens[[label(kind, GOES_ON), label(kind, ENDS)]] = False
    allowed = ~inside[:, None] & opens[None, :]
    for kind in range(len(TYPES)):
        for before in (BEGINS, GOES_ON):
            allowed[label(kind, before), [label(kind, GOES_ON), label(kind, ENDS)]] = True
    return allowed


@numba.njit(cache=True)
def best_labels(
    weights: NDArray[np.float32], steps: NDArray[np.float32], ends: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Return each word's label in the best sequence (Viterbi).

    `weights` are the labels' weights at each word, `steps` those of a label after another;
    where `ends` is true a line ends: the label is 0 and the next line starts afresh.
    """
    count = len(weights)
    found = np.zeros(count, np.uint8)
    back = np.zeros((count, LABELS), np.uint8)
    now, then = np.zeros(LABELS, np.float32), np.zeros(LABELS, np.float32)
    first = 0
    for last in range(count):
        if not ends[last] and last < count - 1:
            continue
        stop = last if ends[last] else last + 1
        if stop > first:
            _line(weights, steps, first, stop, found, back, now, then)
        first = last + 1
    return found


@numba.njit(cache=True)
def _line(
    weights: NDArray[np.float32],
    steps: NDArray[np.float32],
    first: int,
    stop: int,
    found: NDArray[np.uint8],
    back: NDArray[np.uint8],
    now: NDArray[np.float32],
    then: NDArray[np.float32],
) -> None:
    """Fill `found` for one line. Labels that may not follow one another are never tried."""
    for here in range(LABELS):
        opens = here == 0 or (here - 1) % 4 == BEGINS or (here - 1) % 4 == ALONE
        now[here] = weights[first, here] if opens else NEVER
    for word in range(first + 1, stop):
        for here in range(LABELS):
            part = (here - 1) % 4
            if here == 0 or part in (BEGINS, ALONE):
                best, source = now[0] + steps[0, here], 0
                for end in range(ENDS + 1, LABELS, 4):
                    for before in (end, end + 1):
                        value = now[before] + steps[before, here]
                        if value > best:
                            best, source = value, before
            else:
                begin = here - part
                best, source = now[begin] + steps[begin, here], begin
                value = now[begin + 1] + steps[begin + 1, here]
                if value > best:
                    best, source = value, begin + 1
            then[here] = best + weights[word, here]
            back[word, here] = source
        now[:] = then
    best, source = now[0], 0
    for here in range(1, LABELS):
        if (here - 1) % 4 >= ENDS and now[here] > best:
            best, source = now[here], here
    for word in range(stop - 1, first - 1, -1):
        found[word] = source
        source = back[word, source]
