"""Names for the arrays that the kernels pass around, and the way between them and columns."""

from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]
I32: TypeAlias = NDArray[np.int32]
I64: TypeAlias = NDArray[np.int64]
U32: TypeAlias = NDArray[np.uint32]
U64: TypeAlias = NDArray[np.uint64]


@dataclass(frozen=True)
class Ragged:
    """Lists of unequal length in one array: row i is ``values[offsets[i]:offsets[i + 1]]``."""

    values: U32
    offsets: I64


def text_buffers(texts: pl.Series) -> tuple[Bytes, I64]:
    """Return a string column's UTF-8 bytes and where each text ends in them; null is empty."""
    arrow = cast(pa.LargeStringArray, texts.fill_null("").to_arrow().cast(pa.large_string()))
    _, ends, data = arrow.buffers()
    offsets = np.frombuffer(memoryview(ends or b""), np.int64)[arrow.offset :]
    return np.frombuffer(memoryview(data or b""), np.uint8), offsets[: len(arrow) + 1]


def ragged(lists: pl.Series) -> Ragged:
    """Return a list column of unsigned 32-bit numbers as arrays; null is an empty list."""
    arrow = lists.cast(pl.List(pl.UInt32)).fill_null([]).to_arrow()
    large = cast("pa.LargeListArray[pa.DataType]", arrow.cast(pa.large_list(pa.uint32())))
    offsets = np.asarray(large.offsets)
    values = np.asarray(large.values)[offsets[0] : offsets[-1]]
    return Ragged(values, offsets - offsets[0])


def list_column(lists: Ragged) -> pl.Series:
    """Return arrays as a list column, without copying the values."""
    offsets, values = pa.array(lists.offsets, pa.int64()), pa.array(lists.values, pa.uint32())
    return cast(pl.Series, pl.from_arrow(pa.LargeListArray.from_arrays(offsets, values)))
