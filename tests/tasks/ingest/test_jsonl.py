"""JSON Lines: the contract of the records, line by line, good and bad."""

import gzip
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
import zstandard

from tests.tasks.ingest.readback import ReadBack, read
from warehouse.ids import make_id

STORY = "Rain fell on the harbor.\n\nNobody minded."


def _lines(tmp_path: Path, *lines: bytes | dict[str, object]) -> ReadBack:
    written = [line if isinstance(line, bytes) else orjson.dumps(line) for line in lines]
    data = b"".join(line + b"\n" for line in written)
    path = tmp_path / "in" / "a.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return read(path, out=tmp_path / "out")


def test_a_full_record_becomes_a_full_row(tmp_path: Path) -> None:
    found = _lines(
        tmp_path,
        {
            "id": 7,
            "text": STORY,
            "url": "https://x.example/a",
            "title": "Rain",
            "authors": "Ann Bell, Bo Carr; Di Eck | Flo Gray and Hal Ives",
            "publisher": "The X",
            "published": "2020-01-02",
            "modified": 1_577_923_200,
            "language": "en",
            "section": "World > Asia",
            "fetched_at": "2020-01-03T04:05:06+09:00",
            "desk": {"b": 2, "a": [1]},
        },
    )
    (row,) = found.documents.rows(named=True)
    digest = hashlib.sha256(STORY.encode()).hexdigest()
    assert row["raw_sha256"] == digest
    assert (row["native_id"], row["native_basis"], row["given_basis"]) == ("7", "given", "given")
    assert (row["media_type"], row["charset"]) == ("text/plain", "utf-8")
    assert (row["content"], row["byte_length"]) == (STORY, len(STORY))
    assert row["raw_uri"] == (tmp_path / "in" / "a.jsonl").as_uri() + "#row=1"
    assert row["given"] == {
        "url": "https://x.example/a",
        "title": "Rain",
        "authors": ["Ann Bell, Bo Carr", "Di Eck", "Flo Gray and Hal Ives"],
        "publisher": "The X",
        "published": "2020-01-02",
        "modified": "2020-01-02T00:00:00+00:00",
        "language": "en",
        "section": ["World > Asia"],
    }
    given = orjson.dumps(list(row["given"].values())).decode()
    assert row["raw_id"] == make_id("r", "local", "7", digest, given)
    assert row["fetched_at"] == datetime(2020, 1, 2, 19, 5, 6, tzinfo=UTC)
    assert orjson.loads(row["extra"]) == {"desk": {"a": [1], "b": 2}}
    assert row["damage"] == []


def test_a_bare_record_has_nulls_and_the_time_of_its_file(tmp_path: Path) -> None:
    found = _lines(tmp_path, {"html": "<p>Rain</p>", "title": " ", "authors": [], "id": ""})
    (row,) = found.documents.rows(named=True)
    assert row["media_type"] == "text/html"
    assert row["native_id"] is None
    assert row["native_basis"] is None
    assert set(row["given"].values()) == {None}
    assert row["extra"] is None
    modified = (tmp_path / "in" / "a.jsonl").stat().st_mtime_ns // 1000
    assert int(row["fetched_at"].timestamp() * 1e6) == pytest.approx(modified, abs=1)


