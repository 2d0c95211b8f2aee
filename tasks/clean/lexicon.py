"""Reads the word lists of every language: what a rule knows by heart and what the model counts."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

WORDS_DIR = Path(__file__).parent / "words"
CLASSES = (
    "stop", "first_person", "second_person", "said", "month", "weekday", "share", "comment",
    "subscribe", "legal", "nav", "credit", "related", "ago", "editor",
)  # fmt: skip
"""Word classes in the order of their bits and of the feature columns that count them."""

_FNV_START, _FNV_PRIME, _MASK = 0xCBF29CE484222325, 0x100000001B3, 0xFFFFFFFFFFFFFFFF


@cache
def _languages() -> tuple[dict[str, dict[str, object]], ...]:
    return tuple(tomllib.loads(p.read_text("utf-8")) for p in sorted(WORDS_DIR.glob("*.toml")))


@cache
def phrases(table: str, key: str) -> tuple[str, ...]:
    """Return one list of phrases over all languages, sorted, lower case, curly quotes straight."""
    found: set[str] = set()
    for language in _languages():
        found.update(cast(list[str], language.get(table, {}).get(key, [])))
    return tuple(sorted(phrase.replace("’", "'") for phrase in found))


def one_of(table: str, key: str) -> str:
    """Return a regular expression that matches any phrase of a list, longest first."""
    longest_first = sorted(phrases(table, key), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + ")"


def word_hash(word: str) -> int:
    """Return the 64-bit FNV-1a hash of a word's UTF-8 bytes, as the counting kernel makes it."""
    value = _FNV_START
    for byte in word.encode():
        value = (value ^ byte) * _FNV_PRIME & _MASK
    return value


@cache
def class_table() -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Return an open-addressing hash table: word hashes (0: free) and the bits of their classes."""
    bits: dict[int, int] = {}
    for bit, name in enumerate(CLASSES):
        for language in _languages():
            words = str(language.get("class", {}).get(name, ""))
            for word in words.split():
                key = word_hash(word)
                bits[key] = bits.get(key, 0) | 1 << bit
    size = 1 << (len(bits) * 4).bit_length()
    keys, values = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
    for key in sorted(bits):
        slot = key & (size - 1)
        while keys[slot]:
            slot = (slot + 1) & (size - 1)
        keys[slot], values[slot] = key, bits[key]
    return keys, values
