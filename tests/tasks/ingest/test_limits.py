"""Hostile sizes: long lines, bombs and huge files, in bounded memory."""

import gzip
import subprocess
import sys
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from tasks.ingest.limits import GIB, MIB, ReadLimits
from tests.tasks.ingest.readback import read

SMALL = ReadLimits(max_document_bytes=1000)

_CHILD = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from tasks.ingest.limits import ReadLimits
from tasks.ingest.read import read_inputs
from tasks.ingest.source import expand

warm, target, out = sys.argv[1:]
clock = datetime(2100, 1, 1, tzinfo=UTC)
read_inputs(expand([warm]).inputs, Path(out), "warm", ReadLimits(), clock)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
result = read_inputs(expand([target]).inputs, Path(out), "w0", ReadLimits(), clock)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(result.documents, result.quarantined, (after - before) // 1024)
"""


def _measure(target: Path, tmp_path: Path) -> tuple[int, int, int]:
    """Read a file in a process of its own: documents, quarantine rows, MiB of memory on top."""
    warm = tmp_path / "warm.jsonl"
    warm.write_bytes(b'{"text": "Warm."}\n{"text": 1}\n')
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(warm), str(target), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    documents, quarantined, mebibytes = map(int, child.stdout.split())
    return documents, quarantined, mebibytes


def test_a_line_of_200_mb_is_passed_over_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "First."}\n{"text": "')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "Last."}\n')
    documents, quarantined, mebibytes = _measure(path, tmp_path)
    assert (documents, quarantined) == (2, 1)
    assert mebibytes < 150  # the limit for one line is 64 MiB, held twice while it is joined


def test_a_gzip_bomb_stops_at_the_limit_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(300):
            file.write(bytes(MIB))
    documents, quarantined, mebibytes = _measure(path, tmp_path)
    assert (documents, quarantined) == (0, 1)
    assert mebibytes < 150


def test_a_large_packed_file_never_lies_in_memory_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl.zst"
    filler = " ".join(f"word{i}" for i in range(500))
    with zstandard.open(path, "wb") as file:
        for i in range(25_000):
            file.write(orjson.dumps({"id": i, "text": f"Story {i}. {filler}"}) + b"\n")
    documents, quarantined, mebibytes = _measure(path, tmp_path)
    assert (documents, quarantined) == (25_000, 0)  # 100 MB of text
    assert mebibytes < 220


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.gz", "a.html.zst", "a.json.gz", "a.rss.gz"])
def test_the_expansion_row_names_file_and_limits(tmp_path: Path, name: str, pack) -> None:
    limits = ReadLimits(max_expansion_ratio=20, ratio_free_bytes=MIB, max_document_bytes=4 * MIB)
    (tmp_path / name).write_bytes(pack((b'{"no": "' + b"word " * 1000 + b'"}\n') * 5000))
    (tmp_path / "z.txt").write_text("Rain.")
    found = read(tmp_path / name, tmp_path / "z.txt", out=tmp_path / "out", limits=limits)
    assert found.expectations[-1] == "expansion_limit"
    assert name in found.messages[-1]
    assert "20 times its size" in found.messages[-1]
    assert "unpack it yourself" in found.messages[-1]
    assert found.documents["content"].to_list() == ["Rain."]


def test_a_small_file_may_pack_well() -> None:
    limits = ReadLimits()
    assert limits.expanded_bytes(100) == 256 * MIB
    assert limits.expanded_bytes(2 * MIB) == 400 * MIB
    assert limits.expanded_bytes(1000 * GIB) == 64 * GIB


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"Rain " * 300),
        ("a.html", b"<!doctype html>" + b"<p>Rain</p>" * 200),
        ("a.rss", b"<rss><channel>" + b"<item></item>" * 200),
        ("a.json", b'[{"text": "' + b"Rain " * 300 + b'"}]'),
        ("a.jsonl", b'{"text": "' + b"Rain " * 300 + b'"}'),
        ("a.warc", b""),
        ("a.parquet", b""),
    ],
)
def test_a_document_over_the_limit_is_a_row(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    if name == "a.parquet":
        pq.write_table(pa.table({"text": ["Rain " * 300]}), path)
    if name == "a.warc":
        body = b"Rain " * 300
        path.write_bytes(
            b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://x.example/\r\n"
            b"WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(body), body)
        )
    found = read(path, out=tmp_path / "out", limits=SMALL)
    assert found.expectations == ["document_size"]
    assert "1,000" in found.messages[0]
    assert found.documents.is_empty()


def test_lines_end_where_they_end_whatever_the_limit(tmp_path: Path) -> None:
    lines = [b'{"text": "%s"}' % (b"x" * n) for n in (5, 985, 986, 987, 988, 989, 2000, 5)]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    found = read(path, out=tmp_path / "out", limits=SMALL)
    lengths = found.documents["byte_length"].to_list()
    assert lengths[0] == lengths[-1] == 5
    assert len(lengths) + found.problems.height == len(lines)
    assert "row 7" in found.messages[-1]
