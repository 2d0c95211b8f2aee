"""JSON files that are no JSON Lines: arrays, single objects, pretty printing."""

import json
from pathlib import Path

import orjson
import pytest

from tasks.ingest.limits import ReadLimits
from tests.tasks.ingest.readback import ReadBack, read

RECORDS = [{"id": i, "text": f"Story {i} — “rain”, [brackets] and {{braces}}."} for i in range(30)]


def _read(tmp_path: Path, content: str, limits: ReadLimits | None = None) -> ReadBack:
    path = tmp_path / "a.json"
    path.write_text(content, "utf-8")
    return read(path, out=tmp_path / "out", limits=limits)


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2, ensure_ascii=False),
        "\n".join(json.dumps(record) for record in RECORDS),
        "\n".join(json.dumps(record, indent=1) for record in RECORDS),
        "\ufeff" + json.dumps(RECORDS, indent=1),
    ],
    ids=["array", "pretty", "lines", "pretty in a row", "marked"],
)
def test_every_layout_holds_the_same_records(tmp_path: Path, content: str) -> None:
    found = _read(tmp_path, content)
    assert found.documents["content"].to_list() == [record["text"] for record in RECORDS]
    assert found.problems.is_empty()
    lines = [int(uri.rpartition("=")[2]) for uri in found.documents["raw_uri"]]
    assert lines == list(range(1, 31))


def test_a_single_object_is_one_record(tmp_path: Path) -> None:
    assert _read(tmp_path, json.dumps(RECORDS[0], indent=2)).documents["native_id"][0] == "0"


def test_bad_elements_are_rows_between_good_ones(tmp_path: Path) -> None:
    found = _read(tmp_path, '[{"text": "First."}, 7, {"text": 7}, {"text": "Last."}]')
    assert found.documents["content"].to_list() == ["First.", "Last."]
    assert found.expectations == ["json_line", "field_types"]
    assert "row 2" in found.messages[0]
    assert orjson.loads(found.problems["payload"][0]) == {"record": 7}


def test_what_breaks_off_is_a_row_with_the_rest(tmp_path: Path) -> None:
    found = _read(tmp_path, '[{"text": "First."}, {"text": "Bro')
    assert found.documents["content"].to_list() == ["First."]
    assert found.expectations == ["json_line"]
    assert orjson.loads(found.problems["payload"][0]) == {"line": '{"text": "Bro'}


def test_long_arrays_are_read_piece_by_piece(tmp_path: Path) -> None:
    records = [{"text": f"{i} " + "rain " * 2000} for i in range(500)]
    found = _read(tmp_path, json.dumps(records), ReadLimits(max_document_bytes=20_000))
    assert found.documents.height == 500
    assert found.problems.is_empty()


def test_an_empty_array_holds_nothing(tmp_path: Path) -> None:
    found = _read(tmp_path, "[\n]\n")
    assert found.documents.is_empty()
    assert found.problems.is_empty()


def test_nesting_without_end_is_a_row(tmp_path: Path) -> None:
    found = _read(tmp_path, '[{"text": ' + "[" * 200_000)
    assert found.expectations == ["json_line"]
