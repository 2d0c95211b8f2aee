"""What a snapshot holds after rows are added, deleted and replaced, and what publishing refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.rows import listed, rows_of, stored
from warehouse.contract import table_names
from warehouse.layout import Warehouse
from warehouse.publish import PublishError, TableChange, publish
from warehouse.snapshot import Snapshot, current_snapshot
from warehouse.stage import write_part, write_table


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def keys(snapshot: Snapshot, table: str = "articles") -> list[str]:
    return sorted(snapshot.scan(table).collect().to_series(0).to_list())


def first(warehouse: Warehouse, tmp_path: Path, *ids: str) -> Snapshot:
    change = TableChange("articles", (stored("articles", ids, tmp_path / "first.parquet"),))
    return publish(warehouse, None, [change], [], {"run_id": "run_1"})


def test_first_publish_makes_every_table_readable(warehouse: Warehouse, tmp_path: Path) -> None:
    first(warehouse, tmp_path, "a", "b")
    snapshot = current_snapshot(warehouse)
    assert snapshot is not None
    assert (snapshot.number, snapshot.facts) == (1, {"run_id": "run_1"})
    assert keys(snapshot) == ["a", "b"]
    for table in table_names():
        assert snapshot.files(table) == sorted((warehouse.current / table).resolve().glob("*"))
        assert snapshot.scan(table).collect().height == snapshot.rows(table)


def test_upsert_rewrites_only_the_file_that_lost_rows(warehouse: Warehouse, tmp_path: Path) -> None:
    adds = tuple(
        stored("articles", ids, tmp_path / f"{name}.parquet")
        for name, ids in (("one", ["a", "b"]), ("two", ["c", "d"]))
    )
    before = publish(warehouse, None, [TableChange("articles", adds)], [], {})
    change = TableChange(
        "articles",
        (stored("articles", ["b"], tmp_path / "new.parquet", seed=50),),
        listed(["b", "unknown"], tmp_path / "gone.parquet"),
        "article_id",
    )
    after = publish(warehouse, before, [change], [], {})
    assert keys(after) == ["a", "b", "c", "d"]
    assert keys(before) == ["a", "b", "c", "d"]
    expected = rows_of("articles", ["b"], seed=50)
    assert after.scan("articles").filter(pl.col("article_id") == "b").collect().equals(expected)
    shared = {f.stat().st_ino for f in before.files("articles")} & {
        f.stat().st_ino for f in after.files("articles")
    }
    assert len(shared) == 1


def test_deletes_spare_rows_added_by_the_same_publish(warehouse: Warehouse, tmp_path: Path) -> None:
    before = first(warehouse, tmp_path, "a", "b")
    gone = listed(["a", "x"], tmp_path / "gone.parquet")
    changes = [
        TableChange("articles", (stored("articles", ["x"], tmp_path / "x.parquet"),)),
        TableChange("articles", delete=gone, delete_on="article_id"),
    ]
    assert keys(publish(warehouse, before, changes, [], {})) == ["b", "x"]


def test_a_null_in_the_list_deletes_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    rows = rows_of("articles", ["a", "b", "c"])
    rows = rows.with_columns(native_id=pl.Series(["x", None, "y"]))
    write_table("articles", [rows], tmp_path / "a.parquet")
    before = publish(warehouse, None, [TableChange("articles", (tmp_path / "a.parquet",))], [], {})
    gone = write_part(pl.DataFrame({"v": ["y", None]}), tmp_path / "gone.parquet")
    change = TableChange("articles", delete=gone, delete_on="native_id")
    assert keys(publish(warehouse, before, [change], [], {})) == ["a", "b"]


def test_table_that_lost_all_rows_keeps_its_columns(warehouse: Warehouse, tmp_path: Path) -> None:
    before = first(warehouse, tmp_path, "a")
    gone = listed(["a"], tmp_path / "gone.parquet")
    change = TableChange("articles", delete=gone, delete_on="article_id")
    after = publish(warehouse, before, [change], [], {})
    (only,) = (warehouse.current / "articles").glob("*.parquet")
    assert pl.read_parquet(only).schema == rows_of("articles", ["a"]).schema
    assert after.rows("articles") == 0
    again = publish(warehouse, after, [], [], {})
    assert again.files("articles")[0].stat().st_ino == only.stat().st_ino


def test_replace_drops_every_row_of_the_parent(warehouse: Warehouse, tmp_path: Path) -> None:
    before = first(warehouse, tmp_path, "a", "b")
    new = stored("articles", ["c"], tmp_path / "c.parquet")
    change = TableChange("articles", (new,), replace=True)
    assert keys(publish(warehouse, before, [change], [], {})) == ["c"]


def state(path: Path, numbers: list[int]) -> Path:
    frame = pl.DataFrame({"hash": numbers, "who": [f"d{n}" for n in numbers]})
    return write_part(frame.with_columns(pl.col("hash").cast(pl.UInt64)), path)


def test_state_takes_adds_and_deletes_without_a_contract(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    add = state(tmp_path / "one.parquet", [2**63 + 1, 5])
    one = publish(warehouse, None, [], [TableChange("sketch", (add,))], {})
    change = TableChange(
        "sketch",
        (state(tmp_path / "two.parquet", [7]),),
        write_part(pl.DataFrame({"any": [5]}), tmp_path / "gone.parquet"),
        "hash",
    )
    two = publish(warehouse, one, [], [change], {})
    assert two.scan_state("sketch").collect().rows() == [(2**63 + 1, f"d{2**63 + 1}"), (7, "d7")]
    three = publish(warehouse, two, [], [TableChange("sketch", replace=True)], {})
    assert three.state_rows("sketch") == 0
    assert three.scan_state("sketch").collect().columns == ["hash", "who"]
    assert three.state_files("other") == []
    assert three.scan_state("other", pl.Schema({"x": pl.Int8})).collect().height == 0


def test_file_of_another_schema_is_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    before = first(warehouse, tmp_path, "a")
    part = write_part(rows_of("articles", ["b"]).drop("text"), tmp_path / "part.parquet")
    with pytest.raises(PublishError, match="does not fit articles"):
        publish(warehouse, before, [TableChange("articles", (part,))], [], {})
    state_file = state(tmp_path / "s.parquet", [1])
    two = publish(warehouse, before, [], [TableChange("sketch", (state_file,))], {})
    other = write_part(pl.DataFrame({"hash": [1]}), tmp_path / "other.parquet")
    with pytest.raises(PublishError, match="does not fit sketch"):
        publish(warehouse, two, [], [TableChange("sketch", (other,))], {})
    assert sorted(p.name for p in warehouse.snapshots.iterdir()) == ["1", "2"]


@pytest.mark.parametrize("table", ["artikles", "articles"])
def test_unknown_names_are_refused(warehouse: Warehouse, tmp_path: Path, table: str) -> None:
    gone = listed(["a"], tmp_path / "gone.parquet")
    change = TableChange(table, delete=gone, delete_on="nowhere")
    with pytest.raises(PublishError, match=r"there is no table|has no column"):
        publish(warehouse, None, [change], [], {})
    assert not warehouse.current.exists()
    assert list(warehouse.snapshots.glob("*")) == []


def test_delete_without_its_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="given together"):
        TableChange("articles", delete=tmp_path / "gone.parquet")


def test_parent_that_is_not_current_is_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    one = first(warehouse, tmp_path, "a")
    publish(warehouse, one, [], [], {})
    for parent in (one, None):
        with pytest.raises(PublishError, match="2 is current"):
            publish(warehouse, parent, [], [], {})


FULL = """
import resource, sys
from pathlib import Path
from warehouse.layout import Warehouse
from warehouse.publish import PublishError, TableChange, publish
from warehouse.snapshot import current_snapshot
root, gone, limit = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
warehouse = Warehouse(Path(root))
change = TableChange("articles", delete=Path(gone), delete_on="article_id")
try:
    publish(warehouse, current_snapshot(warehouse), [change], [], {})
