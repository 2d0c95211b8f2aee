"""Names for the arrays that the kernels pass around, and the way between them and columns."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa
from numba import njit
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]
I32: TypeAlias = NDArray[np.int32]
I64: TypeAlias = NDArray[np.int64]
U32: TypeAlias = NDArray[np.uint32]
U64: TypeAlias = NDArray[np.uint64]
Column: TypeAlias = "pa.Array[pa.Scalar[pa.DataType]]"
Texts: TypeAlias = "pl.Series | Column"

_WIDTH = 4  # bytes of a number in a binary column, little-endian as Arrow is everywhere


@dataclass(frozen=True)
class Ragged:
    """Lists of unequal length in one array: row i is ``values[offsets[i]:offsets[i + 1]]``."""

    values: U32
    offsets: I64


def text_buffers(texts: Texts) -> tuple[Bytes, I64]:
    """Return a string column's UTF-8 bytes and where each text ends in them; null is empty.

    An Arrow column of large strings is not copied.
    """
    arrow = texts.to_arrow() if isinstance(texts, pl.Series) else texts
    large = arrow.cast(pa.large_string())
    _, ends, data = (large.fill_null("") if large.null_count else large).buffers()
    offsets = np.frombuffer(memoryview(ends or bytes(8)), np.int64)[large.offset :]
    return np.frombuffer(memoryview(data or b""), np.uint8), offsets[: len(large) + 1]


def from_binary(rows: Column) -> Ragged:
    """Return a binary column of 32-bit numbers as arrays; null is an empty list.

    Binary rather than lists: a Parquet reader skips the rows that are not asked for instead of
    unpacking every number, which makes reading a few of a million rows several times faster.
    """
    large = rows.cast(pa.large_binary())
    _, ends, data = large.buffers()
    offsets = np.frombuffer(memoryview(ends or bytes(8)), np.int64)[large.offset :]
    offsets = offsets[: len(large) + 1] // _WIDTH
    values = np.frombuffer(memoryview(data or b""), np.uint32)[offsets[0] : offsets[-1]]
    return Ragged(values.copy(), offsets - offsets[0])


def as_binary(lists: Ragged) -> Column:
    """Return arrays as a binary column, without copying the values."""
    buffers = [None, pa.py_buffer((lists.offsets * _WIDTH).data), pa.py_buffer(lists.values.data)]
    return pa.Array.from_buffers(pa.large_binary(), len(lists.offsets) - 1, buffers)


@njit(cache=True, nogil=True)
def _gather(values: U32, starts: I64, offsets: I64, out: U32) -> None:
    for i in range(len(starts)):
        for k in range(offsets[i + 1] - offsets[i]):
            out[offsets[i] + k] = values[starts[i] + k]


def gather(values: U32, starts: I64, sizes: I64) -> Ragged:
    """Return the lists that begin at ``starts`` in ``values``, one after the other."""
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    out = np.empty(offsets[-1], np.uint32)
    _gather(values, starts, offsets, out)
    return Ragged(out, offsets)


def join(parts: list[Ragged]) -> Ragged:
    """Put lists one after the other, and empty ``parts``: a run's lists need not be held twice."""
    offsets = np.concatenate([[0], *(np.diff(part.offsets) for part in parts)])
    np.cumsum(offsets, out=offsets)
    out, at = np.empty(offsets[-1], np.uint32), 0
    parts.reverse()
    while parts:
        values = parts.pop().values
        out[at : at + len(values)] = values
        at += len(values)
    return Ragged(out, offsets.astype(np.int64))
