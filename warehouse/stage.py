"""Writes Parquet: a run's parts while they are made, and candidate files of the tables."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.contract import contract

TEXT_ROW_GROUP = 16_384  # rows; larger groups save under 2 % and cost readers memory
NARROW_ROW_GROUP = 131_072
ZSTD_LEVEL = 3  # level 6 costs 2.4 times the CPU for 3 % fewer bytes


def write_part(frame: pl.DataFrame, path: Path) -> Path:
    """Write a part that only the next stage reads: fast compression, whatever columns it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    frame.write_parquet(unfinished, compression="lz4", statistics=False)
    unfinished.rename(path)
    return path


def conform(table: str, frame: pl.DataFrame) -> pa.Table:
    """Return the frame as an Arrow table of the contract's exact schema.

    Columns that the contract does not name are left out. Raises ValueError when a column is
    missing, has a type that does not convert, or holds a null where the contract forbids it.
    """
    agreed = contract(table)
    missing = [c.name for c in agreed.columns if c.name not in frame.columns]
    if missing:
        raise ValueError(f"{table}: missing column {', '.join(missing)}")
    arrow = frame.select(c.name for c in agreed.columns).to_arrow()
    for column in agreed.columns:
        nulls = arrow.column(column.name).null_count
        if nulls and not column.null:
            raise ValueError(f"{table}.{column.name}: {nulls} nulls in a column that has none")
    try:
        return arrow.cast(agreed.schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ValueError(f"{table}: {error}") from error


def write_table(table: str, frames: Iterable[pl.DataFrame], path: Path) -> int:
    """Write frames as one file of a table, in its contract's schema, and return the rows written.

    Frames are written as they come, so memory is bounded by the largest of them. Raises
    ValueError as `conform` does; an unfinished file is never left under the final name.
    """
    agreed = contract(table)
    group = TEXT_ROW_GROUP if agreed.text_heavy else NARROW_ROW_GROUP
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    rows = 0
    with pq.ParquetWriter(
        unfinished, agreed.schema, compression="zstd", compression_level=ZSTD_LEVEL
    ) as writer:
        for frame in frames:
            if frame.height:
                writer.write_table(conform(table, frame), row_group_size=group)
                rows += frame.height
    unfinished.rename(path)
    return rows
