"""Which snapshots are dropped: old ones nobody reads, and what a crash left; never another."""

import os
import time
from pathlib import Path

import pytest

from tests.warehouse.rows import stored
from warehouse.layout import Warehouse
from warehouse.lock import LeaseLost
from warehouse.publish import PublishError, TableChange, publish
from warehouse.retention import clear_leftovers, drop_old_snapshots
from warehouse.snapshot import Snapshot, current_snapshot, kept_snapshots, open_snapshot

HOUR = 3600.0


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Five snapshots, published five hours ago to one hour ago."""
    warehouse = Warehouse(tmp_path / "warehouse")
    parent: Snapshot | None = None
    for number in range(1, 6):
        file = stored("articles", [f"a{number}"], tmp_path / f"{number}.parquet")
        parent = publish(warehouse, parent, [TableChange("articles", (file,))], [], {})
        then = time.time() - (6 - number) * HOUR
        os.utime(parent.path / "manifest.json", (then, then))
    return warehouse


def test_age_counts_from_the_moment_of_being_replaced(warehouse: Warehouse) -> None:
    # 1 was replaced 4 hours ago, 2 three hours ago, 3 two hours ago.
    assert drop_old_snapshots(warehouse, 2.5 * HOUR) == [1, 2]
    assert kept_snapshots(warehouse) == [3, 4, 5]
    assert list(warehouse.snapshots.glob("*.dropped")) == []


@pytest.mark.parametrize(("keep", "left"), [(0, [5]), (1, [5]), (2, [4, 5]), (9, [1, 2, 3, 4, 5])])
def test_the_newest_stay_whatever_their_age(
    warehouse: Warehouse, keep: int, left: list[int]
) -> None:
    drop_old_snapshots(warehouse, -HOUR, keep_at_least=keep)
    assert kept_snapshots(warehouse) == left


def test_a_pinned_snapshot_is_not_dropped_until_it_is_let_go(warehouse: Warehouse) -> None:
    old = open_snapshot(warehouse, 2)
    with old.pin() as pinned:
        assert drop_old_snapshots(warehouse, 0) == [1, 3]
        assert pinned.scan("articles").collect().height == 2
    assert drop_old_snapshots(warehouse, 0) == [2]
    with pytest.raises(LeaseLost, match="was dropped"), old.pin():
        pass


def test_dropping_one_snapshot_takes_nothing_from_the_others(warehouse: Warehouse) -> None:
    drop_old_snapshots(warehouse, 0, keep_at_least=1)
    snapshot = current_snapshot(warehouse)
    assert snapshot is not None
    found = snapshot.scan("articles").collect().get_column("article_id").sort().to_list()
    assert found == ["a1", "a2", "a3", "a4", "a5"]


def test_only_left_overs_are_cleared(warehouse: Warehouse) -> None:
    for name in ("6.tmp", "3.dropped", "notes", "6"):
        (warehouse.snapshots / name).mkdir()
    (warehouse.snapshots / "README").write_text("kept")
    clear_leftovers(warehouse)
    names = sorted(path.name for path in warehouse.snapshots.iterdir())
    assert names == ["1", "2", "3", "4", "5", "README", "notes"]


def test_a_newer_snapshot_that_is_read_stops_the_writer(warehouse: Warehouse) -> None:
    newest = current_snapshot(warehouse)
    assert newest is not None
    warehouse.current.unlink()
    warehouse.current.symlink_to("snapshots/4")
    with newest.pin():
        with pytest.raises(PublishError, match="5 is newer than the current one, 4"):
            publish(warehouse, open_snapshot(warehouse, 4), [], [], {})
        assert kept_snapshots(warehouse) == [1, 2, 3, 4, 5]


def test_a_number_used_again_gives_other_rows_other_names(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    """A reader may have listed the snapshot that was taken back."""
    newest = current_snapshot(warehouse)
    assert newest is not None
    taken_back = {path.name for path in newest.files("articles")}
    warehouse.current.unlink()
    warehouse.current.symlink_to("snapshots/4")
    parent = open_snapshot(warehouse, 4)
    change = TableChange("articles", (stored("articles", ["other"], tmp_path / "o.parquet"),))
    again = publish(warehouse, parent, [change], [], {})
    assert again.number == 5
    shared = taken_back & {path.name for path in again.files("articles")}
    assert shared == {path.name for path in parent.files("articles")}
