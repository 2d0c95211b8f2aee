"""Reads WARC and WET archives: pages that were fetched with success, and converted texts."""

from collections.abc import Iterator
from datetime import UTC

from tasks.ingest.decode import UndecodableError, decode
from tasks.ingest.reading import Reading
from tasks.ingest.row import Document, Given, Item, Skipped
from tasks.ingest.stream import ExpansionError
from tasks.ingest.warc_payload import PayloadError, head_damage, payload, stated_type
from tasks.ingest.warc_records import Broken, Record, records

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_KINDS = frozenset({"response", "resource", "conversion"})


def read_warc(reading: Reading) -> Iterator[Item]:
    """Yield the documents of an archive; places are ``offset=<byte>``.

    Ordinary records that are no document (requests, redirects, pictures, empty pages) are skipped
    and counted by reason. A broken record is a problem, and reading goes on at the next one that
    begins like a record. Raises ExpansionError past the limits.
    """
    allowed = reading.limits.expanded_bytes(reading.source.size)
    if not reading.source.path.endswith((".gz", ".zst")):
        allowed = max(allowed, reading.source.size)
    waiting: Document | None = None
    for found in records(reading.path):
        if waiting is not None:  # a record's length is known when the next one begins
            yield _with_length(waiting, found.offset)
            waiting = None
        item = _item(reading, found)
        allowed -= 0 if isinstance(found, Broken) else found.length
        if allowed < 0:
            raise ExpansionError(f"{reading.path.name}: unpacks to more than the limits allow")
        if isinstance(item, Document):
            waiting = item
        else:
            yield item
    if waiting is not None:
        yield _with_length(waiting, reading.source.size)


def _with_length(document: Document, end: int) -> Document:
    begin = document.warc_record_offset or 0
    return document._replace(warc_record_length=end - begin)


def _item(reading: Reading, found: Record | Broken) -> Item:
    fragment = f"offset={found.offset}"
    if isinstance(found, Broken):
        return reading.problem(
            "warc_record",
            f"broken record ({found.reason}); fetch the archive again",
            fragment=fragment,
        )
    if found.kind not in _KINDS:
        return Skipped(f"warc: {found.kind} record")
    if damage := head_damage(found):
        return reading.problem("warc_record", f"{damage}; fetch it again", fragment=fragment)
    return _content(reading, found, fragment)


def _content(reading: Reading, found: Record, fragment: str) -> Item:
    limit = reading.limits.max_document_bytes
    try:
        data = payload(found, limit)  # read first: a cut-off head must not look like a picture's
    except PayloadError as error:
        return reading.problem("warc_record", f"{error}; fetch it again", fragment=fragment)
    if reason := _skip_reason(found):
        return Skipped(reason)
    if data is None:
        message = f"more than {limit:,} bytes, the limit for one document"
        return reading.problem("document_size", message, fragment=fragment)
    return _document(reading, found, data, fragment) if data.strip() else Skipped("warc: empty")


def _skip_reason(found: Record) -> str | None:
    if found.status is not None and found.status != 200:
        return f"warc: status {found.status}"
    media_type, _ = stated_type(found)
    if media_type and media_type not in _HTML_TYPES and media_type != "text/plain":
        return "warc: not a text"
    return None


def _media_type(found: Record, data: bytes) -> str:
    stated, _ = stated_type(found)
    if stated:
        return "text/html" if stated in _HTML_TYPES else "text/plain"
    return "text/html" if data.lstrip()[:1] == b"<" else "text/plain"


def _document(reading: Reading, found: Record, data: bytes, fragment: str) -> Item:
    media_type = _media_type(found, data)
    _, charset = stated_type(found)
    try:
        decoded = decode(data, hint=charset, html=media_type == "text/html")
    except UndecodableError as error:
        message = f"{error}; the record is no text, whatever its type says"
        return reading.problem("decodable", message, fragment=fragment, record_key=found.uri)
    document = reading.document(
        decoded.text,
        data,
        media_type,
        native_id=found.uri,
        native_basis="warc_target",
        fragment=fragment,
        given=Given(url=found.uri),
        given_basis="archive",
        charset=decoded.charset,
        damage=decoded.damage,
        fetched_at=found.date.astimezone(UTC) if found.date else None,
    )
    return document._replace(
        http_status=found.status,
        warc_filename=reading.path.name,
        warc_record_offset=found.offset,
        content_digest=found.digest,
    )
