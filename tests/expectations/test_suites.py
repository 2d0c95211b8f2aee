"""Each expectation finds what it is for, suites follow contracts, and their flags exist."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from expectations.flags import flag_names
from expectations.skeleton import refresh
from expectations.suite import SUITES_DIR, suite, suite_tables
from tests.expectations.breaks import BREAKS
from tests.expectations.conftest import Judge
from tests.expectations.small import Frames

ON_FILES = {"schema_is_the_contract", "required_values_present"}
NAMES = [(t, e.column) for t in suite_tables() for e in suite(t).expectations]
ALSO: dict[tuple[str, str], set[tuple[str, str]]] = json.loads("{}")


def failing(results: Path) -> set[tuple[str, str]]:
    """Return table and column of what failed."""
    rows = pl.read_parquet(results).filter(~pl.col("success"))
    return set(rows.select("table_name", "column").rows())


def test_small_warehouse_passes_whole(judged: Judge, frames: Frames) -> None:
    verdict = judged(frames)
    assert verdict.ok
    assert verdict.failures == verdict.warnings == ()
    assert verdict.set_aside is None
    results = pl.read_parquet(verdict.results)
    seen = set(results.select("table_name", "column").rows())
    assert set(NAMES) <= seen
    assert results["success"].all()


@pytest.mark.parametrize(("table", "column"), [n for n in NAMES if n[1] not in ON_FILES])
def test_break_is_reported(judged: Judge, frames: Frames, table: str, column: str) -> None:
    verdict = judged(BREAKS[table, column](frames))
    found = failing(verdict.results)
    assert (table, column) in found
    print(table, column, "ALSO", sorted(found - {(table, column)}))
