"""Turns what the DOM says of a rendered line into named numbers beside those of its text."""

from dataclasses import dataclass

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.distinct import distinct_stretches, numbered
from tasks.clean.element_marks import marks_of
from tasks.clean.ledger import string_buffer

_LAST = ("p", "li", "h1", "h2", "h3", "tr", "div", "figcaption", "blockquote", "time", "label")
_WITHIN = (
    "nav", "footer", "aside", "header", "form", "article", "main", "figure", "table", "blockquote",
)  # fmt: skip
_MARKS = {
    "comments": r"comment|disqus|repl[yi]|respond|discuss|feedback",
    "related": r"relat|recommend|more|also|promo|teaser|trending|popular|most|latest|read.?next",
    "share": r"shar|social|tool|follow|print",
    "menu": r"nav|menu|crumb|pagin|tabs?\b",
    "foot": r"foot|copyright|legal|bottom",
    "side": r"side|rail|widget|right|module|column|col_?[23]",
    "advert": r"\bads?\b|advert|sponsor|banner|\bad[-_]",
    "picture": r"caption|credit|photo|image|media|galler|figure|video|slide",
    "meta": r"byline|author|date|time|meta|posted|info|source|bio",
    "article": r"article|story|content|body|entry|post|text|main|copy",
    "title": r"title|headline|heading|\bhed",
    "tags": r"tag|topic|keyword|categor",
    "signup": r"newsletter|subscri|sign.?up|paywall|login|regist",
    "hidden": r"hidden|modal|popup|cookie|consent|overlay",
}
_COUNTED = ("link_chars", "chars")
DOM_FEATURES = (
    tuple(f"last_{tag}" for tag in _LAST)
    + tuple(f"in_{tag}" for tag in _WITHIN)
    + tuple(f"marked_{mark}" for mark in _MARKS)
    + tuple(f"near_{mark}" for mark in _MARKS)
    + (
        "path_length", "link_share", "link_share_above", "link_share_below", "link_share_near",
        "path_prose", "path_lines", "parent_prose", "grandparent_prose", "same_path_above",
        "same_path_below",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where lines stand in the DOM: `around` has numbers of each one's path, parent, grandparent.

    `told` is what a distinct path says by itself, `marks` what its elements are named after
    (`tasks.clean.element_marks`). Its elements are numbered in `elements` from `begins` of it up
    to that of the next, the outermost first; equal ones inside of equal ones have one number.
    `link_chars` and `chars` are counted in each line.
    """

    around: NDArray[np.int64]
    told: NDArray[np.float32]
    marks: NDArray[np.uint8]
    begins: NDArray[np.int64]
    elements: NDArray[np.int64]
    link_chars: NDArray[np.int64]
    chars: NDArray[np.int64]

    def part(self, lines: slice) -> "Places":
        """Return the places of some lines alone."""
        mine = (counted[lines] for counted in (self.link_chars, self.chars))
        return Places(self.around[lines], self.told, self.marks, self.begins, self.elements, *mine)


def places(blocks: pl.DataFrame) -> Places:
    """Return the places of lines of any documents; `blocks` has path, link_chars and chars."""
    path, distinct = numbered(blocks["path"])
    data, at = string_buffer(distinct)
    begins, ends = at[:-1], at[1:]
    parents = np.empty((2, len(distinct)), np.int64)
    _parent_ends(data, begins, ends, parents)
    above = [distinct_stretches(data, begins, end)[0][path] for end in parents]
    length = distinct.str.count_matches(">", literal=True).to_numpy().astype(np.float32)
    name, elements, start = _named_elements(data, begins, ends)
    told = np.concatenate([_path_features(elements, name, start), length[:, None]], axis=1)
    marks = marks_of(elements)[name]
    some = np.bitwise_or.reduceat(marks, start) if len(start) else marks
    counted = (blocks[name].to_numpy().astype(np.int64) for name in _COUNTED)
    return Places(
        np.stack([path, *above], axis=1), told, some, np.append(start, len(name)),
        _inside_others(name, start), *counted,
    )  # fmt: skip


def _inside_others(name: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number elements by their names and those of the elements around them."""
    around = np.append(0, name[:-1] + 1)
    around[start] = 0
    _, number = np.unique(name * (name.max(initial=0) + 2) + around, return_inverse=True)
    return number.astype(np.int64)


def dom_features(
    here: Places,
    words: NDArray[np.float32],
    prose: NDArray[np.float32],
    bounds: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return DOM_FEATURES for each line; `bounds` says where each document's lines begin.

    `prose` is 1 for sentence lines, from `tasks.clean.context.sentence_lines`.
    """
    flags = here.told.shape[1]
    out = np.empty((len(here.around), len(DOM_FEATURES)), np.float32, order="F")
    out[:, :flags] = here.told[here.around[:, 0]]
    _look_around(bounds, here.around, words * prose, here.link_chars, here.chars, out[:, flags:])
    return out


@numba.njit(cache=True)
def _parent_ends(
    data: NDArray[np.uint8],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    out: NDArray[np.int64],
) -> None:
    """Fill where the parent's and the grandparent's path end; who has none is its own."""
    for path in range(len(begins)):
        at = ends[path]
        for step in range(2):
            at -= 1
            while at > begins[path] and data[at] != 62:
                at -= 1
            out[step, path] = at if at >= begins[path] and data[at] == 62 else ends[path]


@numba.njit(cache=True)
def _look_around(
    bounds: NDArray[np.int64],
    around: NDArray[np.int64],
    weight: NDArray[np.float32],
    link_chars: NDArray[np.int64],
    chars: NDArray[np.int64],
    out: NDArray[np.float32],
) -> None:
    """Fill the features after path_length, document by document."""
    prose = np.zeros(around.max() + 1 if len(around) else 1, np.float32)
    lines = np.zeros(len(prose), np.int64)
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        total = max(weight[first:last].sum(), np.float32(1))
        for step in range(3):  # the element itself, its parent, its grandparent
            for line in range(first, last):
                prose[around[line, step]] += weight[line]
                lines[around[line, step]] += 1
            for line in range(first, last):
                out[line, (4, 6, 7)[step]] = prose[around[line, step]] / total
                if step == 0:
                    out[line, 5] = np.log1p(lines[around[line, 0]])
            for line in range(first, last):
                prose[around[line, step]], lines[around[line, step]] = 0, 0
        for line in range(first, last):
            out[line, 0] = _share(link_chars, chars, line, line + 1)
            is_first, is_last = line == first, line + 1 == last
            out[line, 1] = -1 if is_first else _share(link_chars, chars, line - 1, line)
            out[line, 2] = -1 if is_last else _share(link_chars, chars, line + 1, line + 2)
            out[line, 3] = _share(link_chars, chars, max(line - 3, first), min(line + 4, last))
            out[line, 8] = not is_first and around[line, 0] == around[line - 1, 0]
            out[line, 9] = not is_last and around[line, 0] == around[line + 1, 0]


@numba.njit(cache=True)
def _share(
    link_chars: NDArray[np.int64],
    chars: NDArray[np.int64],
    first: int,
    last: int,
) -> float:
    """Return the share of the characters of these lines that stand in links."""
    inside, every = 0, 0
    for line in range(first, last):
        inside += link_chars[line]
        every += chars[line]
    return float(min(inside / max(every, 1), 1.0))


def _named_elements(
    data: NDArray[np.uint8], begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], pl.Series, NDArray[np.int64]]:
    """Return numbers of the elements of all paths, their names, and the first of each path's."""
    low, high, start = _elements(data, begins, ends)
    name, first = distinct_stretches(data, low, high)
    letters = data.tobytes()
    named = [letters[a:b].decode() for a, b in zip(low[first], high[first], strict=True)]
    return name, pl.Series(named, dtype=pl.String), start


def _path_features(
    elements: pl.Series, name: NDArray[np.int64], start: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Ask every distinct element of distinct paths for its tag and words in its class and id.

    A path's flags are those of its last element, of any element, and of the last two.
    """
    bits = _element_bits(elements)[name]
    last = np.append(start[1:], len(bits)) - 1
    some = np.bitwise_or.reduceat(bits, start) if len(start) else bits
    near = bits[last] | bits[np.maximum(last - 1, start)]
    lasts, withins, marks = len(_LAST), len(_WITHIN), len(_MARKS)
    flags = (
        _unpacked(bits[last], 0, lasts),
        _unpacked(some, lasts, withins + marks),
        _unpacked(near, lasts + withins, marks),
    )
    return np.concatenate(flags, axis=1)


@numba.njit(cache=True)
def _elements(
    data: NDArray[np.uint8], begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return where the elements of all paths begin and end, and the first of each path's."""
    count = len(begins)
    for path in range(len(begins)):
        for at in range(begins[path], ends[path]):
            count += data[at] == 62
    low, high = np.empty(count, np.int64), np.empty(count, np.int64)
    start = np.empty(len(begins), np.int64)
    count = 0
    for path in range(len(begins)):
        start[path], low[count] = count, begins[path]
        for at in range(begins[path], ends[path]):
            if data[at] == 62:
                high[count], low[count + 1] = at, at + 1
                count += 1
        high[count] = ends[path]
        count += 1
    return low, high, start


def _unpacked(bits: NDArray[np.uint64], first: int, count: int) -> NDArray[np.float32]:
    places = np.arange(first, first + count, dtype=np.uint64)
    return ((bits[:, None] >> places) & np.uint64(1)).astype(np.float32)


def _element_bits(names: pl.Series) -> NDArray[np.uint64]:
    """Return for each tag.words, from the lowest bit: its tag is in _LAST, _WITHIN, its _MARKS."""
    tag, words = pl.col("tag"), pl.col("words")
    split = pl.DataFrame({"name": names}).select(
        tag=pl.col("name").str.extract(r"^([^.]*)", 1),
        words=pl.col("name").str.extract(r"\.(.*)$", 1).fill_null(""),
    )
    holds = (
        *(tag == name for name in (*_LAST, *_WITHIN)),
        *(words.str.contains(pattern) for pattern in _MARKS.values()),
    )
    asked = split.select(hold.cast(pl.UInt64).alias(str(bit)) for bit, hold in enumerate(holds))
    weight = np.uint64(1) << np.arange(len(holds), dtype=np.uint64)
    return np.asarray((asked.to_numpy() * weight).sum(axis=1), dtype=np.uint64)
