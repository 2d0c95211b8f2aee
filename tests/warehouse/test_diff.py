"""What the comparison of two snapshots reports, and what it leaves out."""

from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.rows import listed, rows_of, stored
from warehouse.diff import diff, summary
from warehouse.layout import Warehouse
from warehouse.publish import TableChange, publish
from warehouse.snapshot import Snapshot
from warehouse.stage import write_table


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


@pytest.fixture
def first(warehouse: Warehouse, tmp_path: Path) -> Snapshot:
    changes = [
        TableChange("articles", (stored("articles", ["a", "b", "c"], tmp_path / "1.parquet"),)),
        TableChange("run_metrics", (stored("run_metrics", ["r1"], tmp_path / "m.parquet"),)),
    ]
    return publish(warehouse, None, changes, [], {})


def upsert(folder: Path, frame: pl.DataFrame, gone: list[str]) -> TableChange:
    write_table("articles", [frame], folder / "new.parquet")
    delete = listed(gone, folder / "gone.parquet")
    return TableChange("articles", (folder / "new.parquet",), delete, "article_id")


def test_added_changed_and_removed_rows(
    warehouse: Warehouse, first: Snapshot, tmp_path: Path
) -> None:
    kept = rows_of("articles", ["a", "b", "c"]).filter(pl.col("article_id") == "b")
    edited = kept.with_columns(text=pl.lit("Other words."), section=pl.lit(["world", "asia"]))
    new = pl.concat([edited, rows_of("articles", ["d"], seed=3)])
    change = upsert(tmp_path, new, ["b", "c"])
    metrics = TableChange(
        "run_metrics", (stored("run_metrics", ["r2"], tmp_path / "m2.parquet", seed=1),)
    )
    second = publish(warehouse, first, [change, metrics], [], {})
    found = diff(first, second)
    metric = rows_of("run_metrics", ["r2"], seed=1).select("run_id", "stage", "source_id", "metric")
    assert found.rows() == [
        ("articles", "b", "changed", ["section", "text"]),
        ("articles", "c", "removed", []),
        ("articles", "d", "added", []),
        ("run_metrics", " / ".join(metric.row(0)), "added", []),
    ]
    assert summary(found).rows() == [("articles", 1, 1, 1), ("run_metrics", 1, 0, 0)]
    back = diff(second, first)
    assert back.get_column("change").to_list() == ["changed", "added", "removed", "removed"]


def test_rows_written_again_with_the_same_content_are_no_change(
    warehouse: Warehouse, first: Snapshot, tmp_path: Path
) -> None:
    again = rows_of("articles", ["a", "b", "c"]).with_columns(run_id=pl.lit("later"))
    second = publish(warehouse, first, [upsert(tmp_path, again, ["a", "b", "c"])], [], {})
    assert second.files("articles") != first.files("articles")
    found = diff(first, second)
    assert found.height == 0
    assert summary(found).columns == ["table", "added", "changed", "removed"]


def test_a_value_that_turns_null_is_a_change(
    warehouse: Warehouse, first: Snapshot, tmp_path: Path
) -> None:
    row = rows_of("articles", ["a", "b"]).filter(pl.col("article_id") == "b")
    assert row.get_column("headline").null_count() == 0
    bare = row.with_columns(headline=pl.lit(None, pl.String))
    second = publish(warehouse, first, [upsert(tmp_path, bare, ["b"])], [], {})
    assert diff(first, second).rows() == [("articles", "b", "changed", ["headline"])]
    assert diff(second, first).rows() == [("articles", "b", "changed", ["headline"])]
