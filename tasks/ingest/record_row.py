"""Makes one record, from whatever container it came, into a document or a quarantine row."""

from collections.abc import Mapping

from tasks.ingest.decode import mend
from tasks.ingest.fields import (
    KNOWN,
    FieldError,
    body,
    given_fields,
    identity,
    stated_fetch,
)
from tasks.ingest.reading import Reading
from tasks.ingest.row import Document, Given, Item, Reason, json_text


def record_item(reading: Reading, record: Mapping[str, object], fragment: str) -> Item:
    """Return the document that a record holds, or the quarantine row that says what it lacks."""
    key: str | None = None
    try:
        key = identity(record)
        content = body(record)
        given = given_fields(record)
    except FieldError as error:
        return _set_aside(reading, record, fragment, key, error.reason)
    if isinstance(content, Reason):
        return _set_aside(reading, record, fragment, key, content)
    return _document(reading, record, fragment, key, content, given)


def _set_aside(
    reading: Reading,
    record: Mapping[str, object],
    fragment: str,
    key: str | None,
    reason: Reason,
) -> Item:
    return reading.problems([reason], fragment, key, {"record": dict(record)})


def _document(
    reading: Reading,
    record: Mapping[str, object],
    fragment: str,
    native_id: str | None,
    content: tuple[str, str],
    given: Given,
) -> Document | Item:
    text, raw, damage = mend(content[0])
    limit = reading.limits.max_document_bytes
    if len(raw) > limit:
        return reading.problem(
            "document_size",
            f"{len(raw):,} bytes in one document, over the limit of {limit:,}; split it",
            fragment=fragment,
            record_key=native_id,
        )
    fetched_at = stated_fetch(record)
    return reading.document(
        text,
        raw,
        content[1],
        native_id=native_id,
        native_basis="given",
        fragment=fragment,
        given=given,
        given_basis="given",
        damage=damage,
        extra=_extra(record, content[1], fetched_at is not None),
        fetched_at=fetched_at,
    )


def _extra(record: Mapping[str, object], media_type: str, fetch_used: bool) -> str | None:
    others = record.keys() - KNOWN
    if fetch_used:
        others.discard("fetched_at")
    if media_type == "text/plain" and record.get("html"):
        others.add("html")
    if not others:
        return None
    return json_text({name: record[name] for name in others}).replace("\\u0000", "")
