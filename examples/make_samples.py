"""Packs the sample texts that come in archives, columns and foreign encodings, always the same."""

import argparse
import gzip
import hashlib
import json
import uuid
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

SAMPLES = Path(__file__).parent / "sample_news"
Record = dict[str, object]


def records_of(name: str, samples: Path) -> list[Record]:
    """Return the records of one file in `.sources/`."""
    lines = (samples / ".sources" / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def packed(data: bytes) -> bytes:
    """Return gzip bytes without a time stamp, so that every run writes the same file."""
    return gzip.compress(data, mtime=0)


def _columns(rows: list[Record]) -> pa.Table:
    moment = pa.timestamp("us", tz="UTC")
    text_list = pa.list_(pa.string())
    kinds: dict[str, pa.DataType] = {
        "id": pa.int64(),
        "published": moment,
        "modified": moment,
        "authors": text_list,
        "section": text_list,
    }
    dates = ("published", "modified")
    rows = [
        {k: datetime.fromisoformat(str(v)) if k in dates and v else v for k, v in row.items()}
        for row in rows
    ]
    return pa.Table.from_pylist(
        rows, pa.schema([(name, kinds.get(name, pa.string())) for name in rows[0]])
    )


def _http(row: Record, body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {row['type']}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def warc_record(row: Record, kind: str = "response") -> bytes:
    """Return one WARC record: an HTTP response, or the plain text of a conversion."""
    text = str(row["body"]).encode(str(row.get("encoding", "utf-8")))
    block = _http(row, text) if kind == "response" else text
    stated = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, str(row['uri']))}>",
        f"WARC-Target-URI: {row['uri']}",
        f"WARC-Date: {row['date']}",
        f"WARC-Payload-Digest: sha256:{hashlib.sha256(text).hexdigest()}",
        f"Content-Type: {stated}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    size = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    parts = [(b"IHDR", size), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def _noise(length: int) -> bytes:
    """Return bytes that are no text in any encoding, the same ones every time."""
    blocks = (hashlib.sha256(f"noise {i}".encode()).digest() for i in range(length // 32))
    return b"".join(blocks)


def _deep_page(depth: int) -> bytes:
    story = (
        "<h1>Museum hangs a thousand frames inside each other</h1><p>The museum of Port Ellery has "
        "hung its largest frame, and inside it the next largest, and so on to the end.</p>"
        "<p>“Nobody has reached the picture yet,” said the keeper of the keys.</p>"
    )
    page = f"<!DOCTYPE html><html><body>{'<div>' * depth}{story}{'</div>' * depth}</body></html>"
    return page.encode()


def _encoded(name: str, encoding: str) -> Callable[[Path], bytes]:
    return lambda samples: (samples / ".sources" / name).read_text("utf-8").encode(encoding)


def _source(samples: Path, name: str) -> bytes:
    return (samples / ".sources" / name).read_bytes()


def _archive(samples: Path) -> list[bytes]:
    return [warc_record(row) for row in records_of("archive.jsonl", samples)]


def _cut_archive(samples: Path) -> bytes:
    rows = records_of("cut.jsonl", samples)
    pages: list[Record] = [
        {
            "uri": f"https://harborledger.example/archive/{row['id']}",
            "date": datetime(2021, 8, 31, 12, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "type": "text/plain; charset=utf-8",
            "body": f"{row['title']}\n\n{row['text']} (From the archive.)\n",
        }
        for row in rows
    ]
    return b"".join(warc_record(page) for page in pages)[:-60]


def _truncated(samples: Path) -> bytes:
    data = packed(_source(samples, "cut.jsonl"))
    return data[: len(data) * 3 // 4]


FILES: dict[str, Callable[[Path], bytes]] = {
    "correo_del_puerto/acuerdo.txt": _encoded("acuerdo.txt", "cp1252"),
    "hanbit_daily/masts.txt": _encoded("masts.txt", "utf-16"),
    "pages/cafe.html": _encoded("cafe.html", "cp1252"),
    "records/evening_records.jsonl.gz": lambda s: packed(_source(s, "evening_records.jsonl")),
    "records/valley_records.jsonl.zst": lambda s: zstandard.compress(
        _source(s, "valley_records.jsonl")
    ),
    "archive/news.warc.gz": lambda s: b"".join(packed(record) for record in _archive(s)),
    "archive/news.warc.wet": lambda s: b"".join(
        warc_record(row, "conversion") for row in records_of("wet.jsonl", s)
    ),
    "bad/undecodable.txt": lambda _: _noise(2048),
    "bad/empty.txt": lambda _: b"",
    "bad/picture.png": lambda _: _png(),
    "bad/deep_page.html": lambda _: _deep_page(3000),
    "bad/truncated.jsonl.gz": _truncated,
    "bad/cut_archive.warc": _cut_archive,
}
"""Every packed file to the function that makes its bytes from `.sources/`."""


def make(samples: Path, target: Path) -> None:
    """Write all packed samples below `target`."""
    for name, content in FILES.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(samples))
    table = _columns(records_of("parquet_records.jsonl", samples))
    pq.write_table(table, target / "records" / "lakeside.parquet", compression="zstd")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=SAMPLES)
    make(SAMPLES, parser.parse_args().into)
