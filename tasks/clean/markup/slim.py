"""Takes attributes, scripts and styles that nobody reads out of a page, and counts its depth."""

from typing import Final

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup import attributes
from tasks.clean.markup.attributes import LINKED, begins
from tasks.clean.markup.elements import flags_of
from tasks.clean.markup.marked import PROFILES
from tasks.clean.markup.tags import ATTRIBUTE_TABLE, LETTERS, TAG_TABLE, number_of_name

_META, _LINK, _SCRIPT, _ROOT, _ANY, _A, _FLAT, _RAW, _PLAIN, _CODE = (1 << bit for bit in range(10))
_FLAGS: Final = flags_of(
    {
        _META: "meta",
        _LINK: "link",
        _SCRIPT: "script",
        _ROOT: "html",
        _A: "a",
        _FLAT: "area base br col embed hr img input link meta param source track wbr p li td th tr "
        "dt dd option thead tbody tfoot",
        _RAW: "script style textarea title xmp iframe noembed noframes",
        _PLAIN: "plaintext",
        _CODE: "script style",
    }
)
"""FLAT elements hold nothing, or close themselves when the next of their kind begins.

What stands in CODE is read of scripts of linked data alone.
"""
_READ_OF: Final = np.zeros(len(attributes.ALL), np.int64)
"""By the number of an attribute: the elements of which it is read."""
for _kind, _names in (
    (_ANY, "class id itemprop rel datetime content"),
    (_META, "property name http-equiv"),
    (_LINK, "href"),
    (_SCRIPT, "type"),
    (_ROOT, "lang"),
):
    for _name in _names.split():
        _READ_OF[attributes.ALL.index(_name)] |= _kind
_FOLDED = LETTERS.copy()
_FOLDED[ord("A") : ord("Z") + 1] = LETTERS[ord("a") : ord("z") + 1]
_WHITE, _ENDS_NAME = np.zeros(256, np.bool_), np.zeros(256, np.bool_)
_WHITE[[9, 10, 12, 13, 32]] = True
_ENDS_NAME[[9, 10, 12, 13, 32, 47, 62]] = True
_ANY_CASE = 32  # the bit that a letter's case is in


def room_for(longest: int) -> NDArray[np.uint8]:
    """Return what `slim` may write pages of up to so many bytes into."""
    return np.empty(2 * longest + 16, np.uint8)  # a tag grows by a space at most


def slim(page: NDArray[np.uint8], out: NDArray[np.uint8]) -> tuple[bytes, int]:
    """Return a page that parses to the same tree but for what nobody reads, and its depth.

    That are attributes, scripts and styles. Tags are found as the HTML standard's tokenizer finds
    them. The depth is the most elements open at one place, counted without repair. `out` is what
    `room_for` returned, and written over.
    """
    length, deepest = _slim(page, out, _FOLDED, *TAG_TABLE, *ATTRIBUTE_TABLE)
    return out[:length].tobytes(), int(deepest)


@numba.njit(cache=True)
def _slim(
    data: NDArray[np.uint8],
    out: NDArray[np.uint8],
    letters: NDArray[np.int64],
    tag_codes: NDArray[np.int64],
    tag_numbers: NDArray[np.int16],
    attribute_codes: NDArray[np.int64],
    attribute_numbers: NDArray[np.int16],
) -> tuple[int, int]:
    at, to, depth, deepest, end = 0, 0, 0, 0, len(data)
    while at < end:
        start = at
        while at < end and data[at] != 60:
            at += 1
        to = _copy(data, start, at, out, to)
        if at + 1 >= end:
            return _copy(data, at, end, out, to), deepest
        start, closes = at, data[at + 1] == 47
        low = at + 2 if closes else at + 1
        if low >= end or not 97 <= data[low] | _ANY_CASE <= 122:
            at = _behind_remark(data, at, end)
            to = _copy(data, start, at, out, to)
            continue
        at = low
        while at < end and not _ENDS_NAME[data[at]]:
            at += 1
        flag = _FLAGS[number_of_name(data, low, at, letters, tag_codes, tag_numbers)]
        began = to
        to = _copy(data, start, at, out, to)
        is_empty, is_linked, is_code, name_end = False, False, flag & _CODE > 0, at
        while True:
            while at < end and (_WHITE[data[at]] or data[at] == 47):
                is_empty = data[at] == 47 and at + 1 < end and data[at + 1] == 62
                at += 1
            if at >= end or data[at] == 62:
                break
            begin, is_empty = at, False
            name, value, high, at = _attribute(data, at, end)
            number = number_of_name(data, begin, name, letters, attribute_codes, attribute_numbers)
            is_read = _READ_OF[number] & (flag | _ANY) > 0
            if number == attributes.HREF and flag & _A:
                is_read = not is_linked and _may_be_profile(data, value, high)
                is_linked = True  # of two the first holds
            elif number == attributes.TYPE and _may_be_linked_data(data, value, high):
                is_code = False
            if is_read:
                out[to] = 32
                to = _copy(data, begin, at, out, to + 1)
        if at >= end:  # a tag without an end
            return _copy(data, start, end, out, began), deepest
        if is_empty:
            out[to], out[to + 1] = 32, 47
            to += 2
        out[to] = 62
        at, to = at + 1, to + 1
        if closes:
            depth = max(depth - (not flag & _FLAT), 0)
        elif not is_empty:
            depth += not flag & _FLAT
            deepest = max(deepest, depth)
            if flag & (_RAW | _PLAIN):
                stop = end if flag & _PLAIN else _raw_end(data, at, end, low, name_end, flag)
                to = to if is_code else _copy(data, at, stop, out, to)
                at = stop
    return to, deepest


