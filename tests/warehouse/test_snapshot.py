"""What readers are told when a warehouse is empty, damaged, newer, or older in its columns."""

import json
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.rows import listed, rows_of, stored
from warehouse.contract import SCHEMA_VERSION, contract
from warehouse.layout import Warehouse
from warehouse.manifest import MANIFEST_NAME, FolderEntry, read_manifest, schema_fingerprint
from warehouse.publish import PublishError, TableChange, publish
from warehouse.snapshot import (
    NewerSchema,
    Snapshot,
    SnapshotUnreadable,
    current_snapshot,
    open_snapshot,
)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    file = stored("entities", ["e1", "e2"], tmp_path / "e.parquet")
    changes = [TableChange("entities", (file,))]
    return publish(Warehouse(tmp_path / "w [1] a=b"), None, changes, [], {"inputs": ["x"]})


def warehouse_of(snapshot: Snapshot) -> Warehouse:
    return Warehouse(snapshot.path.parents[1])


def edit_manifest(snapshot: Snapshot, **values: object) -> None:
    path = snapshot.path / MANIFEST_NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_empty_warehouse_has_no_snapshot(tmp_path: Path) -> None:
    assert current_snapshot(Warehouse(tmp_path)) is None
    assert current_snapshot(Warehouse(tmp_path / "nowhere")) is None


def test_odd_folder_names_read_like_any_other(snapshot: Snapshot) -> None:
    found = current_snapshot(warehouse_of(snapshot))
    assert found == snapshot
    assert found.scan("entities").collect().equals(rows_of("entities", ["e1", "e2"]))


def test_newer_major_version_is_not_read(snapshot: Snapshot) -> None:
    edit_manifest(snapshot, schema_version="2.0.0")
    with pytest.raises(NewerSchema, match="install a newer Broadsheet"):
        current_snapshot(warehouse_of(snapshot))


def test_newer_minor_version_is_read_but_not_added_to(snapshot: Snapshot) -> None:
    major, minor, patch = SCHEMA_VERSION.split(".")
    edit_manifest(snapshot, schema_version=f"{major}.{int(minor) + 1}.{patch}")
    found = current_snapshot(warehouse_of(snapshot))
    assert found is not None
    assert found.scan("entities").collect().height == 2
    with pytest.raises(NewerSchema, match="newer one to add"):
        publish(warehouse_of(snapshot), found, [], [], {})


def as_written_before_geonames(snapshot: Snapshot) -> None:
    """Rewrite the stored rows as a version without that nullable column would have."""
    (file,) = snapshot.files("entities")
    older = pq.ParquetFile(file).read().drop_columns(["geonames_id"])
    file.unlink()
    pq.write_table(older, file)
    manifest = json.loads((snapshot.path / MANIFEST_NAME).read_text())
    manifest["tables"]["entities"]["schema"] = schema_fingerprint(older.schema)
    edit_manifest(snapshot, tables=manifest["tables"])


def test_rows_of_an_older_minor_version_gain_the_new_column(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    as_written_before_geonames(snapshot)
    older = open_snapshot(warehouse_of(snapshot), 1)
    expected = rows_of("entities", ["e1", "e2"]).with_columns(
        pl.lit(None, pl.Int64).alias("geonames_id")
    )
    assert older.scan("entities").collect().equals(expected)
    file = stored("entities", ["e3"], tmp_path / "e3.parquet")
    newer = publish(warehouse_of(snapshot), older, [TableChange("entities", (file,))], [], {})
    schemas = [pq.read_schema(path) for path in newer.files("entities")]
    assert all(schema.equals(contract("entities").schema) for schema in schemas)
    assert newer.scan("entities").collect().height == 3


def test_rows_that_lack_a_required_column_are_not_migrated(snapshot: Snapshot) -> None:
    (file,) = snapshot.files("entities")
    older = pq.ParquetFile(file).read().drop_columns(["name"])
    file.unlink()
    pq.write_table(older, file)
    manifest = json.loads((snapshot.path / MANIFEST_NAME).read_text())
    manifest["tables"]["entities"]["schema"] = "older"
    edit_manifest(snapshot, tables=manifest["tables"])
    with pytest.raises(PublishError, match="name may not be null"):
        publish(warehouse_of(snapshot), open_snapshot(warehouse_of(snapshot), 1), [], [], {})


def test_table_that_an_older_snapshot_lacks_reads_as_empty(snapshot: Snapshot) -> None:
    manifest = json.loads((snapshot.path / MANIFEST_NAME).read_text())
    del manifest["tables"]["quotes"]
    edit_manifest(snapshot, tables=manifest["tables"])
    older = open_snapshot(warehouse_of(snapshot), 1)
    assert older.files("quotes") == []
    assert older.rows("quotes") == 0
    assert older.scan("quotes").collect().schema == rows_of("quotes", ["q"]).schema


def test_pointer_that_is_no_link_names_the_remedy(snapshot: Snapshot) -> None:
    warehouse = warehouse_of(snapshot)
    warehouse.current.unlink()
    warehouse.current.mkdir()
    with pytest.raises(SnapshotUnreadable, match="cp -a"):
        current_snapshot(warehouse)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"number": 1}'])
def test_damaged_manifest_is_named(snapshot: Snapshot, content: str | None) -> None:
    path = snapshot.path / MANIFEST_NAME
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(SnapshotUnreadable, match="snapshot 1 cannot be read"):
        current_snapshot(warehouse_of(snapshot))


def test_manifest_reads_back_as_written(snapshot: Snapshot) -> None:
    assert read_manifest(snapshot.path) == snapshot.manifest
    assert isinstance(snapshot.manifest.tables["entities"], FolderEntry)


def test_descriptions_do_not_count_as_another_schema() -> None:
    schema = contract("articles").schema
    assert schema_fingerprint(schema) == schema_fingerprint(schema.remove_metadata())
    optional = pa.schema([field.with_nullable(True) for field in schema])
    assert schema_fingerprint(schema) != schema_fingerprint(optional)


def test_delete_list_may_come_from_a_folder_with_an_equals_sign(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    gone = listed(["e1"], tmp_path / "run=5" / "gone.parquet")
    change = TableChange("entities", delete=gone, delete_on="entity_id")
    after = publish(warehouse_of(snapshot), snapshot, [change], [], {})
    assert after.scan("entities").collect().get_column("entity_id").to_list() == ["e2"]
