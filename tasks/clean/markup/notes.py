"""Finds the elements in which a page says something about itself: its titles, dates and authors."""

from typing import Final

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup import attributes
from tasks.clean.markup.attributes import LINKED, equals, has, holds, words_of
from tasks.clean.markup.elements import flags_of
from tasks.clean.markup.marked import CLOSE, mark, may_be_marked, tree_of
from tasks.clean.markup.note_rows import (
    ANY,
    HEADING,
    LANG,
    LINK,
    MARKED,
    META,
    MOST_PIECES,
    SCRIPT,
    TIME,
    TITLE,
    put,
    put_pieces,
    put_value,
)
from tasks.clean.markup.tags import CLOSES, FIRST, KIND, NAME, TAGS, Tags

MOST: Final = 60  # elements of one kind
MOST_MARKED: Final = 240  # elements that may be marked as an author's

_NOTED, _BY, _DATED, _A, _TIMES, _ROOT = 1, 2, 4, 8, 16, 32
_FLAGS: Final = flags_of(
    {
        _NOTED: "title h1 link meta script",
        _BY: "a span p div address li cite strong b em small section",
        _A: "a",
        _TIMES: "time",
        _DATED: "time abbr span div p",
    }
)
_IS = tuple(TAGS.index(name) for name in ("title", "h1", "link", "meta", "script"))
_TITLE, _H1, _LINK, _META, _SCRIPT = _IS
_DATES = words_of("datePublished", "dateModified", "dateCreated")
_CANONICAL = words_of("canonical")
_ANY_CASE = 32  # the bit that a letter's case is in
_DATING = (
    attributes.DATETIME, attributes.CONTENT, attributes.ITEMPROP, attributes.CLASS,
)  # fmt: skip
_NAMING = (
    attributes.PROPERTY, attributes.NAME, attributes.ITEMPROP, attributes.HTTP_EQUIV,
)  # fmt: skip


def notes(
    data: NDArray[np.uint8], tags: Tags, pages: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the notes on a batch of pages, and how many there are up to each page's end.

    `pages` says with which tag each page begins, and the number of tags. Columns and kinds of a
    note are those of `tasks.clean.markup.note_rows`.
    """
    return _notes(data, *tags, pages)


@numba.njit(cache=True)
def _notes(
    data: NDArray[np.uint8],
    tags: NDArray[np.int64],
    values: NDArray[np.int64],
    pages: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    tree, deepest = tree_of(tags)
    need = 2 * MOST_PIECES + 3 * deepest + 16  # notes of one element at most
    rows, ends = np.zeros((4 * need, 4), np.int64), np.zeros(len(pages) - 1, np.int64)
    around, chain = np.full(len(tags), -1), np.empty(len(tags), np.int64)
    count = 0
    for page in range(len(pages) - 1):
        seen = np.zeros(MARKED + 1, np.int64)
        for tag in range(pages[page], pages[page + 1]):
            flag = _FLAGS[tags[tag, NAME]]
            if tag == pages[page]:
                flag |= _ROOT
            if flag == 0 or tags[tag, KIND] == CLOSES:
                continue
            if tags[tag, FIRST] == tags[tag + 1, FIRST] and not flag & (_NOTED | _ROOT | _TIMES):
                continue
            own = values[tags[tag, FIRST] : tags[tag + 1, FIRST]]
            if count + need > len(rows):
                rows = np.concatenate((rows, np.zeros_like(rows)))
            if flag & _ROOT:
                count = put_value(own, attributes.LANG, rows, put(rows, count, LANG, 0, 0, -1))
            if flag & _NOTED:
                count = _state(data, tags, own, tree, tag, seen, rows, count)
            if flag & _DATED and seen[TIME] < MOST:
                count = _date(data, tags, own, tree, tag, seen, rows, count)
            if (
                flag & _BY
                and seen[MARKED] < MOST_MARKED
                and may_be_marked(data, own, flag & _A > 0)
            ):
                count = mark(tags, values, tree, tag, seen, around, chain, rows, count)
        ends[page] = count
    return rows[:count], ends


@numba.njit(cache=True)
def _state(
    data: NDArray[np.uint8],
    tags: NDArray[np.int64],
    own: NDArray[np.int64],
    tree: NDArray[np.int64],
    tag: int,
    seen: NDArray[np.int64],
    rows: NDArray[np.int64],
    count: int,
) -> int:
    """Note what a title, heading, link, meta or script element says; return the count of notes."""
    name = tags[tag, NAME]
    if name == _TITLE and not seen[TITLE]:
        seen[TITLE] = 1
        count = put(rows, count, TITLE, 0, 0, -1)
        count = put_pieces(tags, tag, tree[tag, CLOSE], ANY, rows, count)
    elif name == _H1 and seen[HEADING] < MOST:
        seen[HEADING] += 1
        count = put(rows, count, HEADING, 0, 0, -1)
        count = put_pieces(tags, tag, tree[tag, CLOSE], ANY, rows, count)
    elif name == _LINK and holds(data, own, attributes.REL, _CANONICAL, _ANY_CASE):
        count = put(rows, count, LINK, 0, 0, -1)
        count = put_value(own, attributes.REL, rows, count)
        count = put_value(own, attributes.HREF, rows, count)
    elif name == _META:
        for wanted in _NAMING:
            if has(own, wanted) and has(own, attributes.CONTENT):
                count = put(rows, count, META, 0, 0, -1)
                count = put_value(own, wanted, rows, count)
                return put_value(own, attributes.CONTENT, rows, count)
    elif name == _SCRIPT and holds(data, own, attributes.TYPE, LINKED, _ANY_CASE):
        count = put(rows, count, SCRIPT, 0, 0, -1)
        count = put_pieces(tags, tag, tag + 1, ANY, rows, count)
    return count


@numba.njit(cache=True)
def _date(
    data: NDArray[np.uint8],
    tags: NDArray[np.int64],
    own: NDArray[np.int64],
    tree: NDArray[np.int64],
    tag: int,
    seen: NDArray[np.int64],
    rows: NDArray[np.int64],
    count: int,
) -> int:
    """Note a time element, or another one whose microdata say that it is a date."""
    is_date = equals(data, own, attributes.ITEMPROP, _DATES)
    if not is_date and not _FLAGS[tags[tag, NAME]] & _TIMES:
        return count
    seen[TIME] += 1
    count = put(rows, count, TIME, 0, 0, -1)
    for wanted in _DATING:
        count = put_value(own, wanted, rows, count)
    return put_pieces(tags, tag, tree[tag, CLOSE], ANY, rows, count)
