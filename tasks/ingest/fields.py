"""Reads the fields of one record (a JSON object, a Parquet row) by the contract of the records."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from tasks.ingest.decode import mend
from tasks.ingest.row import Given, Reason

KNOWN = frozenset(("text", "html", "id", *Given._fields))
_SPLIT = re.compile(r"[;|]")
_EPOCH_SECONDS = (1e8, 1e10)  # 1973 to 2286; a thousand times that are milliseconds
_NAMES = 12  # of fields
_EXAMPLE = 80  # characters of a wrong value that a reason shows


class FieldError(ValueError):
    """A field has a type that its meaning does not allow."""

    def __init__(self, column: str, value: object, wanted: str) -> None:
        kind = "an object" if isinstance(value, dict) else f"of type {type(value).__name__}"
        message = f"the field {column} is {kind}; give {wanted}"
        super().__init__(message)
        self.reason = Reason("field_types", column, str(value)[:_EXAMPLE], message)


def _text(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if type(value) is str:
        return value if value and not value.isspace() else None
    if value is None:
        return None
    raise FieldError(name, value, "a string or null")


def _moment(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is None or type(value) is str:
        return _text(record, name)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if type(value) is int or type(value) is float:
        seconds = value / 1000 if value >= _EPOCH_SECONDS[1] else value
        if _EPOCH_SECONDS[0] <= seconds < _EPOCH_SECONDS[1]:
            return datetime.fromtimestamp(seconds, UTC).isoformat()
        raise FieldError(name, value, "a date as a string, best ISO 8601")
    return _text(record, name)


def _names(record: Mapping[str, object], name: str, split: bool) -> list[str] | None:
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        parts: list[object] = [*_SPLIT.split(value)] if split else [value]
    elif isinstance(value, list | tuple):
        parts = list(value)
    else:
        raise FieldError(name, value, "a string or a list of strings")
    kept = []
    for part in parts:
        if type(part) is str:
            if stripped := part.strip():
                kept.append(stripped)
        elif part is not None:
            raise FieldError(name, part, "a string or a list of strings")
    return kept or None


def identity(record: Mapping[str, object]) -> str | None:
    """Return the record's `id` as a string; a whole number loses its ``.0``. Raises FieldError."""
    value = record.get("id")
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is int or type(value) is float:
        return str(value) if value == value else None  # NaN is how pandas writes no id
    found = _text(record, "id")
    return mend(found)[0].strip() or None if found else None


def given_fields(record: Mapping[str, object]) -> Given:
    """Return the metadata of a record, strings as they stand. Raises FieldError.

    A string of authors is split at ``;`` and ``|`` only: commas and "and" are for `describe`.
    """
    return Given(
        _text(record, "url"),
        _text(record, "title"),
        _names(record, "authors", split=True),
        _text(record, "publisher"),
        _moment(record, "published"),
        _moment(record, "modified"),
        _text(record, "language"),
        _names(record, "section", split=False),
    )


def body(record: Mapping[str, object]) -> tuple[str, str] | Reason:
    """Return (text, media type) of a record, or the reason why it has none. Raises FieldError.

    `text` wins where a record has both; the other is kept with the record's other columns.
    """
    if (text := _text(record, "text")) is not None:
        return text, "text/plain"
    if (html := _text(record, "html")) is not None:
        return html, "text/html"
    if record.get("text") is None and record.get("html") is None:
        named = ", ".join(sorted(map(str, record))[:_NAMES]) or "nothing"
        message = (
            "neither text nor html; give the article in a field of one of these names "
            f"(fields found: {named})"
        )
        return Reason("has_text_or_html", "text", None, message)
    column = "text" if record.get("text") is not None else "html"
    message = f"{column} is empty; give the article's words or leave the record out"
    return Reason("not_empty", column, str(record.get(column))[:_EXAMPLE], message)


def stated_fetch(record: Mapping[str, object]) -> datetime | None:
    """Return the record's `fetched_at` in UTC, or None when there is none that can be read."""
    value = record.get("fetched_at")
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
