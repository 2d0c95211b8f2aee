"""Finds the elements that a page marks as its author's, and what stands around them."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup import attributes
from tasks.clean.markup.attributes import has, holds, words_of
from tasks.clean.markup.elements import flags_of
from tasks.clean.markup.note_rows import AROUND, LONG, MARKED, put, put_pieces, put_value
from tasks.clean.markup.tags import CLOSES, FIRST, KIND, NAME, OPENS

ABOVE, CLOSE, _H1S, _LOWERS = range(4)
"""Columns of a tree: the tag of the element around, that of its end; headings begun before."""
_UP = 6  # ancestors asked whether they hold the page's heading or a teaser's
_ASIDE, _TOP, _H1, _LOWER = 1, 2, 4, 8
_FLAGS = flags_of(
    {_ASIDE: "aside nav footer form", _TOP: "html body", _H1: "h1", _LOWER: "h2 h3 h4 h5"}
)
_ANY_CASE = 32  # the bit that a letter's case is in
_MARKING = (attributes.CLASS, attributes.REL, attributes.ITEMPROP, attributes.HREF)
_MARKS = words_of(
    "uthor", "yline", "riter", "AUTHOR", "BYLINE", "autor", "Autor", "auteur", "Auteur",
    "autore", "Autore", "erfasser", "edakteur", "ournalist", "creator", "Creator", "chrijver",
    "kribent", "yazar",
)  # fmt: skip
"""One of these is in any class that `tasks.clean.byline_marks` takes for an author's."""
PROFILES = words_of(
    "/author", "/autor", "/auteur", "/contributor", "/writer", "/reporter", "/journalist",
    "/columnist", "/redakteur", "/meet-the-team/", "/staff/", "/byline", "/by/",
)  # fmt: skip
"""The same for links to an author's page."""
_ROLES = words_of("author")


@numba.njit(cache=True)
def tree_of(tags: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return for each tag that opens what is around it, where it closes, the headings before.

    The number is that of the most elements open at one place.
    """
    tree = np.zeros((len(tags), 4), np.int64)
    stack, depth, deepest = np.zeros(len(tags) + 1, np.int64), 0, 0
    for tag in range(len(tags) - 1):
        flag, kind = _FLAGS[tags[tag, NAME]], tags[tag, KIND]
        opens = kind != CLOSES
        tree[tag + 1, _H1S] = tree[tag, _H1S] + (opens and flag & _H1 > 0)
        tree[tag + 1, _LOWERS] = tree[tag, _LOWERS] + (opens and flag & _LOWER > 0)
        tree[tag, ABOVE], tree[tag, CLOSE] = stack[depth - 1] if depth else -1, tag
        if kind == OPENS:
            stack[depth] = tag
            depth += 1
            deepest = max(deepest, depth)
        elif kind == CLOSES and depth:
            depth -= 1
            tree[stack[depth], CLOSE] = tag
    return tree, deepest


@numba.njit(cache=True)
def may_be_marked(data: NDArray[np.uint8], own: NDArray[np.int64], is_link: bool) -> bool:
    """Tell whether a class, a role or a link to an author's page may mark an element."""
    role = attributes.REL if has(own, attributes.REL) else attributes.ITEMPROP
    return (
        holds(data, own, attributes.CLASS, _MARKS, 0)
        or holds(data, own, role, _ROLES, 0)
        or (is_link and holds(data, own, attributes.HREF, PROFILES, _ANY_CASE))
    )


@numba.njit(cache=True)
def mark(
    tags: NDArray[np.int64],
    values: NDArray[np.int64],
    tree: NDArray[np.int64],
    tag: int,
    seen: NDArray[np.int64],
    around: NDArray[np.int64],
    chain: NDArray[np.int64],
    rows: NDArray[np.int64],
    count: int,
) -> int:
    """Note an element that may be an author's, after those around it that are not yet noted."""
    seen[MARKED] += 1
    steps, one, is_settled, in_teaser = 0, tag, False, 0
    while one >= 0 and not _FLAGS[tags[one, NAME]] & _TOP:
        if 0 < steps <= _UP and not is_settled:
            end = tree[one, CLOSE] + 1
            has_lower = tree[end, _LOWERS] > tree[one, _LOWERS]
            is_settled = tree[end, _H1S] > tree[one, _H1S]
            in_teaser = int(has_lower and not is_settled)
            is_settled |= has_lower
        chain[steps] = one
        steps, one = steps + 1, tree[one, ABOVE]
    above = -1
    for step in range(steps - 1, -1, -1):
        one = chain[step]
        if around[one] < 0:
            around[one] = seen[AROUND]
            seen[AROUND] += 1
            own = values[tags[one, FIRST] : tags[one + 1, FIRST]]
            is_aside = int(_FLAGS[tags[one, NAME]] & _ASIDE > 0)
            count = put(rows, count, AROUND, is_aside, 0, above)
            count = put_value(own, attributes.CLASS, rows, count)
            count = put_value(own, attributes.ID, rows, count)
        above = around[one]
    count = put(rows, count, MARKED, in_teaser, 0, above)
    own = values[tags[tag, FIRST] : tags[tag + 1, FIRST]]
    for wanted in _MARKING:
        count = put_value(own, wanted, rows, count)
    return put_pieces(tags, tag, tree[tag, CLOSE], LONG, rows, count)
