"""Writes the visible lines of parsed pages, and notes for each where in its page it stood."""

from typing import Final, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup.element_path import (
    LONGEST_PATH,
    Paths,
    new_paths,
    new_stack,
    number_of,
    push,
    with_room,
    write_path,
)
from tasks.clean.markup.elements import (
    BLOCK,
    BREAK,
    CELL,
    FLAGS,
    ITEM,
    LINK,
    LIST,
    PARAGRAPH,
    SKIPPED,
)
from tasks.clean.markup.tags import (
    CLOSES,
    FIRST,
    KIND,
    NAME,
    OPENS,
    START,
    STOP,
    Tags,
    next_point,
    put_point,
)
from tasks.clean.spaces import SPACES

CELL_MARK: Final = 0x1F  # a character that parts the cells of a row, as their ends do
SHORT_CELL: Final = 80  # characters; a longer cell holds text, not data

_AT, _CLOSED_AT, _LINES, _KNOWN = 0, 1, 2, 3  # of the batch: bytes written, lines, distinct paths
_PAGE, _CHARS, _FIRST_LINE = 4, 4, 5  # from here on of the page: characters written
_OPEN, _SPACE, _CELLS, _READ = 6, 7, 8, 9  # of the line: begun, what is due before more, read
_BEGAN, _LINK_CHARS = 10, 11
_LINKS, _LISTS, _BULLET, _GAP = 12, 13, 14, 15  # what the next line stands in or after
_DEPTH, _HERE, _SIZE = 16, 17, 18  # open blocks, the number of their path where it is known
_PLAIN, _WHITE, _OTHER = 0, 1, 2
_KINDS = np.array([_WHITE if SPACES[b] else _PLAIN for b in range(128)] + [_OTHER] * 128, np.uint8)
_KINDS[[CELL_MARK, ord("&")]] = _OTHER
"""What a byte of text is: a character as it stands, white space, or to be looked at."""

BEGIN, END, LINK_CHARS, PATH = range(4)
"""Columns of a line: characters of its page's text, those in links, the number of its path."""


class Walked(NamedTuple):
    """The texts of a batch of pages end to end, their lines, and the distinct paths of these.

    `text_ends` and `line_ends` say how many bytes and lines there are up to each page's end.
    """

    text: NDArray[np.uint8]
    text_ends: NDArray[np.int64]
    lines: NDArray[np.int32]
    line_ends: NDArray[np.int64]
    paths: NDArray[np.uint8]
    path_begins: NDArray[np.int64]


def walk(data: NDArray[np.uint8], tags: Tags, pages: NDArray[np.int64]) -> Walked:
    """Render a batch of pages; `pages` says with which tag each begins, and the number of tags."""
    room, deepest = _room(tags.tags, FLAGS)
    out = np.empty(2 * len(data) + room, np.uint8)  # a cell's mark is one byte and becomes two
    lines = np.empty((len(tags.tags), 4), np.int32)
    ends = np.zeros((2, len(pages)), np.int64)
    paths, known = _walk(data, *tags, pages, FLAGS, deepest, out, lines, ends)
    text, told = out[: ends[0, -1]], lines[: ends[1, -1]]
    return Walked(text, ends[0, 1:], told, ends[1, 1:], paths.letters, paths.begins[: known + 1])


@numba.njit(cache=True)
def _room(tags: NDArray[np.int64], flags: NDArray[np.int64]) -> tuple[int, int]:
    """Return how many bytes indents and bullets take at most, and how many blocks are ever open."""
    lists, depth, room, deepest = 0, 0, 0, 0
    for tag in range(len(tags)):
        flag, kind = flags[tags[tag, NAME]], tags[tag, KIND]
        step = (kind == OPENS) - (kind == CLOSES)
        lists += step if flag & LIST else 0
        depth += step if flag & BLOCK else 0
        room += 4 * max(lists, 0) + 16
        deepest = max(deepest, depth + 1)
    return room, deepest


@numba.njit(cache=True)
def _walk(
    data: NDArray[np.uint8],
    tags: NDArray[np.int64],
    values: NDArray[np.int64],
    pages: NDArray[np.int64],
    flags: NDArray[np.int64],
    deepest: int,
    out: NDArray[np.uint8],
    lines: NDArray[np.int32],
    ends: NDArray[np.int64],
) -> tuple[Paths, int]:
    stack, paths, scratch = new_stack(deepest), new_paths(1024), np.empty(LONGEST_PATH, np.uint8)
    s = np.zeros(_SIZE, np.int64)
    for page in range(len(pages) - 1):
        s[_PAGE:], s[_HERE], s[_FIRST_LINE] = 0, -1, s[_LINES]
        skipped = 0
        for tag in range(pages[page], pages[page + 1]):
            flag, kind = flags[tags[tag, NAME]], tags[tag, KIND]
            if skipped:
                skipped += (kind == OPENS) - (kind == CLOSES)
                continue
            if tag > pages[page] and tags[tag - 1, STOP] < tags[tag, START]:
                here, stop = tags[tag - 1, STOP], tags[tag, START]
                while here < stop and _KINDS[data[here]] == _WHITE:
                    here += 1
                if here < stop or s[_OPEN]:
                    _text(data, tags[tag - 1, STOP], stop, s, out)
            if flag == 0:
                continue
            if flag & SKIPPED:
                skipped = int(kind == OPENS)
                continue
            for side in (OPENS, CLOSES):
                if side + kind == OPENS + CLOSES:  # an empty element has both sides
                    continue
                if s[_OPEN] and _ends_line(flag, side, s[_READ]):
                    if s[_HERE] < 0:
                        paths = with_room(paths, s[_KNOWN])
                        length = write_path(stack, s[_DEPTH], scratch)
                        s[_HERE] = number_of(scratch[:length], s[_KNOWN], paths)
                        s[_KNOWN] += s[_HERE] == s[_KNOWN]
                    _close(s, lines)
                if side == CLOSES:
                    _leave(flag, s)
                    continue
                if flag & BLOCK:
                    own = values[tags[tag, FIRST] : tags[tag + 1, FIRST]]
                    push(data, tags[tag, START] + 1, own, flag, stack, s[_DEPTH])
                _enter(flag, s)
        s[_AT] = s[_CLOSED_AT]  # what no element closes is no line
        ends[0, page + 1], ends[1, page + 1] = s[_AT], s[_LINES]
    return paths, s[_KNOWN]


