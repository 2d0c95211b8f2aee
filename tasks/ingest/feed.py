"""Reads RSS and Atom files: every entry that carries its article is a document."""

import io
import re
from collections.abc import Iterator
from typing import Protocol, cast

from tasks.ingest.decode import mend
from tasks.ingest.reading import Reading
from tasks.ingest.row import Given, Item, Skipped
from tasks.ingest.stream import read_whole

LONG_SUMMARY = 280  # characters without tags; shorter ones only advertise the article
_TAG = re.compile(r"<[^>]*>")
_Entry = dict[str, object]


class _Parsed(Protocol):
    """The part of feedparser's answer that is used here."""

    entries: list[_Entry]
    feed: _Entry
    bozo: bool
    bozo_exception: Exception


def read_feed(reading: Reading) -> Iterator[Item]:
    """Yield a document for every entry with content or a long summary.

    Places are ``entry=<entry from 1>``. Entries that only link to their article are skipped and
    counted. A feed that is not well formed gives a problem beside whatever could be read.
    """
    data = read_whole(reading.path, reading.limits)
    if data is None:
        limit = reading.limits.max_document_bytes
        yield reading.problem("document_size", f"a feed of more than {limit:,} bytes; split it")
        return
    parsed = _parse(data)
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry_item(reading, parsed.feed, entry, f"entry={number}")
    if problem := _damage_of(parsed):
        yield reading.problem(
            "feed_well_formed",
            f"{problem}; {len(parsed.entries)} entries could be read; fetch the feed again",
        )


def _parse(data: bytes) -> _Parsed:
    import feedparser

    # Cleaning the markup is the clean stage's work, which keeps an account of it.
    answer = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    return cast(_Parsed, answer)


def _damage_of(parsed: _Parsed) -> str | None:
    import feedparser

    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    if parsed.bozo and not isinstance(parsed.bozo_exception, harmless):
        return f"not well formed ({parsed.bozo_exception})"
    return None if parsed.entries else "holds no entry"


def _entry_item(reading: Reading, feed: _Entry, entry: _Entry, fragment: str) -> Item:
    content = _content(entry)
    if content is None:
        return Skipped("feed entry without its article")
    text, raw, damage = mend(content[0])
    native_id = _string(entry, "id") or _string(entry, "link")
    return reading.document(
        text,
        raw,
        content[1],
        native_id=native_id,
        native_basis="feed_guid",
        fragment=fragment,
        given=_given(feed, entry),
        given_basis="feed",
        damage=damage,
    )


def _content(entry: _Entry) -> tuple[str, str] | None:
    """Return (content, media type): the longest content element, else a long summary."""
    elements = cast(list[_Entry], entry.get("content") or [])
    parts = [(str(e.get("value") or ""), str(e.get("type"))) for e in elements]
    best = max(parts, key=lambda part: len(part[0]), default=("", ""))
    if not best[0].strip():
        detail = cast(_Entry, entry.get("summary_detail") or {})
        summary = str(detail.get("value") or "")
        if len(_TAG.sub("", summary)) < LONG_SUMMARY:
            return None
        best = (summary, str(detail.get("type")))
    plain = best[1] == "text/plain" or not _TAG.search(best[0])
    return best[0], "text/plain" if plain else "text/html"


def _string(entry: _Entry, name: str) -> str | None:
    value = dict.get(entry, name)  # feedparser's own get answers one date with another
    return value.strip() or None if isinstance(value, str) else None


def _strings(entry: _Entry, name: str, key: str) -> list[str] | None:
    found = cast(list[_Entry], entry.get(name) or [])
    values = [_string(element, key) for element in found]
    return [value for value in values if value] or None


def _given(feed: _Entry, entry: _Entry) -> Given:
    elements = cast(list[_Entry], entry.get("content") or [])
    languages = [_string(element, "language") for element in elements]
    return Given(
        url=_string(entry, "link"),
        title=_string(entry, "title"),
        authors=_strings(entry, "authors", "name"),
        publisher=_string(feed, "title"),
        published=_string(entry, "published"),
        modified=_string(entry, "updated"),
        language=next((word for word in languages if word), None) or _string(feed, "language"),
        section=_strings(entry, "tags", "term"),
    )
