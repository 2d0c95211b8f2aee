"""Reads every line once, byte by byte, and counts what can be counted about it."""

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.ledger import code_point, string_buffer
from tasks.clean.lexicon import CLASSES, class_table

COUNTS = (
    "chars", "words", "letters", "upper", "digits", "cap_words", "all_caps_words", "commas",
    "sentence_ends", "questions", "exclamations", "quotes", "separators", "brackets", "colons",
    "addresses", "longest_word", "clock_times", "years", "slashed", "wide", "apostrophes",
    "ends_stop", "ends_mark", "ends_quote", "ends_colon", "ends_ellipsis", "starts_lower",
    "starts_upper", "starts_digit", "starts_quote",
)  # fmt: skip
"""What is counted in each line, in column order; the word classes of the lexicon follow."""

COLUMNS = COUNTS + tuple(f"word_{name}" for name in CLASSES)
I = {name: number for number, name in enumerate(COLUMNS)}  # noqa: E741

_FNV_START = np.uint64(0xCBF29CE484222325)
_FNV_PRIME = np.uint64(0x100000001B3)
_LETTER, _DIGIT, _SPACE, _OTHER = 0, 1, 2, 3


def scan(lines: pl.Series) -> tuple[NDArray[np.float32], NDArray[np.uint64], NDArray[np.int64]]:
    """Return a matrix of counts (a row a line, COLUMNS), word hashes of all lines, and bounds.

    The words of line i are hashes[bounds[i]:bounds[i + 1]], lower case, in order.
    """
    data, at = string_buffer(lines)
    keys, values = class_table()
    out = np.zeros((len(lines), len(COLUMNS)), np.float32)
    room = np.zeros(len(data) // 2 + len(lines) + 1, np.uint64)
    bounds = np.zeros(len(lines) + 1, np.int64)
    used = _scan(data, at, keys, values, out, room, bounds)
    return out, room[:used], bounds


@numba.njit(cache=True)
def _kind(
    point: int,
) -> int:
    if point < 0x80:
        if 97 <= point <= 122 or 65 <= point <= 90:
            return _LETTER
        if 48 <= point <= 57:
            return _DIGIT
        return _SPACE if point <= 32 else _OTHER
    if point == 0x85 or point == 0xA0 or 0x2000 <= point <= 0x200B or point == 0x3000:
        return _SPACE
    if point < 0xC0 or point in (0xD7, 0xF7) or 0x2000 <= point < 0x2C00:
        return _LETTER if point in (0xAA, 0xB5, 0xBA) else _OTHER
    return _OTHER if 0x3000 <= point < 0x3040 or 0xFF00 <= point < 0xFF20 else _LETTER


@numba.njit(cache=True)
def _lower(
    point: int,
) -> int:
    if 65 <= point <= 90 or 0xC0 <= point <= 0xDE or 0x410 <= point <= 0x42F:
        return point + 32
    if 0x391 <= point <= 0x3A9:
        return point + 32
    return point


@numba.njit(cache=True)
def _mix(
    value: np.uint64,
    point: int,
) -> np.uint64:
    """Add a code point's UTF-8 bytes to an FNV-1a hash."""
    p = np.uint64(point)
    if point < 0x80:
        return (value ^ p) * _FNV_PRIME
    tail = np.uint64(0x80) | (p & np.uint64(0x3F))
    if point < 0x800:
        value = (value ^ (np.uint64(0xC0) | (p >> np.uint64(6)))) * _FNV_PRIME
        return (value ^ tail) * _FNV_PRIME
    middle = np.uint64(0x80) | ((p >> np.uint64(6)) & np.uint64(0x3F))
    if point < 0x10000:
        value = (value ^ (np.uint64(0xE0) | (p >> np.uint64(12)))) * _FNV_PRIME
    else:
        value = (value ^ (np.uint64(0xF0) | (p >> np.uint64(18)))) * _FNV_PRIME
        high = np.uint64(0x80) | ((p >> np.uint64(12)) & np.uint64(0x3F))
        value = (value ^ high) * _FNV_PRIME
    return ((value ^ middle) * _FNV_PRIME ^ tail) * _FNV_PRIME


@numba.njit(cache=True)
def _classes(
    word: np.uint64,
    keys: NDArray[np.uint64],
    values: NDArray[np.uint32],
) -> np.uint32:
    mask = np.uint64(len(keys) - 1)
    slot = word & mask
    while keys[slot] != 0:
        if keys[slot] == word:
            return np.uint32(values[slot])
        slot = (slot + np.uint64(1)) & mask
    return np.uint32(0)


_FIRST_CLASS = len(COUNTS)


@numba.njit(cache=True)
def _punctuation(
    row: NDArray[np.float32],
    point: int,
    before: int,
    after: int,
) -> None:
    """Count one character that is neither letter, digit nor space; 1 means it ends a sentence."""
    if point == 44 or point == 0x3001 or point == 0x60C:
        row[7] += 1
    elif point in (46, 33, 63, 0x3002, 0x2026, 0x61F, 0x964, 0xFF01, 0xFF1F):
        row[9] += point in (63, 0x61F, 0xFF1F)
        row[10] += point in (33, 0xFF01)
        ends = after <= 32 or after in (34, 39, 41, 0x201D, 0x2019, 0xA0, 0xBB)
        row[8] += ends or point >= 0x3000
    elif point in (34, 0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x300C, 0x300D):
        row[11] += 1
        row[12] += point == 0xBB
    elif point in (124, 62, 0x203A, 0x2022, 0xB7, 0x2192, 0x25BA):
        row[12] += 1
    elif point in (40, 41, 91, 93):
        row[13] += 1
    elif point == 58:
        row[14] += 1
        row[15] += after == 47
    elif point == 64:
        row[15] += 1
    elif point == 39 or point == 0x2019:
        row[21] += before == _LETTER
    elif point == 47:
        row[19] += before == _DIGIT


@numba.njit(cache=True)
def _start_and_end(
    row: NDArray[np.float32],
    first: int,
    last: int,
    last_but_one: int,
) -> None:
    closing = last in (34, 39, 41, 93, 0x201D, 0x2019, 0xBB, 0x300D)
    mark = last_but_one if closing else last
    row[22] = mark in (46, 0x3002, 0x964)
    row[23] = mark in (33, 63, 0xFF01, 0xFF1F, 0x61F)
    row[24] = closing and (row[22] > 0 or row[23] > 0 or mark == 44)
    row[25] = last == 58
    row[26] = mark == 0x2026 or (last == 46 and last_but_one == 46)
    kind = _kind(first)
    row[27] = kind == _LETTER and _lower(first) == first and first < 0x530
    row[28] = kind == _LETTER and _lower(first) != first
    row[29] = kind == _DIGIT
    row[30] = first in (34, 39, 0x201C, 0x201E, 0x2018, 0xAB, 0x300C)


@numba.njit(cache=True)
def _count_classes(row: NDArray[np.float32], found: np.uint32) -> None:
    column = _FIRST_CLASS
    while found:
        row[column] += np.float32(found & np.uint32(1))
        found, column = np.uint32(found >> np.uint32(1)), column + 1


@numba.njit(cache=True)
def _is_wide(point: int) -> bool:
    """Tell whether a character belongs to a script that puts no space between words."""
    return 0x3040 <= point <= 0x30FF or 0x3400 <= point <= 0x9FFF or 0xE00 <= point < 0xE80


_ASCII_KIND = np.array([_kind(point) for point in range(128)])
_IS_LETTER = np.array([byte < 128 and _ASCII_KIND[byte % 128] == _LETTER for byte in range(256)])


@numba.njit(cache=True)
def _scan(
    data: NDArray[np.uint8],
    at: NDArray[np.int64],
    keys: NDArray[np.uint64],
    values: NDArray[np.uint32],
    out: NDArray[np.float32],
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
) -> int:
    used = 0
    for line in range(len(out)):
        used = _scan_line(data, at[line], at[line + 1], keys, values, out[line], words, used)
        bounds[line + 1] = used
    return used


@numba.njit(cache=True)
def _scan_line(
    data: NDArray[np.uint8],
    here: int,
    stop: int,
    keys: NDArray[np.uint64],
    values: NDArray[np.uint32],
    row: NDArray[np.float32],
    words: NDArray[np.uint64],
    used: int,
) -> int:
    """Count one line; a run of ASCII letters, which is most of any text, takes a short way."""
    word, length, caps, digits, number = _FNV_START, 0, 0, 0, 0
    before, before2, first, last, last2 = _SPACE, _SPACE, 0, 0, 0
    chars, letters, upper, capitalised = 0, 0, 0, 0
    longest, all_caps, years, began_with = 0, 0, 0, used
    while here < stop:
        point = int(data[here])
        if _IS_LETTER[point]:
            first = point if first == 0 else first
            capitalised += length == 0 and point < 97
            began, capitals = here, 0
            while here < stop and _IS_LETTER[data[here]]:
                capitals += data[here] < 97
                word = (word ^ np.uint64(data[here] | 32)) * _FNV_PRIME
                here += 1
            run = here - began
            length, chars, letters = length + run, chars + run, letters + run
            caps, upper = caps + capitals, upper + capitals
            last2, last = int(data[here - 2]) if run > 1 else last, int(data[here - 1])
            before2, before = _LETTER if run > 1 else before, _LETTER
            if here < stop:
                if data[here] != 32:
                    continue
                here, chars = here + 1, chars + 1
                before2, before = before, _SPACE
            kind, inner, wide = _SPACE, False, False
        else:
            if point < 0x80:
                here += 1
                kind, folded = _ASCII_KIND[point], point
            else:
                point, here = code_point(data, here)
                kind, folded = _kind(point), _lower(point)
            after = int(data[here]) if here < stop else 0
            chars += 1
            first = point if first == 0 else first
            if kind != _SPACE:
                last2, last = last, point
            wide = point >= 0xE00 and _is_wide(point)
            joins = point == 39 or point == 0x2019 or point == 45
            inner = joins and before == _LETTER and _IS_LETTER[after]
            if kind <= _DIGIT or inner:
                if length == 0 and kind == _LETTER:
                    capitalised += folded != point
                if folded < 0x80:
                    word = (word ^ np.uint64(folded)) * _FNV_PRIME
                else:
                    word = _mix(word, 39 if point == 0x2019 else folded)
                length += 1
                caps += folded != point
                if kind == _DIGIT:
                    digits += 1
                    number = number * 10 + point - 48 if digits <= 4 else 0
                    row[4] += 1
                    row[17] += before == _OTHER and last2 == 58 and before2 == _DIGIT
                elif kind == _LETTER:
                    letters += 1
                    upper += folded != point
                    row[20] += wide
            elif kind == _OTHER:
                _punctuation(row, point, before, after)
            before2, before = before, (_LETTER if inner else kind)
        if length and ((kind > _DIGIT and not inner) or here >= stop or (wide and length >= 2)):
            longest = max(longest, length)
            all_caps += length > 1 and caps == length
            years += digits == 4 and length == 4 and 1900 <= number <= 2100
            found = _classes(word, keys, values)
            if found:
                _count_classes(row, found)
            words[used] = word
            used += 1
            word, length, caps, digits, number = _FNV_START, 0, 0, 0, 0
    row[0], row[1], row[2], row[3] = chars, used - began_with, letters, upper
    row[5], row[6], row[16], row[18] = capitalised, all_caps, longest, years
    _start_and_end(row, first, last, last2)
    return used