@numba.njit(cache=True)
def _ends_line(flag: int, side: int, read: int) -> bool:
    if side == OPENS:
        return flag & BREAK > 0 or flag & (BLOCK | CELL) == BLOCK
    return flag & BLOCK > 0 and not (flag & CELL and read <= SHORT_CELL)


@numba.njit(cache=True)
def _enter(flag: int, s: NDArray[np.int64]) -> None:
    s[_LINKS] += (flag & LINK) > 0
    if flag & BLOCK:
        s[_GAP] |= (flag & PARAGRAPH) > 0
        s[_DEPTH] += 1
        s[_HERE] = -1
        s[_LISTS] += (flag & LIST) > 0
        if flag & ITEM and s[_LISTS]:
            s[_BULLET] = 1


@numba.njit(cache=True)
def _leave(flag: int, s: NDArray[np.int64]) -> None:
    if flag & LINK:
        s[_LINKS] = max(s[_LINKS] - 1, 0)
    elif flag & BLOCK:
        if flag & CELL and s[_OPEN]:
            s[_CELLS] += 1
            s[_READ] += 1
        if flag & ITEM:
            s[_BULLET] = 0
        elif flag & LIST:
            s[_LISTS] = max(s[_LISTS] - 1, 0)
        s[_GAP] |= (flag & PARAGRAPH) > 0
        s[_DEPTH] = max(s[_DEPTH] - 1, 0)
        s[_HERE] = -1


@numba.njit(cache=True)
def _close(s: NDArray[np.int64], lines: NDArray[np.int32]) -> None:
    line = lines[s[_LINES]]
    line[BEGIN], line[END], line[LINK_CHARS], line[PATH] = (
        s[_BEGAN], s[_CHARS], s[_LINK_CHARS], s[_HERE],
    )  # fmt: skip
    s[_LINES] += 1
    s[_CLOSED_AT] = s[_AT]
    s[_OPEN] = s[_READ] = s[_LINK_CHARS] = 0


@numba.njit(cache=True)
def _begin(out: NDArray[np.uint8], s: NDArray[np.int64]) -> None:
    """Begin a line: a blank one above it where a gap is due, its indent and its bullet."""
    if s[_LINES] > s[_FIRST_LINE]:
        breaks = 2 if s[_GAP] else 1
        out[s[_AT] : s[_AT] + breaks] = 10
        s[_AT] += breaks
        s[_CHARS] += breaks
    indent = 4 * max(s[_LISTS] - 1, 0) + 2 if s[_BULLET] else 4 * s[_LISTS]
    out[s[_AT] : s[_AT] + indent] = 32
    s[_AT] += indent
    s[_CHARS] += indent
    s[_BEGAN] = s[_CHARS]
    if s[_BULLET]:
        s[_AT] = put_point(out, s[_AT], 0x2022)
        out[s[_AT]] = 32
        s[_AT] += 1
        s[_CHARS] += 2
    s[_GAP] = s[_BULLET] = s[_SPACE] = s[_CELLS] = 0
    s[_OPEN] = 1


@numba.njit(cache=True)
def _text(
    data: NDArray[np.uint8],
    here: int,
    stop: int,
    s: NDArray[np.int64],
    out: NDArray[np.uint8],
) -> None:
    """Write a stretch of inline text with single spaces; white space alone begins no line."""
    read, solid, inserted = 0, 0, 0
    at, is_open, space, cells = s[_AT], s[_OPEN], s[_SPACE], s[_CELLS]
    while here < stop:
        kind = _KINDS[data[here]]
        if kind == _WHITE:
            while here < stop and _KINDS[data[here]] == _WHITE:
                here, read = here + 1, read + 1
            space = 1
            continue
        point, after = next_point(data, here) if kind == _OTHER else (0, here)
        if point <= 0x3000 and SPACES[point]:
            here, read, space = after, read + 1, 1
            cells += point == CELL_MARK
            continue
        if not is_open:
            _begin(out, s)
            at, is_open, space, cells = s[_AT], 1, 0, 0
        elif cells or space:
            due = 2 * cells if cells else 1
            for _ in range(due):
                out[at] = 9 if cells else 32
                at += 1
            inserted, space, cells = inserted + due, 0, 0
        if kind == _OTHER:
            at, here, solid = put_point(out, at, point), after, solid + 1
        first = here
        while here < stop and _KINDS[data[here]] == _PLAIN:
            out[at] = data[here]
            at, here = at + 1, here + 1
        solid += here - first
    if is_open:
        s[_AT], s[_OPEN], s[_SPACE], s[_CELLS] = at, 1, space, cells
        s[_CHARS] += inserted + solid
        s[_READ] += read + solid
        s[_LINK_CHARS] += solid if s[_LINKS] else 0
