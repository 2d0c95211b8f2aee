"""Walks the records of a WARC file and finds the next one again behind a broken one."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from tasks.ingest.stream import CHUNK, GZIP_MAGIC, compression_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_BEGIN = b"WARC/1."
_GZIP_MEMBER = GZIP_MAGIC + b"\x08"


class Reader(Protocol):
    """The body of a record that is being read."""

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, fewer at the end."""
        ...


@dataclass(frozen=True)
class Record:
    """One record: its head, and its body while the walk stands at it.

    `length` is the body's size as stated, after the HTTP head where there is one.
    """

    offset: int
    kind: str
    uri: str | None
    date: datetime | None
    status: int | None
    headers: dict[str, str]
    http_headers: dict[str, str] | None
    charset: str | None
    length: int
    digest: str | None
    body: Reader


@dataclass(frozen=True)
class Broken:
    """A place where no record could be read, and why."""

    offset: int
    reason: str


def records(path: Path) -> Iterator[Record | Broken]:
    """Yield the records of a plain, gzip or zstd WARC in order, with `Broken` for what is none.

    Behind a broken place the walk goes on at the next beginning of a record (not in zstd files,
    where none can be told). Offsets are those of the file as it lies on disk.
    """
    begin: int | None = 0
    while begin is not None:
        last: int | None = None
        try:
            for record in _from(path, begin):
                last = record.offset
                yield record
            if (cut := _left_over(path, begin, last)) is not None:
                yield Broken(cut, "cut off before its head ends")
            return
        except (OSError, ValueError) as error:
            broken = begin if last is None else _end_of(path, last)
            if broken is not None:
                yield Broken(broken, str(error))
            begin = _next_begin(path, last or begin if broken is None else broken)


def _from(path: Path, begin: int) -> Iterator[Record]:
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as file:
        file.seek(begin)
        base = begin
        for raw in ArchiveIterator(file, auto_decode="none"):
            yield _record(raw, base)


def _record(raw: "WarcRecord", base: int) -> Record:
    http = raw.http_headers
    head = {k.lower(): v for k, v in raw.headers.items()}
    if not head.get("content-length", "").strip().isdigit():
        raise ValueError("a record without Content-Length")
    return Record(
        offset=base + raw.stream_pos,
        kind=head.get("warc-type", "unknown").strip().lower(),
        uri=(head.get("warc-target-uri") or "").strip("<> ") or None,
        date=raw.record_date,
        status=http.status_code if http else None,
        headers=head,
        http_headers={k.lower(): v for k, v in http.items()} if http else None,
        charset=raw.http_charset,
        length=raw.content_length,
        digest=head.get("warc-payload-digest") or head.get("warc-block-digest"),
        body=raw.reader,
    )


def _left_over(path: Path, begin: int, last: int | None) -> int | None:
    """Return where bytes lie behind the last record that make no record, or None."""
    end = begin if last is None else _end_of(path, last)
    if end is None:
        return None
    with path.open("rb") as file:
        file.seek(end)
        return end if file.read(CHUNK).strip(b"\r\n\x00") else None


def _end_of(path: Path, offset: int) -> int | None:
    """Return where the record at `offset` ends, or None when it is damaged itself."""
    with path.open("rb") as file:
        packed = compression_of(file.read(4))
        file.seek(offset)
        if packed == "zstd":
            return None
        return _end_of_member(file) if packed else _end_of_block(file)


def _end_of_member(file: IO[bytes]) -> int | None:
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        while not unpack.eof and (chunk := unpack.unconsumed_tail or file.read(CHUNK)):
            unpack.decompress(chunk, CHUNK)
    except zlib.error:
        return None
    return file.tell() - len(unpack.unused_data) if unpack.eof else None


def _end_of_block(file: IO[bytes]) -> int | None:
    length = None
    while (line := file.readline(CHUNK)).strip():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    return None if length is None else file.tell() + length + len(b"\r\n\r\n")


def _next_begin(path: Path, after: int) -> int | None:
    """Return the offset of the next thing that begins like a record behind `after`."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP_MAGIC
        mark = _GZIP_MEMBER if packed else b"\n" + _BEGIN
        at = after + 1
        while (at := _find(file, mark, at)) >= 0:
            if not packed:
                return at + 1
            if _unpacks_to_record(file, at):
                return at
            at += 1
    return None


def _find(file: IO[bytes], mark: bytes, start: int) -> int:
    file.seek(start)
    tail = b""
    while chunk := file.read(CHUNK):
        window = tail + chunk
        if (at := window.find(mark)) >= 0:
            return start - len(tail) + at
        start += len(chunk)
        tail = window[-(len(mark) - 1) :]
    return -1


def _unpacks_to_record(file: IO[bytes], at: int) -> bool:
    file.seek(at)
    try:
        head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(512), len(_BEGIN))
    except zlib.error:
        return False
    return head.startswith(_BEGIN)
