"""Collects what an HTML page states about itself, for the describe stage to read."""

import json

from lxml import etree

from tasks.clean.byline_marks import marked_bylines

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


def page_metadata(tree: etree._Element | None) -> str | None:
    """Return JSON with jsonld, meta, time, byline, title, h1, lang and canonical, or null.

    `meta` maps a lower-case name to all its contents; `time` holds each time element's and
    dated microdata element's datetime, itemprop, class and text; other keys only when present.
    """
    if tree is None:
        return None
    found = {
        "title": _title(tree),
        "h1": [text for e in _some(tree, "h1") if (text := _text(e))],
        "lang": (tree.get("lang") or "").strip() or None,
        "canonical": _canonical(tree),
        "meta": _meta(tree),
        "time": _times(tree),
        "byline": marked_bylines(tree),
        "jsonld": _jsonld(tree),
    }
    stated = {key: value for key, value in found.items() if value}
    return json.dumps(stated, ensure_ascii=False) if stated else None


def _some(tree: etree._Element, *tags: str) -> list[etree._Element]:
    found = []
    for element in tree.iter(*tags):
        found.append(element)
        if len(found) >= _MOST:
            break
    return found


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())[:_LONGEST]


def _title(tree: etree._Element) -> str | None:
    element = next(tree.iter("title"), None)
    return (_text(element) or None) if element is not None else None


def _canonical(tree: etree._Element) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href")).strip()[:_LONGEST]
    return None


def _meta(tree: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = (name or element.get("http-equiv") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if content and any(mark in name for mark in _META_NAMES):
            values = found.setdefault(name, [])
            if len(values) < _MOST and content not in values:
                values.append(content[:_LONGEST])
    return found


def _times(tree: etree._Element) -> list[dict[str, str]]:
    found = []
    for element in tree.iter("time", "abbr", "span", "div", "p"):
        dated = element.get("itemprop") in ("datePublished", "dateModified", "dateCreated")
        if element.tag == "time" or dated:
            item = {
                k: (element.get(k) or "")[:200]
                for k in ("datetime", "content", "itemprop", "class")
            }
            item["text"] = _text(element)[:200]
            found.append({key: value for key, value in item.items() if value})
            if len(found) >= _MOST:
                break
    return found


def _jsonld(tree: etree._Element) -> list[Json]:
    found: list[Json] = []
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "").lower() and element.text:
            text = element.text.strip().removeprefix("<!--").removesuffix("-->").strip()
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
