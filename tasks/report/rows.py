"""Opens a table's files as a lazy frame, limited to the rows that one run wrote."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from warehouse.contract import contract

Tables = Mapping[str, Sequence[Path]]
"""Table name to its Parquet files: the published snapshot's, or a stopped run's candidates."""


def table(tables: Tables, name: str) -> pl.LazyFrame:
    """Scan a table; one without files is empty, in its contract's schema."""
    paths = list(tables.get(name, ()))
    if paths:
        return pl.scan_parquet(paths)
    empty = pl.from_arrow(contract(name).schema.empty_table())
    return pl.DataFrame(empty).lazy()


def run_rows(tables: Tables, name: str, run_id: str) -> pl.LazyFrame:
    """Scan the rows of a table that a run wrote."""
    return table(tables, name).filter(pl.col("run_id") == run_id)


def gathered(frame: pl.LazyFrame) -> pl.DataFrame:
    """Run a query in Polars' streaming engine: memory stays bounded by its result."""
    return frame.collect(engine="streaming")


OUTLET = pl.coalesce("publisher", "domain", "source_id").alias("outlet")
"""Who an article is from, as readers would say: the publisher, else the domain, else the source."""