except PublishError as error:
    print(error)
"""


def test_refused_write_publishes_nothing_and_leaves_nothing(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    before = first(warehouse, tmp_path, *(f"a{n}" for n in range(3000)))
    gone = listed(["a1"], tmp_path / "gone.parquet")
    arguments = [str(warehouse.root), str(gone), "10000"]
    done = subprocess.run(
        [sys.executable, "-c", FULL, *arguments], capture_output=True, text=True, check=True
    )
    assert "nothing was published" in done.stdout, done.stderr
    assert [p.name for p in warehouse.snapshots.iterdir()] == ["1"]
    after = current_snapshot(warehouse)
    assert after is not None
    assert keys(after) == keys(before)


def test_full_disk_says_so(tmp_path: Path) -> None:
    """A file system of 1 MiB, mounted in a name space of its own."""
    script = tmp_path / "full.sh"
    disk = tmp_path / "disk"
    disk.mkdir()
    part = stored("articles", [f"a{n}" for n in range(3000)], tmp_path / "part.parquet")
    program = tmp_path / "fill.py"
    program.write_text(
        "import sys\nfrom pathlib import Path\n"
        "from warehouse.layout import Warehouse\n"
        "from warehouse.publish import PublishError, TableChange, publish\n"
        "root = Path(sys.argv[1])\n"
        "one = publish(Warehouse(root), None, [], [], {})\n"
        "adds = tuple(Path(sys.argv[2]) for _ in range(9))\n"
        "try:\n    publish(Warehouse(root), one, [TableChange('articles', adds)], [], {})\n"
        "except PublishError as error:\n    print(error)\n"
        "print(sorted(p.name for p in (root / 'snapshots').iterdir()))\n"
    )
    script.write_text(
        f"mount -t tmpfs -o size=1m none {disk} || exit 77\n"
        f"exec {sys.executable} {program} {disk} {part}\n"
    )
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", str(script)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
    )
    if done.returncode in (1, 77) and "Traceback" not in done.stderr:
        pytest.skip(f"no mount name space here: {done.stderr.strip()}")
    assert "is full; nothing was published" in done.stdout, done.stderr
    assert "['1']" in done.stdout


def test_manifest_is_the_same_for_the_same_input(tmp_path: Path) -> None:
    texts = []
    for name in ("left", "right"):
        folder = tmp_path / name
        first(Warehouse(folder / "warehouse"), folder, "a", "b")
        texts.append((folder / "warehouse" / "current" / "manifest.json").read_text())
    assert texts[0] == texts[1]
    assert json.loads(texts[0])["tables"]["articles"]["files"][0]["rows"] == 2


def test_everything_is_on_disk_before_the_swap(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no fsync reached by the swap could be lost by a power cut just after it."""
    before = first(warehouse, tmp_path, "a", "b")
    synced: set[int] = set()
    real = os.fsync

    def noting(descriptor: int) -> None:
        if warehouse.current.readlink().name == "1":
            synced.add(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    change = TableChange(
        "articles",
        (stored("articles", ["c"], tmp_path / "c.parquet"),),
        listed(["a"], tmp_path / "gone.parquet"),
        "article_id",
    )
    add = TableChange("sketch", (state(tmp_path / "s.parquet", [1]),))
    after = publish(warehouse, before, [change], [add], {})
    old = {path.stat().st_ino for path in before.path.rglob("*")}
    missed = {
        path
        for path in [after.path, *after.path.rglob("*")]
        if path.stat().st_ino not in old | synced and path.name != ".lease"
    }
    assert missed == set()
    assert warehouse.snapshots.stat().st_ino in synced
