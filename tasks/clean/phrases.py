"""Finds the phrases of the word lists in lines: what a line is, and what it begins with."""

from functools import cache
from typing import Final

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.lexicon import phrases

_KINDS = (
    "print_control", "share_bar", "newsletter", "advert", "paywall", "cookie_notice", "copyright",
    "contact", "related", "most_viewed", "tag_list", "translation_link", "navigation",
    "byline_line", "timestamp_line", "caption",
)  # fmt: skip
TABLES: Final[tuple[tuple[str, str], ...]] = (
    *((kind, "exact") for kind in _KINDS[:13]),
    *((kind, "start") for kind in _KINDS),
    *(("reader_comment", key) for key in ("heading", "furniture", "start")),
)
"""Each list of phrases; a table's place here is its bit."""

_LONGEST = 12  # words of the longest phrase looked for
_PRIME = np.uint64(0x100000001B3)
_START = np.uint64(1469598103934665603)


@cache
def exact_bits() -> tuple[list[str], list[int]]:
    """Return every phrase that may be a whole line, and the bits of the tables that have it."""
    bits: dict[str, int] = {}
    for bit, (kind, key) in enumerate(TABLES):
        if key != "start":
            for phrase in phrases(kind, key):
                bits[phrase] = bits.get(phrase, 0) | 1 << bit
    return list(bits), list(bits.values())


@cache
def marked_openings(kind: str) -> str:
    """Return a pattern for the openings that words alone do not tell, such as ``photo:``."""
    import re

    marked = [phrase for phrase in phrases(kind, "start") if _is_marked(phrase)]
    longest_first = sorted(marked, key=lambda phrase: (-len(phrase), phrase))
    return "^(?:" + "|".join(map(re.escape, longest_first)) + ")" if marked else ""


def starting_bits(hashes: NDArray[np.uint64], bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return for each line the tables of which it begins with a phrase, as bits."""
    keys, values = _prefixes()
    out = np.zeros(len(bounds) - 1, np.uint64)
    _look_up(hashes, bounds, keys, values, out)
    return out


def _is_marked(phrase: str) -> bool:
    return not phrase.replace("'", "").replace("-", "").replace(" ", "").isalnum()


@cache
def _prefixes() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return an open-addressing table from the hash of a word sequence to bits of TABLES."""
    from tasks.clean.scan import scan

    wanted = [
        (bit, phrase)
        for bit, (kind, key) in enumerate(TABLES)
        for phrase in phrases(kind, key)
        if key in ("start", "heading") and not _is_marked(phrase)
    ]
    _, hashes, bounds = scan(pl.Series([phrase for _, phrase in wanted]))
    bits: dict[int, int] = {}
    for number, (bit, _) in enumerate(wanted):
        value = int(_START)
        for word in hashes[bounds[number] : bounds[number + 1]]:
            value = (value ^ int(word)) * int(_PRIME) & 0xFFFFFFFFFFFFFFFF
        bits[value] = bits.get(value, 0) | 1 << bit
    size = 1 << (len(bits) * 4).bit_length()
    keys, values = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    for value, found in sorted(bits.items()):
        slot = value & (size - 1)
        while keys[slot]:
            slot = (slot + 1) & (size - 1)
        keys[slot], values[slot] = value, found
    return keys, values


@numba.njit(cache=True)
def _look_up(
    hashes: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    keys: NDArray[np.uint64],
    values: NDArray[np.uint64],
    out: NDArray[np.uint64],
) -> None:
    mask = np.uint64(len(keys) - 1)
    for line in range(len(out)):
        value = _START
        for at in range(bounds[line], min(bounds[line + 1], bounds[line] + _LONGEST)):
            value = (value ^ hashes[at]) * _PRIME
            slot = value & mask
            while keys[slot] != 0:
                if keys[slot] == value:
                    out[line] |= values[slot]
                    break
                slot = (slot + np.uint64(1)) & mask
