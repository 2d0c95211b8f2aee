"""Makes small rows that fit the contracts, for tests of storage that do not care what they say."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa

from warehouse.contract import Column, contract
from warehouse.stage import write_part, write_table

EARLY = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def value_of(kind: pa.DataType, seed: int) -> object:
    """Return a value of an Arrow type that differs with the seed."""
    if pa.types.is_list(kind):
        return [value_of(kind.value_type, seed + step) for step in range(seed % 3)]
    if pa.types.is_struct(kind):
        return {field.name: value_of(field.type, seed + 1) for field in kind}
    if pa.types.is_timestamp(kind):
        return EARLY.replace(microsecond=seed % 1_000_000)
    if pa.types.is_date(kind):
        return date(2024, 1, 1 + seed % 28)
    if pa.types.is_boolean(kind):
        return seed % 2 == 0
    if pa.types.is_floating(kind):
        return (seed % 8) / 8
    return seed if pa.types.is_integer(kind) else f"word {seed} \u00fc\U0001f4f0"


def _cell(column: Column, seed: int) -> object:
    if column.null and seed % 3 == 0:
        return None
    return value_of(column.type, seed)


def rows_of(table: str, keys: Iterable[str], seed: int = 0) -> pl.DataFrame:
    """Return one row for each key; `seed` changes all other columns."""
    agreed = contract(table)
    records = []
    for place, key in enumerate(keys):
        record = {c.name: _cell(c, seed + place) for c in agreed.columns}
        record[agreed.key[0]] = key
        records.append(record)
    arrow = pa.Table.from_pylist(records, agreed.schema)
    return pl.DataFrame(pl.from_arrow(arrow))


def stored(table: str, keys: Iterable[str], path: Path, seed: int = 0) -> Path:
    """Write rows of a table as a candidate file and return its path."""
    write_table(table, [rows_of(table, keys, seed)], path)
    return path


def listed(values: Iterable[str], path: Path) -> Path:
    """Write a part that lists values, as a change's `delete` wants it."""
    return write_part(pl.DataFrame({"value": list(values)}, schema={"value": pl.String}), path)
