"""Set-aside rows put through again: mended payloads, mended files, and what still fails."""

from pathlib import Path

import orjson
import polars as pl

from tasks.ingest.replay import replay
from tasks.ingest.source import expand
from tests.tasks.ingest.readback import CLOCK, ReadBack, back, read


def _replay(rows: pl.DataFrame, tmp_path: Path) -> ReadBack:
    return back(replay(rows, tmp_path / "again", "r0", CLOCK))


def _set_aside(tmp_path: Path, data: bytes, name: str = "a.jsonl") -> ReadBack:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return read(folder, out=tmp_path / "out", source_id="harbor")


def test_a_mended_payload_becomes_the_document(tmp_path: Path) -> None:
    found = _set_aside(tmp_path, b'{"id": "x", "text": 3, "title": "Rain"}\n')
    mended = orjson.dumps({"record": {"id": "x", "text": "Rain.", "title": "Rain"}}).decode()
    again = _replay(found.problems.with_columns(payload=pl.lit(mended)), tmp_path)
    (row,) = again.documents.rows(named=True)
    assert (row["native_id"], row["content"], row["source_id"]) == ("x", "Rain.", "harbor")
    assert row["raw_uri"].endswith("/in/a.jsonl#row=1")
    fresh = tmp_path / "fresh.jsonl"
    fresh.write_bytes(orjson.dumps({"id": "x", "text": "Rain.", "title": "Rain"}))
    same = read(fresh, out=tmp_path / "b", source_id="harbor").documents
    assert row["raw_id"] == same["raw_id"][0]


def test_a_record_is_repaired_by_edits(tmp_path: Path) -> None:
    found = _set_aside(tmp_path, b'{"id": "x", "text": "", "title": "Rain"}\n')
    edits = {"text": "Rain.", "authors": "Ann Lee; Bo Mann", "title": ""}
    again = back(replay(found.problems, tmp_path / "again", "r0", CLOCK, edits))
    (row,) = again.documents.rows(named=True)
    assert (row["content"], row["given"]["title"]) == ("Rain.", None)
    assert row["given"]["authors"] == ["Ann Lee", "Bo Mann"]


def test_what_is_not_mended_is_set_aside_again(tmp_path: Path) -> None:
    found = _set_aside(tmp_path, b'{"text": 3}\n{"id": "y"}\n{broken\n')
    again = _replay(found.problems, tmp_path)
    assert again.documents.is_empty()
    assert again.problems.sort("raw_uri").equals(found.problems.sort("raw_uri"))


def test_a_mended_file_gives_only_the_rows_asked_for(tmp_path: Path) -> None:
    found = _set_aside(tmp_path, b'{"text": "First."}\n{broken\n{"text": "Last."}\n')
    (tmp_path / "in" / "a.jsonl").write_bytes(
        b'{"text": "First."}\n{"text": "Mended."}\n{"text": "Last."}\n'
    )
    again = _replay(found.problems, tmp_path)
    assert again.documents["content"].to_list() == ["Mended."]


def test_a_mended_file_of_one_document_keeps_its_path_as_id(tmp_path: Path) -> None:
    found = _set_aside(tmp_path, b"", "deep.txt")
    (tmp_path / "in" / "deep.txt").write_text("Rain.")
    again = _replay(found.problems, tmp_path)
    assert again.documents["native_id"].to_list() == ["in/deep.txt"]


def test_a_row_of_discovery_is_read_once_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1.7")
    problems = expand([str(path.parent)], "harbor").problems
    assert _replay(problems, tmp_path).expectations == ["known_format"]
    path.write_text("Rain.")
    assert _replay(problems, tmp_path).documents["native_id"].to_list() == ["in/a.txt"]


def test_files_and_records_that_are_gone_are_told(tmp_path: Path) -> None:
    found = _set_aside(tmp_path, b'{"text": "x"}\n{broken\n')
    (tmp_path / "in" / "a.jsonl").write_bytes(b'{"text": "x"}\n')
    again = _replay(found.problems, tmp_path)
    assert "no longer has this record" in again.messages[0]
    (tmp_path / "in" / "a.jsonl").unlink()
    assert _replay(found.problems, tmp_path).expectations == ["readable"]


def test_a_payload_that_was_cut_is_read_from_its_file(tmp_path: Path) -> None:
    record = {"id": "x", "title": 5, "text": "rain " * 400_000}
    found = _set_aside(tmp_path, orjson.dumps(record) + b"\n")
    assert len(found.problems["payload"][0]) == 1024 * 1024
    again = _replay(found.problems, tmp_path)
    assert again.expectations == ["field_types"]
    (tmp_path / "in" / "a.jsonl").write_bytes(orjson.dumps(record | {"title": "5"}))
    assert _replay(found.problems, tmp_path).documents["native_id"].to_list() == ["x"]


def test_rows_of_other_stages_are_left_alone(tmp_path: Path) -> None:
    found = _set_aside(tmp_path, b'{"text": 3}\n')
    again = _replay(found.problems.with_columns(stage=pl.lit("gate")), tmp_path)
    assert again.documents.is_empty()
    assert again.problems.is_empty()
