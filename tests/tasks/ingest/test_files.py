"""Files that are one document each: text and HTML, plain and packed, good and bad."""

import gzip
import hashlib
import random
from pathlib import Path

import pytest
import zstandard

from tests.tasks.ingest.readback import read

PAGE = "<!DOCTYPE html><html><body><h1>Rain</h1><p>Rain in the harbor.</p></body></html>"


def test_a_text_file_is_one_document_as_it_stands(tmp_path: Path) -> None:
    data = "Rain\r\n\r\n  By Ann Bell \n\nIt rained’s end.\n\n\n".encode()
    path = tmp_path / "news" / "day.txt"
    path.parent.mkdir()
    path.write_bytes(data)
    (row,) = read(path.parent, out=tmp_path / "out").documents.rows(named=True)
    assert row["content"].encode() == data
    assert (row["native_id"], row["native_basis"]) == ("news/day.txt", "path")
    assert (row["media_type"], row["charset"], row["damage"]) == ("text/plain", "utf-8", [])
    assert row["raw_sha256"] == hashlib.sha256(data).hexdigest()
    assert row["byte_length"] == len(data)
    assert row["raw_uri"] == path.as_uri()
    assert row["given_basis"] is None


def test_a_page_is_decoded_as_it_declares(tmp_path: Path) -> None:
    page = '<html><head><meta charset="shift_jis"></head><body><p>新潟の港</p></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("shift_jis"))
    (row,) = read(tmp_path / "a.html", out=tmp_path / "out").documents.rows(named=True)
    assert (row["content"], row["charset"], row["damage"]) == (page, "cp932", [])
    assert row["media_type"] == "text/html"
    assert row["raw_sha256"] == hashlib.sha256(page.encode("shift_jis")).hexdigest()


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress)])
def test_packed_files_hold_the_same_document(tmp_path: Path, suffix: str, pack) -> None:
    path = tmp_path / f"a.html.{suffix}"
    path.write_bytes(pack(PAGE.encode()))
    (row,) = read(path, out=tmp_path / "out").documents.rows(named=True)
    assert row["content"] == PAGE
    assert row["byte_length"] == len(PAGE)


@pytest.mark.parametrize(
    ("name", "content", "expectation"),
    [
        ("a.txt", b"", "not_empty"),
        ("a.html", b"", "not_empty"),
        ("a.jsonl", b"", "not_empty"),
        ("a.warc", b"", "not_empty"),
        ("a.parquet", b"", "not_empty"),
        ("a.rss", b"", "not_empty"),
        ("a.txt", b" \n\t \n", "not_empty"),
        ("a.txt", b"\xef\xbb\xbf", "not_empty"),
        ("a.txt", random.Random(1).randbytes(3000), "decodable"),
        ("a.html", random.Random(2).randbytes(3000), "decodable"),
        ("a.txt.gz", gzip.compress(b"Rain. " * 5000)[:-30], "readable"),
        ("a.txt.zst", zstandard.compress(random.Random(3).randbytes(9000))[:-30], "readable"),
        ("a.txt.gz", b"\x1f\x8b\x08 and then no gzip at all", "readable"),
    ],
)
def test_bad_files_are_rows_beside_good_ones(
    tmp_path: Path, name: str, content: bytes, expectation: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "z.txt").write_text("Rain.")
    found = read(folder, out=tmp_path / "out")
    assert found.documents["content"].to_list() == ["Rain."]
    assert found.expectations == [expectation]
    assert found.messages[0].startswith(f"in/{name}: ")
    (row,) = found.problems.rows(named=True)
    assert row["record_key"] == f"in/{name}"
    assert row["raw_uri"] == (folder / name).as_uri()


def test_a_file_that_vanished_after_it_was_found_is_a_row(tmp_path: Path) -> None:
    from tasks.ingest.read import ReadLimits, read_inputs
    from tasks.ingest.source import expand
    from tests.tasks.ingest.readback import CLOCK, back

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Rain.")
    inputs = expand([str(tmp_path / "*.txt")]).inputs
    (tmp_path / "a.txt").unlink()
    found = back(read_inputs(inputs, tmp_path / "out", "w0", ReadLimits(), CLOCK))
    assert found.expectations == ["readable"]
    assert found.documents.height == 1


def test_deep_markup_is_only_text_here(tmp_path: Path) -> None:
    page = "<!DOCTYPE html>" + "<div>" * 100_000 + "Rain." + "</div>" * 100_000
    (tmp_path / "a.html").write_text(page)
    assert read(tmp_path / "a.html", out=tmp_path / "out").documents["content"][0] == page
