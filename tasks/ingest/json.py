"""Reads a `.json` file that holds one record, an array of records, or one record after another."""

import codecs
import io
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder

from tasks.ingest.reading import Reading
from tasks.ingest.record_row import record_item
from tasks.ingest.row import Item
from tasks.ingest.sniff import byte_order_mark
from tasks.ingest.stream import CHUNK, open_stream

_BETWEEN = re.compile(r"[\s,]*")
_END = re.compile(r"\s*\]?\s*")


class _Values:
    """Takes one JSON value after another from a stream, holding little more than one of them."""

    def __init__(self, stream: io.BufferedReader, limit: int) -> None:
        codec = byte_order_mark(stream.peek(4)[:4]) or "utf-8"
        self._stream, self._limit = stream, limit
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._json = JSONDecoder()
        self.text = ""
        self._more()
        if (start := self.text.lstrip()).startswith("["):
            self.text = start[1:]

    def _more(self) -> bool:
        wanted = max(CHUNK, len(self.text))  # doubling keeps repeated attempts cheap
        chunk = self._stream.read(wanted)
        self.text += self._decoder.decode(chunk, final=not chunk)
        return bool(chunk)

    def __iter__(self) -> Iterator[object]:
        """Yield values until none can be read; `text` is then what is left over."""
        at = 0
        while True:
            at = (_BETWEEN.match(self.text, at) or _BETWEEN.match("")).end()  # type: ignore[union-attr]
            try:
                value, at = self._json.raw_decode(self.text, at)
            except (JSONDecodeError, RecursionError):
                self.text, at = self.text[at:], 0
                if len(self.text) > self._limit or not self._more():
                    return
            else:
                yield value


def read_json(reading: Reading) -> Iterator[Item]:
    """Yield a document or problem for every record; places are ``row=<record from 1>``."""
    number = 0
    with open_stream(reading.path, reading.limits) as stream:
        values = _Values(stream, reading.limits.max_document_bytes)
        for value in values:
            number += 1
            yield _item(reading, value, f"row={number}")
    if _END.fullmatch(values.text[:CHUNK]) is None:
        yield _rest(reading, values.text, f"row={number + 1}")


def _item(reading: Reading, value: object, fragment: str) -> Item:
    if isinstance(value, dict):
        return record_item(reading, value, fragment)
    message = "this element is no JSON object; a record is an object with text or html"
    return reading.problem("json_line", message, fragment=fragment, payload={"record": value})


def _rest(reading: Reading, text: str, fragment: str) -> Item:
    if len(text) > reading.limits.max_document_bytes:
        limit = reading.limits.max_document_bytes
        return reading.problem(
            "document_size",
            f"no record ends within {limit:,} characters, the limit for one document; "
            "nothing after it was read; write JSON Lines instead",
            fragment=fragment,
        )
    message = "no readable JSON from here on; mend it, or write one object a line (.jsonl)"
    return reading.problem("json_line", message, fragment=fragment, payload={"line": text})
