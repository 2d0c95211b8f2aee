"""What a run wants to publish, seen as the tables that readers would get."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from warehouse.contract import contract


@dataclass(frozen=True)
class Candidates:
    """The files of a run beside the current ones.

    added: rows to be published, by table.
    deleted: by table, a column and a part whose first column lists the values of that column
        whose current rows will go.
    current: the files of the current snapshot, by table.
    """

    added: Mapping[str, tuple[Path, ...]]
    deleted: Mapping[str, tuple[str, Path]] = field(default_factory=dict)
    current: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)


def scan(table: str, files: Sequence[Path], columns: Sequence[str]) -> pl.LazyFrame:
    """Return some columns of a table's files; no files give no rows of the contract's types."""
    if files:
        return pl.scan_parquet(list(files)).select(columns)
    kinds = columns_of(table)
    return pl.DataFrame(schema={name: kinds[name] for name in columns}).lazy()


@cache
def columns_of(table: str) -> pl.Schema:
    """Return a table's columns with their Polars types."""
    return pl.Schema(contract(table).schema)  # a frame made from Arrow would import pandas


def added(candidates: Candidates, table: str, columns: Sequence[str]) -> pl.LazyFrame:
    """Return some columns of the rows that the run adds to a table."""
    return scan(table, candidates.added.get(table, ()), columns)


def kept(candidates: Candidates, table: str, columns: Sequence[str]) -> pl.LazyFrame:
    """Return some columns of the current rows that the run leaves in a table."""
    files = candidates.current.get(table, ())
    if table not in candidates.deleted or not files:
        return scan(table, files, columns)
    column, _ = candidates.deleted[table]
    rows = scan(table, files, list(dict.fromkeys([*columns, column])))
    return rows.join(_going(candidates, table), on=column, how="anti").select(columns)


def going(candidates: Candidates, table: str, columns: Sequence[str]) -> pl.LazyFrame:
    """Return some columns of the current rows that the run takes out of a table."""
    files = candidates.current.get(table, ())
    if table not in candidates.deleted or not files:
        return scan(table, (), columns)
    column, _ = candidates.deleted[table]
    rows = scan(table, files, list(dict.fromkeys([*columns, column])))
    return rows.join(_going(candidates, table), on=column, how="semi").select(columns)


def after(candidates: Candidates, table: str, columns: Sequence[str]) -> pl.LazyFrame:
    """Return some columns of a table as it will be once the run is published."""
    parts = [added(candidates, table, columns), kept(candidates, table, columns)]
    return pl.concat(parts if candidates.current.get(table) else parts[:1])


def _going(candidates: Candidates, table: str) -> pl.LazyFrame:
    column, part = candidates.deleted[table]
    values = pl.scan_parquet(part)
    return values.select(pl.first().cast(pl.String).alias(column)).unique()


def rows_with(
    candidates: Candidates, table: str, key: str, wanted: pl.Series, columns: Sequence[str]
) -> pl.DataFrame:
    """Return the rows of a table as it will be whose `key` is wanted.

    The current files are opened only for values that no added row has, so a small run against a
    large warehouse reads little. For keys that are unique in the table, or whose rows all come
    from one run.
    """
    ids = pl.DataFrame({key: wanted.unique()})
    names = list(dict.fromkeys([key, *columns]))
    mine = added(candidates, table, names).join(ids.lazy(), on=key, how="semi").collect()
    rest = ids.join(mine, on=key, how="anti")
    if rest.is_empty() or not candidates.current.get(table):
        return mine
    older = kept(candidates, table, names).filter(pl.col(key).is_in(rest[key].implode()))
    return pl.concat([mine, older.collect()])


def touched(candidates: Candidates, column: str, tables: tuple[str, ...]) -> pl.DataFrame:
    """Return the distinct values of a column in rows that come or go in any of the tables."""
    sides = [side(candidates, table, [column]) for table in tables for side in (added, going)]
    return pl.concat(sides).unique().collect()
