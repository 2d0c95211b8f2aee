"""WARC and WET: what is a document, what is passed over, and what is broken."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from tests.tasks.ingest.readback import ReadBack, read

PAGE = "<html><body><p>Rain in the harbor, number {}.</p></body></html>"


def _record(
    number: int,
    body: bytes | None = None,
    *,
    kind: str = "response",
    status: str = "200 OK",
    stated: str = "text/html; charset=utf-8",
    extra: str = "",
) -> bytes:
    body = PAGE.format(number).encode() if body is None else body
    if kind == "response":
        head = f"HTTP/1.1 {status}\r\nContent-Type: {stated}\r\n{extra}\r\n".encode()
        body, stated = head + body, "application/http; msgtype=response"
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: https://x.example/{number}",
        f"WARC-Date: 2020-01-0{number}T10:00:00Z",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Payload-Digest: sha1:{number}",
        f"Content-Type: {stated}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def _read(tmp_path: Path, data: bytes, name: str = "a.warc") -> ReadBack:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path, out=tmp_path / "out")


def _numbers(found: ReadBack) -> list[str]:
    return [native_id[-1] for native_id in found.documents["native_id"]]


@pytest.mark.parametrize("packed", [False, True])
def test_records_become_documents_with_their_place(tmp_path: Path, packed: bool) -> None:
    records = [_record(1), _record(2), _record(3)]
    if packed:
        records = [gzip.compress(record, mtime=0) for record in records]
    name = "a.warc.gz" if packed else "a.warc"
    found = _read(tmp_path, b"".join(records), name)
    assert _numbers(found) == ["1", "2", "3"]
    row = found.documents.row(1, named=True)
    assert row["content"] == PAGE.format(2)
    assert (row["native_basis"], row["given_basis"]) == ("warc_target", "archive")
    assert row["given"]["url"] == "https://x.example/2"
    assert (row["http_status"], row["warc_filename"]) == (200, name)
    assert row["warc_record_offset"] == len(records[0])
    assert row["warc_record_length"] == len(records[1])
    assert row["content_digest"] == "sha1:2"
    assert row["fetched_at"] == datetime(2020, 1, 2, 10, tzinfo=UTC)
    assert row["raw_uri"] == (tmp_path / name).as_uri() + f"#offset={len(records[0])}"
    lengths = found.documents["warc_record_length"].to_list()
    assert lengths == [len(record) for record in records]


def test_zstd_archives_and_conversions_are_read(tmp_path: Path) -> None:
    wet = _record(1, b"Rain.\nMore rain.", kind="conversion", stated="text/plain")
    found = _read(tmp_path, zstandard.compress(wet), "a.warc.wet.zst")
    (row,) = found.documents.rows(named=True)
    assert (row["content"], row["media_type"]) == ("Rain.\nMore rain.", "text/plain")
    assert row["http_status"] is None


def test_headers_declare_the_charset(tmp_path: Path) -> None:
    body = "<p>港の雨、新潟</p>".encode("euc_jp")
    found = _read(tmp_path, _record(1, body, stated="text/html; charset=EUC-JP"))
    assert found.documents["content"][0] == "<p>港の雨、新潟</p>"
    assert found.documents["damage"][0].to_list() == []


def test_a_resource_and_a_page_without_a_type_are_documents(tmp_path: Path) -> None:
    resource = _record(1, b"Plain rain.", kind="resource", stated="text/plain")
    untyped = _record(2).replace(b"Content-Type: text/html; ch", b"X-Something-: text/html; ch")
    found = _read(tmp_path, resource + untyped)
    assert found.documents["media_type"].to_list() == ["text/plain", "text/html"]


def test_ordinary_records_that_are_no_document_are_counted(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        _record(1, b"software: x", kind="warcinfo", stated="application/warc-fields")
        + _record(2, b"GET / HTTP/1.1\r\n\r\n", kind="request", stated="application/http")
        + _record(3, status="301 Moved")
        + _record(4, status="404 Not Found")
        + _record(5, b"\x89PNG", stated="image/png")
        + _record(6, b"  ")
        + _record(7),
    )
    assert _numbers(found) == ["7"]
    assert found.problems.is_empty()
    assert found.result.skipped == {
        "warc: empty": 1,
        "warc: not a text": 1,
        "warc: request record": 1,
        "warc: status 301": 1,
        "warc: status 404": 1,
        "warc: warcinfo record": 1,
    }
    assert found.result.sources[0].skipped == 6


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE.format(1).encode())),
        ("Content-Encoding: gzip", PAGE.format(1).encode()),
        (
            "Transfer-Encoding: chunked",
            b"5\r\n<html\r\n%x\r\n%s\r\n0\r\n\r\n"
            % (len(PAGE.format(1)) - 5, PAGE.format(1).encode()[5:]),
        ),
        ("Transfer-Encoding: chunked", PAGE.format(1).encode()),
    ],
    ids=["gzip", "gzip in name only", "chunked", "chunked in name only"],
)
def test_transfer_codings_are_undone_where_they_are(
    tmp_path: Path, coding: str, body: bytes
) -> None:
    found = _read(tmp_path, _record(1, body, extra=coding + "\r\n"))
    assert found.documents["content"].to_list() == [PAGE.format(1)]


def test_a_payload_that_is_no_text_is_a_row(tmp_path: Path) -> None:
    import random

    found = _read(tmp_path, _record(1, random.Random(1).randbytes(2000)) + _record(2))
    assert found.expectations == ["decodable"]
    assert found.problems["record_key"][0] == "https://x.example/1"
    assert _numbers(found) == ["2"]


@pytest.mark.parametrize("packed", [False, True])
def test_reading_goes_on_behind_a_broken_record(tmp_path: Path, packed: bool) -> None:
    records = [_record(1), b"no record at all\r\n\r\n", _record(2), _record(3)]
    if packed:
        records = [gzip.compress(record, mtime=0) for record in records]
        damaged = bytearray(records[2])
        damaged[len(damaged) // 2] ^= 0xFF
        records[2] = bytes(damaged)
    found = _read(tmp_path, b"".join(records), "a.warc.gz" if packed else "a.warc")
    assert _numbers(found) == (["1", "3"] if packed else ["1", "2", "3"])
    assert set(found.expectations) == {"warc_record"}
    assert f"offset {len(records[0])}" in found.messages[0]
    assert all("fetch" in message for message in found.messages)


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_at_any_byte_loses_one_record_and_says_so(tmp_path: Path, packed: bool) -> None:
    records = [_record(1), _record(2)]
    if packed:
        records = [gzip.compress(record, mtime=0) for record in records]
    whole, last = b"".join(records), len(records[1])
    for cut in [*range(5, last, 11), last - 5]:
        folder = tmp_path / str(cut)
        folder.mkdir()
        found = _read(folder, whole[: len(whole) - cut], "a.warc.gz" if packed else "a.warc")
        only_the_checksum = packed and cut <= 8  # then the text is whole
        numbers, rows = (["1", "2"], []) if only_the_checksum else (["1"], ["warc_record"])
        assert (_numbers(found), found.expectations) == (numbers, rows), cut


def test_what_only_begins_like_an_archive_is_a_row(tmp_path: Path) -> None:
    found = _read(tmp_path, b"WARC/1.0 is a format for archives, says this text.\n")
    assert found.expectations == ["warc_record"]
    assert found.documents.is_empty()
