"""Measures how deeply markup is nested before any parser sees it, with one look at every byte."""

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.ledger import string_buffer

DEEPEST = 1000
"""Parsers and the code behind them call themselves for every level: far above this they crash."""

_VOID = (
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd "
    "option thead tbody tfoot"
)
"""Elements that hold nothing, or that close themselves when the next of their kind begins."""


def nesting(pages: pl.Series) -> NDArray[np.int64]:
    """Return for each page the most elements open at one place, counted without repair.

    A null page has none.
    """
    data, at = string_buffer(pages)
    out = np.zeros(len(pages), np.int64)
    for page in range(len(pages)):
        out[page] = _deepest(data[at[page] : at[page + 1]], _VOID_HASHES, _RAW_HASHES)
    return out


def _name_hash(name: str) -> int:
    value = 0
    for letter in name:
        value = value * 31 + ord(letter)
    return value


_VOID_HASHES = np.array([_name_hash(name) for name in _VOID.split()], dtype=np.int64)
_RAW_HASHES = np.array([_name_hash(name) for name in ("script", "style")], dtype=np.int64)


@numba.njit(cache=True)
def _name_at(data: NDArray[np.uint8], at: int) -> tuple[int, int]:
    """Return the hash of the tag name that begins here, lower case, and where it ends."""
    value = 0
    while at < len(data):
        letter = numba.int64(data[at]) | 32
        is_letter = 97 <= letter <= 122 or 48 <= data[at] <= 57
        if not is_letter:
            break
        value = value * 31 + (letter if data[at] >= 65 else numba.int64(data[at]))
        at += 1
    return value, at


@numba.njit(cache=True)
def _is_one(name: int, names: NDArray[np.int64]) -> bool:
    is_found = False
    for other in names:
        is_found |= other == name
    return is_found


@numba.njit(cache=True)
def _deepest(
    data: NDArray[np.uint8],
    void: NDArray[np.int64],
    raw: NDArray[np.int64],
) -> int:
    depth, deepest, at, inside = 0, 0, 0, 0
    while at + 1 < len(data):
        if data[at] != 60:
            at += 1
            continue
        closes = data[at + 1] == 47
        name, at = _name_at(data, at + (2 if closes else 1))
        if name == 0 or (inside and not (closes and name == inside)) or _is_one(name, void):
            continue
        if closes:
            depth, inside = max(depth - 1, 0), 0
            continue
        while at < len(data) and data[at] != 62:
            at += 1
        if data[at - 1] != 47:
            depth += 1
            deepest = max(deepest, depth)
            inside = name if _is_one(name, raw) else 0
    return deepest
