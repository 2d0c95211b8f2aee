"""Looks at eight bytes of text at once: which of them are letters and digits of ASCII.

The bytes lie in one 64-bit number, the first lowest, as Arrow's do everywhere. A mask has the
highest bit of each byte that it names (Knuth, The Art of Computer Programming 7.1.3).
"""

import numpy as np
from numba import njit

from tasks.deduplicate.arrays import U64, Bytes

_ONES = 0x0101010101010101
_TOP, _REST = np.uint64(0x80 * _ONES), np.uint64(0x7F * _ONES)
LOWER = np.uint64(0x20 * _ONES)
"""The bit that makes a letter small; digits of ASCII have it already."""
_FROM_A, _BEYOND_Z = np.uint64((0x80 - 0x61) * _ONES), np.uint64((0x80 - 0x7B) * _ONES)
_FROM_0, _BEYOND_9 = np.uint64((0x80 - 0x30) * _ONES), np.uint64((0x80 - 0x3A) * _ONES)
_STRAIGHT, _GRAVE = np.uint64(0x27 * _ONES), np.uint64(0x60 * _ONES)
_DOT, _CALL, _ASK, _QUOTE, _COLON, _SEMICOLON, _LINE_FEED, _RETURN = (
    np.uint64(ord(mark) * _ONES) for mark in '.!?":;\n\r'
)
_EACH, _ONE, _S7, _S56 = np.uint64(_ONES), np.uint64(1), np.uint64(7), np.uint64(56)


def windows(data: Bytes) -> U64:
    """Return the eight bytes from each place on, but the last seven, without copying.

    The numbers overlap and begin anywhere, which NumPy notes and numba respects.
    """
    if len(data) < 16:  # a window or none would look like an array of another kind to numba
        data = np.concatenate([data, np.zeros(16, np.uint8)])[: len(data) + 9]
    return np.ndarray(len(data) - 7, np.uint64, data.data, strides=(1,))


@njit(cache=True, nogil=True, inline="always")
def classes(eight: np.uint64) -> tuple[np.uint64, np.uint64]:
    """Return the masks of the letters and digits among eight bytes, and of the digits alone."""
    plain = ~eight & _TOP
    low, seven = (eight | LOWER) & _REST, eight & _REST
    letters = (low + _FROM_A) & ~(low + _BEYOND_Z) & plain
    digits = (seven + _FROM_0) & ~(seven + _BEYOND_9) & plain
    return letters | digits, digits


@njit(cache=True, nogil=True, inline="always")
def capitals(eight: np.uint64) -> np.uint64:
    """Return the mask of the capital letters, for letters only."""
    return (~eight << np.uint64(2)) & _TOP


@njit(cache=True, nogil=True, inline="always")
def _is(eight: np.uint64, byte: np.uint64) -> np.uint64:
    """Return the mask of the bytes that equal those of ``byte``, one byte eight times."""
    other = eight ^ byte
    return ~(other | ((other & _REST) + _REST)) & _TOP


@njit(cache=True, nogil=True, inline="always")
def odd(eight: np.uint64) -> np.uint64:
    """Return the mask of the bytes outside ASCII and of its two apostrophes.

    Every other byte is a letter or digit, or else separates words.
    """
    return (eight & _TOP) | _is(eight, _STRAIGHT) | _is(eight, _GRAVE)


@njit(cache=True, nogil=True, inline="always")
def ends_sentence(eight: np.uint64) -> np.uint64:
    """Return the mask of the bytes of ASCII that end a sentence: .!?:;" and line ends."""
    marks = _is(eight, _DOT) | _is(eight, _CALL) | _is(eight, _ASK) | _is(eight, _QUOTE)
    marks |= _is(eight, _COLON) | _is(eight, _SEMICOLON)
    return marks | _is(eight, _LINE_FEED) | _is(eight, _RETURN)


@njit(cache=True, nogil=True, inline="always")
def leading(mask: np.uint64) -> int:
    """Return how many bytes a mask names without a gap from the first one on."""
    other = ~mask & _TOP
    before = (other - _ONE) & mask  # the highest bits of the bytes before the first other
    return int(np.int64(((before >> _S7) * _EACH) >> _S56))
