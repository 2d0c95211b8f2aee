"""Reads published tables in a form that two runs can be compared by."""

from pathlib import Path

import polars as pl

from warehouse.contract import contract, table_names

OPERATIONS = ("runs", "run_metrics", "expectation_results")
"""Tables that tell of the run itself, whose times differ from run to run."""


def current(warehouse: Path, table: str) -> pl.DataFrame:
    """All rows of a table by the plain glob that readers use, in key order."""
    rows = pl.read_parquet(str(warehouse / "current" / table / "*.parquet"))
    return rows.sort(contract(table).key)


def reader_tables(warehouse: Path, drop: tuple[str, ...] = ()) -> dict[str, pl.DataFrame]:
    """Every table that must come out equal, without the named columns."""
    names = [name for name in table_names() if name not in OPERATIONS]
    return {name: current(warehouse, name).drop(drop, strict=False) for name in names}


def assert_same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    """Assert that two sets of tables are equal, and say where they are not."""
    assert one.keys() == other.keys()
    for name, rows in one.items():
        assert rows.height == other[name].height, f"{name}: {rows.height} {other[name].height}"
        for column in rows.columns:
            assert rows[column].equals(other[name][column]), f"{name}.{column} differs"
