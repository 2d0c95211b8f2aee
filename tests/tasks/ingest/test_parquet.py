"""Parquet: typed columns, nulls, batches, and files that only claim to be Parquet."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.ingest.limits import ReadLimits
from tests.tasks.ingest.readback import read


def test_typed_columns_become_the_strings_of_a_record(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table(
            {
                "id": pa.array([1, None], pa.int64()),
                "text": ["Rain.", "Sun."],
                "published": pa.array([datetime(2020, 1, 2, 3, 4, tzinfo=UTC), None]),
                "modified": pa.array([None, date(2020, 5, 6)], pa.date32()),
                "authors": pa.array([["Ann Bell", None], []], pa.list_(pa.string())),
                "section": pa.array(["World", None]),
                "fetched_at": pa.array([datetime(2020, 1, 3), None], pa.timestamp("us")),
                "price": pa.array([Decimal("1.50"), None]),
                "blob": pa.array([b"\xff\x00", None]),
            }
        ),
        path,
    )
    first, second = read(path, out=tmp_path / "out").documents.rows(named=True)
    assert first["native_id"] == "1"
    assert first["given"]["published"] == "2020-01-02T03:04:00+00:00"
    assert first["given"]["authors"] == ["Ann Bell"]
    assert first["given"]["section"] == ["World"]
    assert first["fetched_at"] == datetime(2020, 1, 3, tzinfo=UTC)
    assert orjson.loads(first["extra"])["price"] == "1.50"
    assert first["raw_uri"] == path.as_uri() + "#row=1"
    assert second["native_id"] is None
    assert second["given"]["modified"] == "2020-05-06"
    assert second["given"]["authors"] is None
    assert second["raw_uri"].endswith("#row=2")


def test_ids_that_pandas_made_floats_are_whole_again(tmp_path: Path) -> None:
    pl.DataFrame({"id": [7.0, None, float("nan")], "text": ["a", "b", "c"]}).write_parquet(
        tmp_path / "a.parquet"
    )
    found = read(tmp_path / "a.parquet", out=tmp_path / "out").documents
    assert found["native_id"].to_list() == ["7", None, None]


def test_bad_rows_are_set_aside(tmp_path: Path) -> None:
    pl.DataFrame({"id": ["a", "b", "c"], "text": ["Rain.", None, " "]}).write_parquet(
        tmp_path / "a.parquet"
    )
    found = read(tmp_path / "a.parquet", out=tmp_path / "out")
    assert found.expectations == ["has_text_or_html", "not_empty"]
    assert found.problems["record_key"].to_list() == ["b", "c"]
    assert "row 2" in found.messages[0]


def test_a_table_of_other_things_is_set_aside_row_by_row(tmp_path: Path) -> None:
    pl.DataFrame({"text": [1, 2]}).write_parquet(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet", out=tmp_path / "out").expectations == ["field_types"] * 2


def test_strings_that_are_no_utf8_are_decoded(tmp_path: Path) -> None:
    data = pa.array([b"Le caf\xe9 ferme.", None, "Café".encode()], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 3, data.buffers())
    pq.write_table(pa.table({"id": ["a", "b", "c"], "text": text}), tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet", out=tmp_path / "out")
    assert found.documents["content"].to_list() == ["Le café ferme.", "Café"]
    assert found.expectations == ["has_text_or_html"]


def test_batches_follow_the_size_of_the_rows(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": range(9000), "text": [f"Story {i}." for i in range(9000)]})
    frame.write_parquet(tmp_path / "a.parquet", row_group_size=2500)
    found = read(tmp_path / "a.parquet", out=tmp_path / "out")
    assert found.documents["content"].to_list() == frame["text"].to_list()
    assert found.documents["raw_uri"][-1].endswith("#row=9000")


def test_rows_that_all_repeat_one_text_stop_at_the_limit(tmp_path: Path) -> None:
    table = pa.table({"text": pa.array(["rain " * 2000] * 3000)})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd")
    limits = ReadLimits(max_expansion_ratio=5, ratio_free_bytes=1_000_000)
    found = read(tmp_path / "a.parquet", out=tmp_path / "out", limits=limits)
    assert found.expectations == ["expansion_limit"]
    assert found.documents.height == 100
    assert read(tmp_path / "a.parquet", out=tmp_path / "all").documents.height == 3000


def test_what_only_claims_to_be_parquet_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"text": ["Rain."]}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-6])
    (tmp_path / "b.parquet").write_bytes(b"no parquet at all")
    found = read(tmp_path, out=tmp_path / "out")
    assert found.expectations == ["readable", "readable"]
    assert found.documents.is_empty()