@numba.njit(cache=True)
def _copy(
    data: NDArray[np.uint8],
    low: int,
    high: int,
    out: NDArray[np.uint8],
    to: int,
) -> int:
    for at in range(low, high):
        out[to + at - low] = data[at]
    return to + high - low


@numba.njit(cache=True)
def _attribute(data: NDArray[np.uint8], at: int, end: int) -> tuple[int, int, int, int]:
    """Return where the name of an attribute ends, its value begins and ends, and what follows."""
    at += 1  # a name may begin with an equals sign
    while at < end and not _ENDS_NAME[data[at]] and data[at] != 61:
        at += 1
    name = at
    while at < end and _WHITE[data[at]]:
        at += 1
    if at >= end or data[at] != 61:
        return name, name, name, name
    at += 1
    while at < end and _WHITE[data[at]]:
        at += 1
    if at < end and (data[at] == 34 or data[at] == 39):
        low, quote = at + 1, data[at]
        at = low
        while at < end and data[at] != quote:
            at += 1
        return name, low, at, min(at + 1, end)
    low = at
    while at < end and not _WHITE[data[at]] and data[at] != 62:
        at += 1
    return name, low, at, at


@numba.njit(cache=True)
def _may_be_profile(data: NDArray[np.uint8], low: int, high: int) -> bool:
    """Tell whether a link may lead to an author's page, if only by a character's number or name."""
    for at in range(low, high - 1):
        if data[at] == 38 and (data[at + 1] == 35 or data[at + 1] == 115):
            return True
        pair = numba.int64(data[at] | _ANY_CASE) << 8 | numba.int64(data[at + 1] | _ANY_CASE)
        if PROFILES.pairs[pair] and begins(data, at, high, PROFILES, _ANY_CASE) > 0:
            return True
    return False


@numba.njit(cache=True)
def _may_be_linked_data(data: NDArray[np.uint8], low: int, high: int) -> bool:
    """Tell whether a script's type may be one of JSON-LD, if only by a character's number."""
    for at in range(low, high):
        if data[at] == 38 or begins(data, at, high, LINKED, _ANY_CASE) > 0:
            return True
    return False


@numba.njit(cache=True)
def _is(data: NDArray[np.uint8], at: int, end: int, word: bytes) -> bool:
    place = 0
    while place < len(word) and at + place < end and data[at + place] == word[place]:
        place += 1
    return place == len(word)


@numba.njit(cache=True)
def _behind_remark(data: NDArray[np.uint8], at: int, end: int) -> int:
    """Return what follows a sign that begins no tag: a comment, a declaration or the sign alone."""
    if _is(data, at, end, b"<!--"):
        at += 4
        if at < end and data[at] == 62:
            return at + 1
        if _is(data, at, end, b"->"):
            return at + 2
        while at < end and not (_is(data, at, end, b"-->") or _is(data, at, end, b"--!>")):
            at += 1
        return min(at + (3 if _is(data, at, end, b"-->") else 4), end)
    if data[at + 1] != 33 and data[at + 1] != 47 and data[at + 1] != 63:
        return at + 1
    while at < end and data[at] != 62:
        at += 1
    return min(at + 1, end)


@numba.njit(cache=True)
def _raw_end(
    data: NDArray[np.uint8],
    at: int,
    end: int,
    low: int,
    high: int,
    flag: int,
) -> int:
    """Return where the text of an element without tags ends: at its end tag, or the page's end.

    In a script that tag may stand inside a script inside a comment, where it ends nothing.
    """
    level = 0
    while at < end:
        while level == 0 and at < end and data[at] != 60:
            at += 1
        if at >= end:
            break
        if data[at] == 60:
            if flag & _SCRIPT and level == 0 and _is(data, at, end, b"<!--"):
                level = 1
                at += 2
                continue
            slash = at + 1 < end and data[at + 1] == 47
            if _is_named(data, at + 2 if slash else at + 1, end, low, high):
                if slash and level < 2:
                    return at
                if flag & _SCRIPT and level > 0:
                    level = 1 if slash else 2
        elif level > 0 and data[at] == 45 and _is(data, at, end, b"-->"):
            level = 0
        at += 1
    return end


@numba.njit(cache=True)
def _is_named(data: NDArray[np.uint8], at: int, end: int, low: int, high: int) -> bool:
    """Tell whether a tag's name stands here that equals the one at `low`, but for case."""
    if at + high - low >= end or not _ENDS_NAME[data[at + high - low]]:
        return False
    place = low
    while place < high and data[at + place - low] | _ANY_CASE == data[place] | _ANY_CASE:
        place += 1
    return place == high
