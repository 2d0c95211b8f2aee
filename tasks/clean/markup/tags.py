"""Finds the tags of well-formed markup, as the parser writes a repaired page back."""

from typing import Final, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.ledger import code_point

TAGS: Final = (
    "", *(
        "script style noscript template svg math iframe object embed head select option textarea "
        "canvas audio video map datalist p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure "
        "article section hr div li tr dt dd td th form fieldset header footer nav aside main "
        "address figcaption caption body center label button legend details summary time a br "
        "html meta link title abbr span cite strong b em small area base col img input param "
        "source track wbr thead tbody tfoot xmp noembed noframes plaintext"
    ).split(),
)  # fmt: skip
"""Elements that cleaning knows, in the order of their numbers; 0 is any other."""
ATTRIBUTES: Final = (
    "", *(
        "class id itemprop rel href content property name http-equiv datetime type lang"
    ).split(),
)  # fmt: skip
"""The same for attributes."""
OPENS, CLOSES, EMPTY = 0, 1, 2
_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789-"
_LONGEST = 12  # characters: a name in base 38 fits 63 bits, so that equal codes are equal names
_SLOTS = 512


START, STOP, NAME, KIND, FIRST = range(5)
"""Columns of a tag: its bytes, its number in TAGS, what it does, its first attribute."""
ATTRIBUTE, LOW, HIGH = range(3)
"""Columns of an attribute: its number in ATTRIBUTES, the bytes of its value as written."""


class Tags(NamedTuple):
    """The tags of a batch of pages, in order, and those of their attributes that are known.

    Both are tables of numbers, a row each, with the columns above. The attributes of tag i are
    those from its FIRST up to that of the next; a last row behind all tags has their number.
    """

    tags: NDArray[np.int64]
    values: NDArray[np.int64]


def read_tags(data: NDArray[np.uint8]) -> Tags:
    """Return the tags of markup without comments, whose values stand in double quotes."""
    most = int(np.count_nonzero(data == 60))
    tags = np.zeros((most + 1, 5), np.int64)
    values = np.empty((int(np.count_nonzero(data == 34)) // 2, 3), np.int64)
    found, told = _read(data, LETTERS, *TAG_TABLE, *ATTRIBUTE_TABLE, tags, values)
    return Tags(tags[: found + 1], values[:told])


def _table(names: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
    """Return an open-addressing table from a name's code to its place in `names`."""
    codes, numbers = np.zeros(_SLOTS, np.int64), np.zeros(_SLOTS, np.int16)
    for number, name in enumerate(names[1:], 1):
        code = 0
        for sign in name:
            code = code * (len(_SIGNS) + 1) + _SIGNS.index(sign) + 1
        slot = code % _SLOTS
        while codes[slot]:
            slot = (slot + 1) % _SLOTS
        codes[slot], numbers[slot] = code, number
    return codes, numbers


TAG_TABLE, ATTRIBUTE_TABLE = _table(TAGS), _table(ATTRIBUTES)
LETTERS = np.zeros(256, np.int64)
for _place, _sign in enumerate(_SIGNS):
    LETTERS[ord(_sign)] = _place + 1


@numba.njit(cache=True)
def number_of_name(
    data: NDArray[np.uint8],
    low: int,
    high: int,
    letters: NDArray[np.int64],
    codes: NDArray[np.int64],
    numbers: NDArray[np.int16],
) -> int:
    """Return the number of the name in these bytes, 0 when it is not in the table."""
    if high - low > _LONGEST:
        return 0
    code = 0
    for at in range(low, high):
        value = letters[data[at]]
        if value == 0:
            return 0
        code = code * 38 + value
    slot = code % _SLOTS
    while codes[slot] != 0:
        if codes[slot] == code:
            return int(numbers[slot])
        slot = (slot + 1) % _SLOTS
    return 0


@numba.njit(cache=True)
def _read(
    data: NDArray[np.uint8],
    letters: NDArray[np.int64],
    tag_codes: NDArray[np.int64],
    tag_numbers: NDArray[np.int16],
    attribute_codes: NDArray[np.int64],
    attribute_numbers: NDArray[np.int16],
    tags: NDArray[np.int64],
    values: NDArray[np.int64],
) -> tuple[int, int]:
    """Fill both tables; a name may hold any character but space, slash and the tag's end."""
    found, told, at, end = 0, 0, 0, len(data)
    while at < end:
        if data[at] != 60:
            at += 1
            continue
        tags[found, START] = at
        kind = CLOSES if at + 1 < end and data[at + 1] == 47 else OPENS
        low = at = at + 1 + kind
        while at < end and data[at] != 32 and data[at] != 62 and data[at] != 47:
            at += 1
        tags[found, NAME] = number_of_name(data, low, at, letters, tag_codes, tag_numbers)
        while at < end and data[at] != 62:
            if data[at] == 32 or data[at] == 47:
                kind = EMPTY if data[at] == 47 else kind
                at += 1
                continue
            low = at
            at += 1  # a name may begin with an equals sign
            while at + 1 < end and not (data[at] == 61 and data[at + 1] == 34):
                at += 1
            number = number_of_name(data, low, at, letters, attribute_codes, attribute_numbers)
            low = at = at + 2
            while at < end and data[at] != 34:
                at += 1
            if number:
                values[told, ATTRIBUTE], values[told, LOW], values[told, HIGH] = number, low, at
                told += 1
            at += 1
        at += 1
        tags[found, STOP], tags[found, KIND] = at, kind
        found += 1
        tags[found, FIRST] = told
    return found, told


@numba.njit(cache=True)
def next_point(data: NDArray[np.uint8], at: int) -> tuple[int, int]:
    """Decode one character or entity; return it and the place of the next one."""
    if data[at] != 38:
        return code_point(data, at)
    point, sign = 0, int(data[at + 1])
    if sign == 35:
        is_hex = data[at + 2] == 120
        at += 3 if is_hex else 2
        while data[at] != 59:
            digit = int(data[at]) - 48 if data[at] < 58 else (int(data[at]) | 32) - 87
            point = point * (16 if is_hex else 10) + digit
            at += 1
        return point, at + 1
    while data[at] != 59:
        at += 1
    return 60 if sign == 108 else 62 if sign == 103 else 34 if sign == 113 else 38, at + 1


@numba.njit(cache=True)
def put_point(out: NDArray[np.uint8], at: int, point: int) -> int:
    """Write one character as UTF-8 and return the place behind it."""
    if point < 0x80:
        out[at] = point
        return at + 1
    if point < 0x800:
        out[at] = 0xC0 | point >> 6
    elif point < 0x10000:
        out[at] = 0xE0 | point >> 12
        at += 1
        out[at] = 0x80 | point >> 6 & 0x3F
    else:
        out[at] = 0xF0 | point >> 18
        out[at + 1] = 0x80 | point >> 12 & 0x3F
        at += 2
        out[at] = 0x80 | point >> 6 & 0x3F
    out[at + 1] = 0x80 | point & 0x3F
    return at + 2
