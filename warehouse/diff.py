"""Tells what changed between two snapshots: rows that came, went or differ, and in what columns."""

from collections.abc import Iterator, Sequence

import polars as pl

from warehouse.contract import Contract, contract, table_names
from warehouse.rewrite import surviving_rows
from warehouse.snapshot import Snapshot

CHANGES = pl.Schema(
    [
        ("table", pl.String()),
        ("key", pl.String()),
        ("change", pl.String()),
        ("columns", pl.List(pl.String)),
    ]
)
KEY_SEPARATOR = " / "


def diff(old: Snapshot, new: Snapshot) -> pl.DataFrame:
    """Compare all tables of two snapshots and return one row per row that differs.

    Columns: ``table``; ``key``, the row's key, its parts joined by " / "; ``change``, one of
    added, changed, removed; ``columns``, the changed columns in the contract's order. A row that
    differs only in ``run_id`` was written again with the same content and is left out. Sorted by
    table and key. Files that both snapshots share are not read.
    """
    tables = [_of_table(old, new, contract(name)) for name in table_names()]
    return pl.concat([CHANGES.to_frame(), *tables]).sort("table", "key")


def summary(changes: pl.DataFrame) -> pl.DataFrame:
    """Count the rows of `diff` per table: columns table, added, changed, removed."""
    counts = [
        (pl.col("change") == word).sum().cast(pl.Int64).alias(word)
        for word in ("added", "changed", "removed")
    ]
    return changes.group_by("table").agg(counts).sort("table")


def _of_table(old: Snapshot, new: Snapshot, agreed: Contract) -> pl.DataFrame:
    before, after = set(_names(old, agreed)), set(_names(new, agreed))
    compared = [c.name for c in agreed.columns if c.name not in (*agreed.key, "run_id")]
    was = _digests(old, agreed, before - after, compared)
    now = _digests(new, agreed, after - before, compared)
    both = was.join(now, on=agreed.key, how="full", coalesce=True, suffix=" now")
    differs = [
        pl.when(pl.col(name) != pl.col(f"{name} now")).then(pl.lit(name)) for name in compared
    ]
    change = (
        pl.when(pl.col("there").is_null())
        .then(pl.lit("added"))
        .when(pl.col("there now").is_null())
        .then(pl.lit("removed"))
        .otherwise(pl.lit("changed"))
    )
    return both.select(
        pl.lit(agreed.name).alias("table"),
        pl.concat_str(agreed.key, separator=KEY_SEPARATOR).alias("key"),
        change.alias("change"),
        pl.concat_list(differs).list.drop_nulls().alias("columns"),
    ).filter((pl.col("change") != "changed") | (pl.col("columns").list.len() > 0))


def _names(snapshot: Snapshot, agreed: Contract) -> Iterator[str]:
    return (path.name for path in snapshot.files(agreed.name))


def _digests(
    snapshot: Snapshot, agreed: Contract, names: set[str], compared: Sequence[str]
) -> pl.DataFrame:
    """The keys of some files' rows, each other column as a hash: texts never pile up in memory."""
    wanted = [
        *(pl.col(name) for name in agreed.key),
        *(pl.col(name).hash() for name in compared),
        pl.lit(True).alias("there"),
    ]
    digests = [pl.DataFrame(pl.from_arrow(agreed.schema.empty_table())).select(wanted)]
    for path in snapshot.files(agreed.name):
        if path.name in names:
            parts = surviving_rows(path, [], agreed.schema)
            digests += [pl.DataFrame(pl.from_arrow(part)).select(wanted) for part in parts]
    return pl.concat(digests)
