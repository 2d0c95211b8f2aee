"""Readers that glob a flat folder while snapshots are swapped see one snapshot, never a mixture."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.dataset as ds
import pytest

from tests.warehouse.rows import rows_of
from warehouse.layout import Warehouse
from warehouse.snapshot import pinned_current
from warehouse.stage import write_table

FILES = 4
ROWS = 10
SECONDS = 2.5

WRITER = """
import sys
from pathlib import Path
from warehouse.layout import Warehouse
from warehouse.publish import TableChange, publish
from warehouse.retention import drop_old_snapshots
from warehouse.snapshot import current_snapshot
root, parts = Path(sys.argv[1]), Path(sys.argv[2])
warehouse = Warehouse(root)
snapshot = current_snapshot(warehouse)
for turn in range(10_000):
    adds = tuple(sorted(parts.glob(f"{turn % 7}-*.parquet")))
    change = TableChange("clusters", adds, replace=True)
    snapshot = publish(warehouse, snapshot, [change], [], {"turn": turn})
    drop_old_snapshots(warehouse, keep_seconds=0.5)
    if turn == 0:
        print("ready", flush=True)
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """While the test runs, another process replaces every row as fast as it can."""
    for turn in range(7):
        for place in range(FILES):
            keys = [f"c{place}-{row}" for row in range(ROWS + turn)]
            rows = rows_of("clusters", keys).with_columns(run_id=pl.lit(f"run {turn}"))
            write_table("clusters", [rows], tmp_path / "parts" / f"{turn}-{place}.parquet")
    return Warehouse(tmp_path / "warehouse")


def by_polars(glob: str) -> list[str]:
    return pl.scan_parquet(glob).select("run_id").collect().to_series().to_list()


def by_duckdb(glob: str) -> list[str]:
    rows = duckdb.sql(f"SELECT run_id FROM read_parquet('{glob}')").fetchall()
    return [row[0] for row in rows]


def by_pyarrow(glob: str) -> list[str]:
    files = [str(path) for path in sorted(Path(glob).parent.glob("*.parquet"))]
    return ds.dataset(files).to_table(["run_id"]).column(0).to_pylist()


def is_whole(runs: list[str]) -> bool:
    return len(set(runs)) == 1 and len(runs) == FILES * (ROWS + int(runs[0].split()[1]))


def outcome(read: Callable[[str], list[str]], glob: str) -> str:
    """A file that was listed may be gone when it is opened: then a reader fails, and says so."""
    try:
        return "whole" if is_whole(read(glob)) else "mixed"
    except (FileNotFoundError, pl.exceptions.ComputeError, duckdb.IOException) as error:
        words = ("No such file", "os error 2", "No files found")  # each reader has its own
        assert isinstance(error, FileNotFoundError) or any(word in str(error) for word in words)
        return "gone"


@pytest.mark.parametrize("read", [by_polars, by_duckdb, by_pyarrow])
def test_a_glob_never_mixes_two_snapshots(
    warehouse: Warehouse, tmp_path: Path, read: Callable[[str], list[str]]
) -> None:
    arguments = [str(warehouse.root), str(tmp_path / "parts")]
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        seen: Counter[str] = Counter()
        pinned: set[int] = set()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            seen[outcome(read, f"{warehouse.current}/clusters/*.parquet")] += 1
            with pinned_current(warehouse) as snapshot:
                assert snapshot is not None
                assert is_whole(read(f"{snapshot.path}/clusters/*.parquet"))
            pinned.add(snapshot.number)
        assert writer.poll() is None, "the writer failed"
    finally:
        writer.kill()
        writer.wait()
    assert seen["mixed"] == 0
    assert seen["whole"] > 5
    assert len(pinned) > 3
