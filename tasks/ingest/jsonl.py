"""Reads JSON Lines: one record a line, plain, gzip or zstd."""

import io
import json
from collections.abc import Iterator

import orjson

from tasks.ingest.decode import UndecodableError, decode
from tasks.ingest.reading import Reading
from tasks.ingest.record_row import record_item
from tasks.ingest.row import Item
from tasks.ingest.sniff import byte_order_mark
from tasks.ingest.stream import bounded_lines, open_stream
from tasks.ingest.transcode import as_utf8

_BEYOND_STRICT = (b"NaN", b"Infinity", b"\\u", b"\x1b$")


def read_jsonl(reading: Reading) -> Iterator[Item]:
    """Yield a document or problem for every line that is not blank; places are ``row=<line>``."""
    with open_stream(reading.path, reading.limits) as packed:
        stream = _in_utf8(packed)
        for number, line, whole in bounded_lines(stream, reading.limits.max_document_bytes):
            if not whole:
                yield _too_long(reading, number)
            elif not line.isspace():
                yield line_item(reading, line, f"row={number}")


def _in_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    codec = byte_order_mark(stream.peek(4)[:4])
    if codec == "utf-8-sig":
        stream.read(3)
        return stream
    return as_utf8(stream, codec) if codec else stream


def _too_long(reading: Reading, number: int) -> Item:
    limit = reading.limits.max_document_bytes
    return reading.problem(
        "document_size",
        f"the line is longer than {limit:,} bytes, the limit for one document; "
        "check that every record ends with a line feed, or split it",
        fragment=f"row={number}",
    )


def line_item(reading: Reading, line: bytes, fragment: str) -> Item:
    """Return what one line of JSON holds: a document, or the problem with it."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        record = _leniently(line)
        if record is None:
            return _broken(reading, line, fragment, f"no readable JSON ({error})")
    if not isinstance(record, dict):
        return _broken(reading, line, fragment, "the line holds no JSON object")
    return record_item(reading, record, fragment)


def _broken(reading: Reading, line: bytes, fragment: str, what: str) -> Item:
    return reading.problem(
        "json_line",
        f"{what}; write one object a line, in UTF-8",
        fragment=fragment,
        payload={"line": line.decode("utf-8", "replace").rstrip("\r\n")},
    )


def _leniently(line: bytes) -> object:
    """Return what the standard library reads where orjson refuses: NaN, lone surrogates, other
    encodings; None when it is no JSON either."""
    if line.isascii() and not any(mark in line for mark in _BEYOND_STRICT):
        return None
    try:
        record: object = json.loads(decode(line).text)
    except (ValueError, UndecodableError, RecursionError):
        return None
    return record
