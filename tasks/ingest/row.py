"""What a reader yields: a document, a problem, or the note that something was passed over."""

from datetime import datetime
from typing import NamedTuple

import orjson

PAYLOAD_LIMIT = 1024 * 1024  # characters; the quarantine table's contract says 1 MiB


class Given(NamedTuple):
    """Metadata that came with a document, as written there (`record.GIVEN`)."""

    url: str | None = None
    title: str | None = None
    authors: list[str] | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: list[str] | None = None

    def as_json(self) -> str:
        """Return the values as one JSON array in field order, the form `raw_id` is made from.

        Raises TypeError where a string has a lone surrogate, which UTF-8 cannot hold.
        """
        return orjson.dumps([*self]).decode()


class Document(NamedTuple):
    """One row of `record.DOCUMENT`, its fields in that order."""

    raw_id: str
    raw_sha256: str
    source_id: str
    raw_uri: str
    native_id: str | None
    native_basis: str | None
    given_basis: str | None
    media_type: str
    charset: str | None
    content: str
    byte_length: int
    given: Given
    extra: str | None
    damage: list[str]
    http_status: int | None
    warc_filename: str | None
    warc_record_offset: int | None
    warc_record_length: int | None
    content_digest: str | None
    fetched_at: datetime


class Reason(NamedTuple):
    """Why something was set aside: the rule, the field, its value, and what to do about it."""

    expectation: str
    column: str | None
    value: str | None
    message: str


class Problem(NamedTuple):
    """One row of `record.QUARANTINED`, its fields in that order."""

    stage: str
    table_name: str | None
    record_key: str | None
    reasons: list[Reason]
    payload: str | None
    raw_uri: str | None
    source_id: str | None


class Skipped(NamedTuple):
    """Something ordinary that is no document, such as an image in an archive: counted only."""

    reason: str


Item = Document | Problem | Skipped

NO_GIVEN = Given()


def payload_json(value: dict[str, object]) -> str:
    """Return a quarantine payload as JSON, cut at `PAYLOAD_LIMIT` characters."""
    return json_text(value)[:PAYLOAD_LIMIT]


def json_text(value: object) -> str:
    """Return any value as JSON text with sorted keys; what JSON cannot say becomes a string."""
    try:
        return orjson.dumps(value, default=str, option=JSON_OPTIONS).decode()
    except TypeError:  # integers over 64 bits, lone surrogates: the standard library writes them
        import json

        return json.dumps(value, default=str, sort_keys=True)


JSON_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z
