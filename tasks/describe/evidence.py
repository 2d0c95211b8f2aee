"""Gathers what is said about one document: by its record, by its page and by the blocks moved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from tasks.describe.rendered import Rendered

Json = Any  # a decoded JSON value; pages put anything anywhere, so every use checks its type

_ARTICLE_TYPES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "Report", "BlogPosting",
    "Article", "AdvertiserContentArticle", "SatiricalArticle", "ScholarlyArticle", "TechArticle",
    "MedicalScholarlyArticle", "SocialMediaPosting", "Review", "Recipe", "VideoObject", "WebPage",
)  # fmt: skip


@dataclass(slots=True)
class Page:
    """What an HTML page states about itself: JSON-LD nodes, meta and time elements, title."""

    nodes: tuple[dict[str, Json], ...] = ()
    meta: dict[str, list[str]] = field(default_factory=dict)
    times: tuple[dict[str, Json], ...] = ()
    bylines: tuple[str, ...] = ()  # texts of elements marked as author or byline
    title: str | None = None
    h1: tuple[str, ...] = ()
    lang: str | None = None
    canonical: str | None = None
    _article: dict[str, Json] | None = None  # found once

    @property
    def is_silent(self) -> bool:
        """True for a text document and for a page that states nothing."""
        return not (self.nodes or self.meta or self.times or self.title or self.h1)

    def first(self, *names: str) -> str | None:
        """Return the first meta content that is not empty, names tried in order."""
        if not self.meta:
            return None
        return next((value for name in names for value in self.meta.get(name, ()) if value), None)

    def article(self) -> dict[str, Json]:
        """Return the JSON-LD node that describes the article, or an empty one."""
        if not self.nodes:
            return {}
        if self._article is None:
            ranked = ((_article_rank(node), node) for node in self.nodes)
            known = ((rank, node) for rank, node in ranked if rank is not None)
            self._article = min(known, key=lambda pair: pair[0], default=(0, {}))[1]
        return self._article


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that `describe` may use for one document."""

    given: dict[str, Json]
    given_basis: str
    page: Page
    moved: dict[str, list[str]]
    opening: str  # first characters of the text, for a dateline that was not moved
    fetched_at: datetime
    rendered: Rendered | None = None  # HTML only

    def given_text(self, name: str) -> str | None:
        """Return a given field as text, or null when it is absent or blank."""
        value = self.given.get(name)
        return value.strip() or None if isinstance(value, str) else None

    def given_list(self, name: str) -> list[str]:
        """Return a given field as a list of texts that are not blank."""
        return [text.strip() for text in as_texts(self.given.get(name)) if text.strip()]


def as_texts(value: Json) -> list[str]:
    """Return the texts of a JSON value that should be a text or a list of texts."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def types_of(node: dict[str, Json]) -> list[str]:
    """Return the schema.org types of a JSON-LD node, without their namespace."""
    return [name.rpartition("/")[2] for name in as_texts(node.get("@type"))]


def _article_rank(node: dict[str, Json]) -> int | None:
    ranks = [_ARTICLE_TYPES.index(name) for name in types_of(node) if name in _ARTICLE_TYPES]
    if not ranks:
        return None
    says_little = "datePublished" not in node and "headline" not in node and "author" not in node
    return min(ranks) + (100 if says_little else 0)


def _nodes(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    """Yield the objects of JSON-LD: lists, graphs and main entities are opened."""
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"):
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth + 1)


def _object(text: str | None) -> dict[str, Json]:
    try:
        value = orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _text(value: Json) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _meta(raw: dict[str, Json]) -> dict[str, list[str]]:
    return {name.lower(): [t.strip() for t in as_texts(value)] for name, value in raw.items()}


def read_page(page_metadata: str | None) -> Page:
    """Read the JSON that the clean stage keeps of a page; an unreadable one says nothing."""
    raw = _object(page_metadata)
    if not raw:
        return Page()
    meta, times = raw.get("meta"), raw.get("time")
    return Page(
        nodes=tuple(_nodes(raw.get("jsonld"))),
        meta=_meta(meta) if isinstance(meta, dict) else {},
        times=tuple(item for item in times or () if isinstance(item, dict)),
        bylines=tuple(as_texts(raw.get("byline"))),
        title=_text(raw.get("title")),
        h1=tuple(text.strip() for text in as_texts(raw.get("h1")) if text.strip()),
        lang=_text(raw.get("lang")),
        canonical=_text(raw.get("canonical")),
    )


def read_given(given: str | None) -> dict[str, Json]:
    """Read the JSON of the metadata that came with a record."""
    return _object(given)
