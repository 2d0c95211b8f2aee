"""Finds the section path of a document: breadcrumbs, metadata or the moved line."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tasks.describe.evidence import Evidence, Json, Page, as_texts, types_of
from tasks.describe.headline import tidy
from tasks.describe.name import known_key

_SPLIT = re.compile(r"\s*(?:[>»›|→\\]|::|\s/\s|(?<=\w)/(?=[A-Z])|\s[·•–—-]\s)\s*")
_HOME_WORDS = """
home homepage startseite accueil inicio inicial portada start hjem forside etusivu главная
frontpage youarehere sieisindhier sindsiehier youare
"""
_HOME = frozenset(_HOME_WORDS.split())
_SECTION_META = (
    "article:section", "og:article:section", "parsely-section", "sailthru.section", "section",
    "article.section", "cxenseparse:section", "dc.subject.section", "prism.section",
)  # fmt: skip
LONGEST = 60  # characters of one step; a longer one is a headline or a sentence


def find_section(
    evidence: Evidence, sites: tuple[str | None, ...], headline: str | None
) -> list[str]:
    """Return the section path, outermost first; empty when nobody states one.

    In order: given with the record, the page's breadcrumb, its article's section, its meta
    elements, the breadcrumb line that the clean stage moved.
    """
    skip = {known_key(name) for name in (*sites, headline) if name}
    for source in _sources(evidence):
        if path := [step for step in _steps(tuple(source)) if known_key(step) not in skip]:
            return path
    return []


def _sources(evidence: Evidence) -> Iterator[list[str]]:
    page = evidence.page
    yield evidence.given_list("section")
    if not page.is_silent:
        yield _breadcrumb(page)
        yield as_texts(page.article().get("articleSection"))
        yield next((page.meta[name] for name in _SECTION_META if page.meta.get(name)), [])
    yield evidence.moved.get("section", [])


@lru_cache(maxsize=16_384)
def _steps(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Split breadcrumb texts into steps, without the step that only leads home."""
    steps = (tidy(step) for text in texts for step in _SPLIT.split(text))
    kept = [step for step in steps if step and 1 < len(step) <= LONGEST]
    named = (step for step in kept if (key := known_key(step)) and key not in _HOME)
    return tuple(dict.fromkeys(named))


def _breadcrumb(page: Page) -> list[str]:
    for node in page.nodes:
        if "BreadcrumbList" in types_of(node) and isinstance(node.get("itemListElement"), list):
            items = [item for item in node["itemListElement"] if isinstance(item, dict)]
            items.sort(key=_position)
            return [name for item in items if (name := _step_name(item))]
    return []


def _position(item: dict[str, Json]) -> float:
    try:
        return float(item.get("position") or 0)
    except (TypeError, ValueError):
        return 0


def _step_name(item: dict[str, Json]) -> str | None:
    inner = item.get("item")
    name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
    return name if isinstance(name, str) else None
