"""Collects what an HTML page states about itself, for the describe stage to read."""

import json
from functools import lru_cache

from tasks.clean.byline_marks import marked_bylines
from tasks.clean.markup.note import Note, told, whole
from tasks.clean.markup.note_rows import HEADING, LANG, LINK, META, SCRIPT, TIME, TITLE

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_META_NAMES = (
    "og:", "article:", "twitter:", "parsely", "dc.", "dcterms", "sailthru", "citation_", "cxense",
    "author", "byl", "date", "pubdate", "publish", "lastmod", "description", "news_keywords",
    "keywords", "robots", "language", "section", "headline", "title", "medium", "copyright",
    "time", "created", "modified", "revised", "issue", "gmt", "content-language", "source",
    "creator", "application-name", "hdl",
)  # fmt: skip
_TIME_NAMES = ("datetime", "content", "itemprop", "class")
_LONGEST = 2_000  # characters of one value
_MOST = 60  # values of one kind
_LONGEST_JSON = 200_000


def page_metadata(notes: list[Note]) -> str | None:
    """Return JSON with jsonld, meta, time, byline, title, h1, lang and canonical, or null.

    `meta` maps a lower-case name to all its contents; `time` holds each time element's and
    dated microdata element's datetime, itemprop, class and text; other keys only when present.
    """
    of: dict[int, list[Note]] = {}
    for note in notes:
        of.setdefault(note.what, []).append(note)
    found = {
        "title": next((_text(note) for note in of.get(TITLE, ())), None),
        "h1": [text for note in of.get(HEADING, ()) if (text := _text(note))],
        "lang": next((told(note.values[0]).strip() for note in of.get(LANG, ())), None),
        "canonical": _canonical(of.get(LINK, [])),
        "meta": _meta(of.get(META, [])),
        "time": _times(of.get(TIME, [])),
        "byline": marked_bylines(notes),
        "jsonld": _jsonld(of.get(SCRIPT, [])),
    }
    stated = {key: value for key, value in found.items() if value}
    return json.dumps(stated, ensure_ascii=False) if stated else None


def _text(note: Note) -> str:
    return " ".join(whole(note).split())[:_LONGEST]


def _canonical(links: list[Note]) -> str | None:
    for link in links:
        rel, href = map(told, link.values)
        if "canonical" in rel.lower().split() and href:
            return href.strip()[:_LONGEST]
    return None


def _meta(elements: list[Note]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in elements:
        name = _wanted_name(element.values[0])
        if name is None:
            continue
        content = told(element.values[1]).strip()
        if content:
            values = found.setdefault(name, [])
            if len(values) < _MOST and content not in values:
                values.append(content[:_LONGEST])
    return found


@lru_cache(maxsize=65_536)
def _wanted_name(raw: bytes) -> str | None:
    """Return a meta element's name in lower case, or null where nobody asks for such names."""
    name = told(raw).strip().lower()
    return name if any(mark in name for mark in _META_NAMES) else None


def _times(elements: list[Note]) -> list[dict[str, str]]:
    found = []
    for element in elements:
        values = [told(raw)[:200] for raw in element.values]
        item = dict(zip(_TIME_NAMES, values, strict=True)) | {"text": _text(element)[:200]}
        found.append({key: value for key, value in item.items() if value})
    return found


def _jsonld(scripts: list[Note]) -> list[Json]:
    found: list[Json] = []
    for script in scripts:
        text = whole(script).strip().removeprefix("<!--").removesuffix("-->").strip()
        if not script.pieces:
            continue
        try:
            value = json.loads(text[:_LONGEST_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        found.append(_without_body(value))
    return found


def _without_body(value: Json, depth: int = 0) -> Json:
    """Drop the copies of the article's text: the page is the source, not its own description."""
    if depth > 12:
        return None
    if isinstance(value, list):
        return [_without_body(item, depth + 1) for item in value[:_MOST]]
    if isinstance(value, dict):
        long = ("articleBody", "text", "comment", "reviewBody", "transcript")
        return {k: _without_body(v, depth + 1) for k, v in value.items() if k not in long}
    return value[:_LONGEST] if isinstance(value, str) else value
