"""Writes Parquet: a run's parts while they are made, and candidate files of the tables."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.contract import contract

TEXT_ROW_GROUP = 16_384  # rows; larger groups save under 2 % and cost readers memory
NARROW_ROW_GROUP = 131_072
ZSTD_LEVEL = 3  # level 6 costs 2.4 times the CPU for 3 % fewer bytes

Codec: TypeAlias = Literal["zstd", "lz4", "none"]


def write_part(frame: pl.DataFrame, path: Path, compressed: bool = True) -> Path:
    """Write a part that only the next stages read, whatever columns it has.

    Compression is fast; a part whose texts several stages read is read faster still without it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    codec: Literal["lz4", "uncompressed"] = "lz4" if compressed else "uncompressed"
    frame.write_parquet(unfinished, compression=codec, statistics=False)
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


def row_group_rows(text_heavy: bool) -> int:
    """Return the rows of a row group for tables with or without long texts."""
    return TEXT_ROW_GROUP if text_heavy else NARROW_ROW_GROUP


def write_arrow(
    tables: Iterable[pa.Table],
    path: Path,
    schema: pa.Schema,
    group_rows: int,
    codec: Codec = "zstd",
    dictionary: bool = True,
) -> int:
    """Write Arrow tables of one schema as one file, in full row groups, and return the rows.

    A ``dictionary`` makes a column smaller whose values repeat, and larger one of ids or hashes.

    The file's bytes depend on the rows only, not on how they were cut into tables. Memory is
    bounded by one row group and the largest table; nothing unfinished bears the final name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    level = ZSTD_LEVEL if codec == "zstd" else None
    rows = 0
    with pq.ParquetWriter(
        unfinished, schema, compression=codec, compression_level=level, use_dictionary=dictionary
    ) as writer:
        for group in _row_groups(tables, group_rows):
            writer.write_table(group, row_group_size=group_rows)
            rows += group.num_rows
    unfinished.rename(path)
    return rows


def writing_of(files: Iterable[Path]) -> tuple[Codec, bool]:
    """Return how the first of some files that has rows is compressed, and whether by dictionary."""
    codecs: dict[str, Codec] = {"ZSTD": "zstd", "UNCOMPRESSED": "none"}
    for file in files:
        about = pq.read_metadata(file)
        if about.num_row_groups:
            group = about.row_group(0)
            columns = [group.column(k) for k in range(group.num_columns)]
            dictionary = any(column.has_dictionary_page for column in columns)
            return codecs.get(columns[0].compression, "lz4"), dictionary
    return "lz4", True


def _row_groups(tables: Iterable[pa.Table], group_rows: int) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        while sum(part.num_rows for part in waiting) >= group_rows:
            joined = pa.concat_tables(waiting)
            yield joined.slice(0, group_rows)
            waiting = [joined.slice(group_rows)]
    if rest := [part for part in waiting if part.num_rows]:
        yield pa.concat_tables(rest)


def write_table(table: str, frames: Iterable[pl.DataFrame], path: Path) -> int:
    """Write frames as one file of a table, in its contract's schema, and return the rows written.

    Frames are written as they come, so memory is bounded by the largest of them. Raises
    ValueError as `conform` does; an unfinished file is never left under the final name.
    """
    agreed = contract(table)
    group = row_group_rows(agreed.text_heavy)
    slices = (part for frame in frames for part in frame.iter_slices(group))
    conformed = (conform(table, part) for part in slices if part.height)
    return write_arrow(conformed, path, agreed.schema, group)
