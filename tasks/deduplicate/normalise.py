"""Says what is compared: the words of a text, without case, accents, apostrophes or punctuation."""

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SEPARATES, JOINS, STANDS_ALONE, DROPPED, SEVERAL = 0, 1, 2, 3, 4
"""What a character does: ends a word, is part of one, is one, is ignored, stands for several."""

PLAIN_JOINS, PLAIN_SEPARATES, PLAIN_UPPER, PLAIN_DIGIT, PLAIN_ENDS = 256, 512, 1024, 2048, 4096
"""The same for one byte of ASCII, as bits above its folded character."""

TABLE_SIZE = 0x30000  # code points beyond are ideographs: each is a word of its own,
TAGS = 0xE0000  # or, from here on, tags and variation selectors, which are ignored
_APOSTROPHES = frozenset("'’‘ʼ＇`´")
_SENTENCE_ENDS = frozenset('.!?:;\n\r"“”«»。！？•')
_UNSPACED = (  # scripts written without spaces between words: every character is a word
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x312F),  # radicals, kana, bopomofo
    (0x31A0, 0x9FFF),  # ideographs
    (0xF900, 0xFAFF),  # compatibility ideographs
)
_LOOKED_UP = (
    *range(0x3400),
    *range(0x4DC0, 0x4E00),  # hexagrams, which are symbols between two blocks of ideographs
    *range(0xA000, 0xD800),
    *range(0xF900, 0x20000),
    *range(0x2F800, 0x2FA20),
)
"""Code points with a rule of their own; the rest are ideographs, surrogates or private use."""


class FoldTable(NamedTuple):
    """The comparison rules as arrays over code points, for the kernels.

    ``kind`` holds one of the five words above; ``folded`` the character that is compared, or,
    where ``kind`` is SEVERAL, a row of ``starts``, whose characters lie in ``several``.
    """

    kind: NDArray[np.uint8]
    folded: NDArray[np.int32]
    starts: NDArray[np.int32]
    several: NDArray[np.int32]
    upper: NDArray[np.bool_]
    digit: NDArray[np.bool_]
    ends_sentence: NDArray[np.bool_]
    plain: NDArray[np.int32]  # by byte: its folded character and bits; 0 outside ASCII


def kind_of(character: str) -> int:
    """Return what one folded character does to the words around it."""
    category = unicodedata.category(character)
    code = ord(character)
    if character in _APOSTROPHES or unicodedata.combining(character) or category == "Cf":
        return DROPPED
    if 0xFE00 <= code <= 0xFE0F:  # variation selectors: how an emoji is drawn
        return DROPPED
    if category[0] in "LN" or category in ("Mn", "Mc"):
        alone = code >= 0x20000 or any(low <= code <= high for low, high in _UNSPACED)
        return STANDS_ALONE if alone else JOINS
    return SEPARATES


def fold(character: str) -> str:
    """Return what is compared for one character: compatibility-decomposed and case-folded.

    Decomposing before dropping marks makes composed and decomposed spellings equal.
    """
    if character in _APOSTROPHES:
        return character
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return unicodedata.normalize("NFKD", decomposed)


@cache
def fold_table() -> FoldTable:
    """Build the table once per process (about a tenth of a second)."""
    kind = np.full(TABLE_SIZE, SEPARATES, np.uint8)
    folded = np.arange(TABLE_SIZE, dtype=np.int32)
    kind[0x3400:0xA000] = kind[0x20000:] = STANDS_ALONE
    upper, digit, ends = (np.zeros(TABLE_SIZE, np.bool_) for _ in range(3))
    starts, several = [0], list[int]()
    for code in _LOOKED_UP:
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Co"):
            continue
        upper[code], digit[code] = character.isupper() or character.istitle(), character.isdecimal()
        ends[code] = character in _SENTENCE_ENDS
        into = fold(character)
        if len(into) == 1:
            kind[code], folded[code] = kind_of(into), ord(into)
        elif into:
            kind[code], folded[code] = SEVERAL, len(starts) - 1
            several.extend(map(ord, into))
            starts.append(len(several))
    as_array = (np.array(starts, np.int32), np.array(several, np.int32))
    plain = np.zeros(256, np.int32)
    first = slice(0, 128)
    plain[first] = folded[first] | PLAIN_JOINS * (kind[first] == JOINS)
    plain[first] |= PLAIN_SEPARATES * (kind[first] == SEPARATES) | PLAIN_UPPER * upper[first]
    plain[first] |= PLAIN_DIGIT * digit[first] | PLAIN_ENDS * ends[first]
    return FoldTable(kind, folded, *as_array, upper, digit, ends, plain)
