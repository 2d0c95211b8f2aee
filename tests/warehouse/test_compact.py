"""Small files are merged, big ones left alone, and rows neither change nor lose their order."""

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.rows import rows_of, stored
from warehouse.build import Folder, Shape
from warehouse.compact import FILES_OF_A_SIZE, groups_to_merge
from warehouse.contract import contract
from warehouse.layout import Warehouse
from warehouse.manifest import FileEntry
from warehouse.publish import TableChange, publish
from warehouse.snapshot import Snapshot

LIMIT = 6400


def files(rows: list[int]) -> list[FileEntry]:
    return [FileEntry(f"{place:04d}", count, count, "") for place, count in enumerate(rows)]


@given(st.lists(st.integers(1, 2 * LIMIT), min_size=20, max_size=60))
def test_merges_are_bounded_and_leave_few_small_files(rows: list[int]) -> None:
    there = files(rows)
    while groups := groups_to_merge(there, LIMIT):
        for group in groups:
            assert len(group) > 1
            assert sum(file.rows for file in group) <= LIMIT
            assert all(file.rows <= LIMIT // 2 for file in group)
        merged = {file.name for group in groups for file in group}
        sums = [sum(file.rows for file in group) for group in groups]
        there = [file for file in there if file.name not in merged] + files(sums)
        there = [FileEntry(f"{n:04d}", f.rows, f.bytes, "") for n, f in enumerate(there)]
    small = [file for file in there if file.rows <= LIMIT // 2]
    assert len(small) <= 3 * FILES_OF_A_SIZE


def test_a_few_small_files_stay() -> None:
    assert groups_to_merge(files([5] * FILES_OF_A_SIZE), LIMIT) == []
    assert len(groups_to_merge(files([5] * (FILES_OF_A_SIZE + 1)), LIMIT)) == 1


def test_hourly_runs_do_not_pile_up_files(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "w")
    snapshot: Snapshot | None = None
    for hour in range(30):
        keys = [f"q{hour:02d}-{number}" for number in (2, 0, 1)]
        file = stored("quotes", keys, tmp_path / f"{hour}.parquet", seed=hour)
        snapshot = publish(warehouse, snapshot, [TableChange("quotes", (file,))], [], {})
    assert snapshot is not None
    assert len(snapshot.files("quotes")) <= FILES_OF_A_SIZE + 1
    found = snapshot.scan("quotes").collect()
    made = pl.concat(
        rows_of("quotes", [f"q{hour:02d}-{number}" for number in (2, 0, 1)], seed=hour)
        for hour in range(30)
    )
    assert found.sort("quote_id").equals(made.sort("quote_id"))


def test_merged_rows_are_in_the_contract_s_order(tmp_path: Path) -> None:
    adds = tuple(
        stored("articles", [f"a{9 - place}"], tmp_path / f"{place}.parquet", seed=5 - place % 3)
        for place in range(FILES_OF_A_SIZE + 1)
    )
    snapshot = publish(Warehouse(tmp_path / "w"), None, [TableChange("articles", adds)], [], {})
    assert len(snapshot.files("articles")) == 1
    found = snapshot.scan("articles").select("published_at", "article_id").collect()
    assert found.equals(found.sort("published_at", "article_id", nulls_last=True))
    assert found.get_column("published_at").null_count() == 3


def test_more_than_a_row_group_is_merged_without_sorting(tmp_path: Path) -> None:
    adds = tuple(
        stored("clusters", [f"c{9 - place}", f"c{20 - place}"], tmp_path / f"{place}.parquet")
        for place in range(FILES_OF_A_SIZE + 1)
    )
    shape = Shape(contract("clusters").schema, ("cluster_id",), 5, "zstd")
    change = TableChange("clusters", adds)
    folder = Folder(1, tmp_path, tmp_path / "new" / "clusters", None, (change,), shape)
    (entry,) = folder.build().files
    with pq.ParquetFile(folder.new / entry.name) as parquet:
        groups = [parquet.metadata.row_group(place).num_rows for place in range(4)]
        found = parquet.read(["cluster_id"]).column(0).to_pylist()
    assert groups == [5, 5, 5, 3]
    assert found == [f"c{number}" for place in range(9) for number in (9 - place, 20 - place)]
    assert entry.rows == 18
