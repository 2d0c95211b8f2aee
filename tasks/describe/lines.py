"""Looks up where the lines of a rendered page stand, and in which of its elements."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a page begin and end in its text, and the elements around each."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    paths: pa.LargeStringArray


def lines_of(column: pl.Series) -> Callable[[int], Lines | None]:
    """Return a look-up of a row's lines in the column `blocks` of `raw_documents`."""
    rows = cast("pa.LargeListArray[Any]", column.to_arrow())
    lines, offsets = cast("pa.StructArray", rows.values), rows.offsets.to_numpy()
    starts, ends = (lines.field(name).to_numpy() for name in ("char_start", "char_end"))
    paths = cast("pa.LargeStringArray", lines.field("path"))

    def of(row: int) -> Lines | None:
        low, high = int(offsets[row]), int(offsets[row + 1])
        if low == high:
            return None
        return Lines(starts[low:high], ends[low:high], paths.slice(low, high - low))

    return of
