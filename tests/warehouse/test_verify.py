"""Damage to a published file is found and named."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.warehouse.rows import stored
from warehouse.layout import Warehouse
from warehouse.publish import TableChange, publish
from warehouse.verify import damages


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def add_a_stranger(path: Path) -> None:
    path.with_name("mine.parquet").write_bytes(path.read_bytes())


def write_again(path: Path) -> None:
    pq.write_table(pq.ParquetFile(path).read().slice(1), path)


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (Path.unlink, "is missing"),
        (flip_a_byte, "the bytes that were published"),
        (write_again, "the bytes that were published"),
        (add_a_stranger, "is not in the manifest"),
    ],
)
def test_harm_is_found(tmp_path: Path, harm: Callable[[Path], None], problem: str) -> None:
    file = stored("quotes", ["q1", "q2"], tmp_path / "q.parquet")
    changes = [TableChange("quotes", (file,))]
    snapshot = publish(Warehouse(tmp_path / "w"), None, changes, [], {})
    assert list(damages(snapshot)) == []
    harm(snapshot.files("quotes")[0])
    (found,) = damages(snapshot)
    assert found.path.parent == snapshot.path / "quotes"
    assert problem in found.problem
