"""Reads JSON Lines: one record a line, plain, gzip or zstd."""

import io
import json
from collections.abc import Iterator

import orjson

from tasks.ingest.decode import UndecodableError, decode
from tasks.ingest.reading import Reading
from tasks.ingest.record_row import record_item
from tasks.ingest.row import Item, Problem
from tasks.ingest.sniff import byte_order_mark
from tasks.ingest.stream import bounded_lines, open_stream
from tasks.ingest.transcode import as_utf8

JSON_LINE = "json_line"
FIRST_LINES = 100
"""If so many lines in a row from the first hold no JSON object, the file is set aside as one."""

_BEYOND_STRICT = (b"NaN", b"Infinity", b"\\u", b"\x1b$")


def read_jsonl(reading: Reading) -> Iterator[Item]:
    """Yield a document or problem for every line that is not blank; places are ``row=<line>``.

    A file that is something else, a table with commas, say, is one problem and not one a line.
    """
    items = _items(reading)
    first: list[Item] = []
    for item in items:
        first.append(item)
        if not (isinstance(item, Problem) and item.reasons[0].expectation == JSON_LINE):
            break
        if len(first) == FIRST_LINES:
            yield _something_else(reading)
            return
    yield from first
    yield from items


def _items(reading: Reading) -> Iterator[Item]:
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


def _something_else(reading: Reading) -> Item:
    return reading.problem(
        JSON_LINE,
        f"none of the first {FIRST_LINES} lines holds a JSON object; write one object a line, in "
        "UTF-8, or give the file the ending of what it is",
    )


def _broken(reading: Reading, line: bytes, fragment: str, what: str) -> Item:
    return reading.problem(
        JSON_LINE,
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
