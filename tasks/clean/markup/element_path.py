"""Names the elements that a line stands in, and gives each distinct path a number."""

from typing import Final, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup.elements import TELLING
from tasks.clean.markup.tags import ATTRIBUTE, ATTRIBUTES, HIGH, LOW, next_point, put_point
from tasks.clean.spaces import SPACES

NEAREST: Final = 7  # elements of a path that are told with class and id
FAR: Final = 4  # telling elements named beyond them
NAME_CHARS: Final = 48  # of the words in class, id and itemprop
NAME_BYTES: Final = 12 + 1 + 4 * NAME_CHARS + 1
LONGEST_PATH: Final = FAR * 13 + NEAREST * NAME_BYTES
_CLASS, _ID, _ITEMPROP = (ATTRIBUTES.index(name) for name in ("class", "id", "itemprop"))


BEGINS, KIND = 0, 1
"""Columns of an open element: where its name begins, its flags of `tasks.clean.markup.elements`."""


class Stack(NamedTuple):
    """The open elements of a page: their names with `>` between, and a row for each."""

    letters: NDArray[np.uint8]
    levels: NDArray[np.int64]


class Paths(NamedTuple):
    """Distinct paths end to end, where each begins, and a hash table of their numbers plus one."""

    letters: NDArray[np.uint8]
    begins: NDArray[np.int64]
    slots: NDArray[np.int64]


@numba.njit(cache=True)
def new_stack(deepest: int) -> Stack:
    """Return room for so many open elements."""
    return Stack(
        np.empty((deepest + 1) * NAME_BYTES, np.uint8), np.zeros((deepest + 2, 2), np.int64)
    )


@numba.njit(cache=True)
def new_paths(room: int) -> Paths:
    """Return an empty table for half as many paths as `room`, a power of two."""
    return Paths(
        np.empty(room * 64, np.uint8), np.zeros(room // 2 + 2, np.int64), np.zeros(room, np.int64)
    )


@numba.njit(cache=True)
def push(
    data: NDArray[np.uint8],
    here: int,
    values: NDArray[np.int64],
    flags: int,
    stack: Stack,
    depth: int,
) -> None:
    """Put an element on the stack: its tag, which is at `here`, with the words of its values."""
    out, at = stack.letters, stack.levels[depth, BEGINS]
    while data[here] != 32 and data[here] != 62 and data[here] != 47:
        out[at] = data[here]
        at, here = at + 1, here + 1
    chars = -1  # the point between tag and words is no character of theirs
    for wanted in (_CLASS, _ID, _ITEMPROP):
        parted = True
        for value in values:
            if value[ATTRIBUTE] != wanted:
                continue
            here = value[LOW]
            while here < value[HIGH] and chars < NAME_CHARS:
                point, here = next_point(data, here)
                if point <= 0x3000 and SPACES[point]:
                    parted = True
                elif point != 62 and point != 46:
                    if parted:
                        out[at] = 46 if chars < 0 else 95
                        at, chars, parted = at + 1, chars + 1, False
                    if chars < NAME_CHARS:
                        at = put_point(out, at, point + 32 if 65 <= point <= 90 else point)
                        chars += 1
    out[at] = 62
    stack.levels[depth, KIND] = flags
    stack.levels[depth + 1, BEGINS] = at + 1


@numba.njit(cache=True)
def write_path(stack: Stack, depth: int, out: NDArray[np.uint8]) -> int:
    """Write the path of a line at this depth and return its length."""
    letters, levels = stack.letters, stack.levels
    near = max(depth - NEAREST, 0)
    level, told, at = near, 0, 0
    while level > 0 and told < FAR:
        level -= 1
        told += (levels[level, KIND] & TELLING) > 0
    for far in range(level, near):
        if levels[far, KIND] & TELLING:
            here = levels[far, BEGINS]
            while letters[here] != 46 and letters[here] != 62:
                out[at] = letters[here]
                at, here = at + 1, here + 1
            out[at] = 62
            at += 1
    for here in range(levels[near, BEGINS], levels[depth, BEGINS] - 1):
        out[at] = letters[here]
        at += 1
    return at


@numba.njit(cache=True)
def number_of(
    path: NDArray[np.uint8],
    count: int,
    paths: Paths,
) -> int:
    """Return the number of this path, `count` when it is new and was written at the end."""
    mask = np.uint64(len(paths.slots) - 1)
    slot = _hash(path) & mask
    while paths.slots[slot] != 0:
        number = paths.slots[slot] - 1
        if _is_equal(paths.letters[paths.begins[number] : paths.begins[number + 1]], path):
            return int(number)
        slot = (slot + np.uint64(1)) & mask
    begin = paths.begins[count]
    paths.letters[begin : begin + len(path)] = path
    paths.begins[count + 1] = begin + len(path)
    paths.slots[slot] = count + 1
    return count


@numba.njit(cache=True)
def with_room(paths: Paths, count: int) -> Paths:
    """Return the table itself, or a larger one where it has no room for another path."""
    used, room = paths.begins[count], len(paths.slots)
    if used + LONGEST_PATH <= len(paths.letters) and count + 1 <= room // 2:
        return paths
    larger = Paths(
        np.empty(2 * (len(paths.letters) + LONGEST_PATH), np.uint8),
        np.zeros(room + 2, np.int64),
        np.zeros(2 * room, np.int64),
    )
    larger.letters[:used] = paths.letters[:used]
    larger.begins[: count + 1] = paths.begins[: count + 1]
    mask = np.uint64(2 * room - 1)
    for number in range(count):
        slot = _hash(paths.letters[paths.begins[number] : paths.begins[number + 1]]) & mask
        while larger.slots[slot] != 0:
            slot = (slot + np.uint64(1)) & mask
        larger.slots[slot] = number + 1
    return larger


@numba.njit(cache=True)
def _is_equal(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    at = 0
    while at < len(one) and at < len(other) and one[at] == other[at]:
        at += 1
    return at == len(one) == len(other)


@numba.njit(cache=True)
def _hash(path: NDArray[np.uint8]) -> np.uint64:
    value = np.uint64(0xCBF29CE484222325)
    for letter in path:
        value = (value ^ np.uint64(letter)) * np.uint64(0x100000001B3)
    return np.uint64(value ^ value >> np.uint64(32))