def test_nothing_is_fetched_after_the_run_began(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(orjson.dumps({"text": STORY}))
    clock = datetime(2001, 2, 3, tzinfo=UTC)
    assert read(path, out=tmp_path / "out", clock=clock).documents["fetched_at"][0] == clock


@pytest.mark.parametrize(
    ("value", "wanted"), [(12, "12"), (12.0, "12"), (1.5, "1.5"), ("a/b", "a/b"), (None, None)]
)
def test_ids_come_back_as_strings(tmp_path: Path, value: object, wanted: str | None) -> None:
    assert _lines(tmp_path, {"id": value, "text": STORY}).documents["native_id"][0] == wanted


def test_text_wins_over_html_which_is_kept(tmp_path: Path) -> None:
    (row,) = _lines(tmp_path, {"text": STORY, "html": "<p>R</p>"}).documents.rows(named=True)
    assert (row["content"], row["media_type"]) == (STORY, "text/plain")
    assert orjson.loads(row["extra"]) == {"html": "<p>R</p>"}
    html = _lines(tmp_path, {"text": " ", "html": "<p>R</p>"}).documents
    assert html["content"][0] == "<p>R</p>"


def test_a_fetch_time_that_cannot_be_read_is_kept_as_extra(tmp_path: Path) -> None:
    (row,) = _lines(tmp_path, {"text": STORY, "fetched_at": "last week"}).documents.rows(named=True)
    assert orjson.loads(row["extra"]) == {"fetched_at": "last week"}


BAD: list[tuple[bytes, str, str]] = [
    (b'{"text": "broken', "json_line", "one object a line"),
    (b"[1, 2]", "json_line", "no JSON object"),
    (b'"words"', "json_line", "no JSON object"),
    (b'{"id": "x"}', "has_text_or_html", "neither text nor html"),
    (b'{"text": null, "html": null}', "has_text_or_html", "neither text nor html"),
    (b'{"text": 3}', "field_types", "the field text is of type int"),
    (b'{"html": ["<p>"]}', "field_types", "the field html is of type list"),
    (b'{"text": "x", "authors": {"name": "A"}}', "field_types", "authors is an object"),
    (b'{"text": "x", "authors": [{"name": "A"}]}', "field_types", "authors is an object"),
    (b'{"text": "x", "title": 3}', "field_types", "title is of type int"),
    (b'{"text": "x", "published": true}', "field_types", "published is of type bool"),
    (b'{"text": "x", "published": 5}', "field_types", "published is of type int"),
    (b'{"text": "x", "section": 5}', "field_types", "section is of type int"),
    (b'{"text": "x", "id": [1]}', "field_types", "id is of type list"),
    (b'{"text": ""}', "not_empty", "text is empty"),
    (b'{"text": " \\n\\t"}', "not_empty", "text is empty"),
    (b'{"html": ""}', "not_empty", "html is empty"),
]


@pytest.mark.parametrize(("line", "expectation", "message"), BAD)
def test_bad_lines_are_rows_between_good_ones(
    tmp_path: Path, line: bytes, expectation: str, message: str
) -> None:
    found = _lines(tmp_path, {"text": "First."}, b"", line, {"text": "Last."})
    assert found.documents["content"].to_list() == ["First.", "Last."]
    (row,) = found.problems.rows(named=True)
    assert found.expectations == [expectation]
    assert message in found.messages[0]
    assert "in/a.jsonl, row 3:" in found.messages[0]
    assert row["raw_uri"].endswith("/in/a.jsonl#row=3")
    assert (row["stage"], row["source_id"], row["table_name"]) == ("ingest", "local", None)
    held = orjson.loads(row["payload"])
    if expectation == "json_line":
        assert held == {"line": line.decode()}
    else:
        assert held == {"record": orjson.loads(line)}


def test_what_strict_json_refuses_is_read_where_it_is_harmless(tmp_path: Path) -> None:
    found = _lines(
        tmp_path,
        b'{"text": "A \\ud83d b", "score": NaN}',
        '{"text": "Le café"}'.encode("cp1252"),
        b'{"text": "Nul \\u0000 here", "title": "T\\u0000", "big": 123456789012345678901234567890}',
    )
    assert found.documents["content"].to_list() == ["A  b", "Le café", "Nul  here"]
    assert found.documents["damage"].to_list() == [["surrogates_removed"], [], ["nul_removed"]]
    assert found.documents["given"].struct.field("title").to_list() == [None, None, "T"]
    assert orjson.loads(found.documents["extra"][0]) == {"score": None}


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_marked_encodings_are_read_as_they_stream(tmp_path: Path, codec: str) -> None:
    pad = " 雨" * 60
    mark = "\ufeff" if codec == "utf-16-be" else ""
    text = mark + "".join(f'{{"id": {i}, "text": "港 {i}{pad}"}}\n' for i in range(6000))
    path = tmp_path / "a.jsonl"
    path.write_bytes(text.encode(codec))
    found = read(path, out=tmp_path / "out")
    assert found.documents["content"].to_list() == [f"港 {i}{pad}" for i in range(6000)]


def test_packed_files_read_like_plain_ones(tmp_path: Path) -> None:
    data = b"".join(orjson.dumps({"id": i, "text": f"Story {i}."}) + b"\n" for i in range(2000))
    (tmp_path / "a.jsonl").write_bytes(data)
    halves = [data[: len(data) // 2], data[len(data) // 2 :]]
    (tmp_path / "b.jsonl.gz").write_bytes(b"".join(gzip.compress(half) for half in halves))
    (tmp_path / "c.jsonl.zst").write_bytes(b"".join(zstandard.compress(half) for half in halves))
    columns = ["raw_id", "native_id", "content", "byte_length"]
    frames = [
        read(tmp_path / name, out=tmp_path / "out").documents.select(columns)
        for name in ("a.jsonl", "b.jsonl.gz", "c.jsonl.zst")
    ]
    assert frames[0].height == 2000
    assert frames[0].equals(frames[1])
    assert frames[0].equals(frames[2])


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_cut_off_file_gives_what_is_whole_and_one_row(tmp_path: Path, pack) -> None:
    import random

    words = random.Random(3)
    lines = [
        orjson.dumps({"id": i, "text": words.randbytes(600).hex()}) + b"\n" for i in range(4000)
    ]
    data = pack(b"".join(lines))
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) * 3 // 4])
    (tmp_path / "b.txt").write_text("Rain.")
    found = read(tmp_path / "a.jsonl.gz", tmp_path / "b.txt", out=tmp_path / "out")
    assert found.expectations == ["readable"]
    assert "cannot be read to its end" in found.messages[0]
    contents = found.documents["content"].to_list()
    whole = [orjson.loads(line)["text"] for line in lines]
    assert contents[-1] == "Rain."
    assert 1500 < len(contents) - 1 < 3001
    assert contents[:-1] == whole[: len(contents) - 1]


def test_payloads_are_cut_at_the_limit(tmp_path: Path) -> None:
    found = _lines(tmp_path, {"title": 1, "text": "x" * 3_000_000})
    assert len(found.problems["payload"][0]) == 1024 * 1024


def test_a_file_that_is_no_json_lines_is_one_problem(tmp_path: Path) -> None:
    found = _lines(tmp_path, *(b"%d,Rain fell on the harbor." % n for n in range(5_000)))
    assert found.documents.height == 0
    (message,) = found.messages
    assert "none of the first 100 lines holds a JSON object" in message


def test_lines_that_are_no_json_above_good_ones_are_set_aside_one_by_one(tmp_path: Path) -> None:
    found = _lines(tmp_path, *(b"# %d" % n for n in range(99)), {"text": STORY})
    assert found.documents.height == 1
    assert len(found.messages) == 99
