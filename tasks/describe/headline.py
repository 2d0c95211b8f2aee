"""Finds a document's headline and deck, and takes the site's name off page titles."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.describe.evidence import Evidence, Page, as_texts
from tasks.describe.name import known_key
from tasks.describe.rendered import Rendered

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_ENTITY = re.compile(r"&#?\w+;")
_JOIN = re.compile(r"\s+[|–—\-:·•»›~/]+\s+|\s*[|»›]\s*|\s+::\s+")
_JOINED = re.compile(r"[|–—\-:·•»›~/_(>]")
_LONGEST = 300  # characters; more is a script that was left in a broken title element
_TITLE_META = (
    "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title",
    "headline", "title", "citation_title", "hdl",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Titles:
    """The headline and the deck below or above it."""

    headline: str | None
    alternative: str | None


def tidy(text: str | None) -> str | None:
    """Return text with entities decoded, invisible characters out and white space folded."""
    if not text:
        return None
    for _ in range(2):  # feeds encode twice
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split()) or None


def without_site(title: str, sites: Iterable[str | None], witnesses: Iterable[str | None]) -> str:
    """Take a site's name off a title's end or start, where something proves that it is one.

    Proof is the name of the site or publisher (`sites`), or that the page calls itself by the
    shorter title elsewhere (`witnesses`). Without proof the title stays whole.
    """
    keys = {key for site in sites if site and (key := known_key(site))}
    short = {key for text in witnesses if text and (key := known_key(text))}
    for found in reversed(list(_JOIN.finditer(title))):
        head, tail = title[: found.start()].strip(), title[found.end() :].strip()
        if head and tail and (_names_site(tail, keys) or known_key(head) in short):
            return without_site(head, sites, ())
    first = _JOIN.search(title)
    if first and _names_site(title[: first.start()], keys):
        return title[first.end() :].strip() or title
    return title


def _names_site(text: str, keys: set[str]) -> bool:
    key = known_key(text)
    if not key:
        return False
    return any(
        key == site
        or key == f"the{site}"
        or f"the{key}" == site
        or site in {f"{key}com", f"{key}news"}
        or (len(site) > 4 and key.startswith(site) and len(key) < len(site) + 12)
        for site in keys
    )


def find_titles(evidence: Evidence, sites: tuple[str | None, ...]) -> Titles:
    """Find headline and alternative headline; a given title wins over the page's."""
    moved = [text for line in evidence.moved.get("headline", ()) if (text := tidy(line))]
    given = tidy(evidence.given_text("title"))
    candidates = [t for t in _candidates(evidence.page, moved) if t and len(t) <= _LONGEST]
    witnesses = [*moved, *(text for text in map(tidy, evidence.page.h1) if text)]
    headline = without_site(given, sites, witnesses) if given else None
    if headline is None and candidates:
        short = [without_site(text, sites, witnesses) for text in candidates]
        headline = _as_printed(_elect(short, sites), evidence.rendered)
    decks = [
        text for line in evidence.moved.get("alternative_headline", ()) if (text := tidy(line))
    ]
    spare = [text for text in moved[:1] if headline and known_key(text) != known_key(headline)]
    return Titles(headline, next(iter([*decks, *_page_decks(evidence.page), *spare]), None))


def _candidates(page: Page, moved: list[str]) -> Iterator[str | None]:
    """Yield the page's titles, the most trusted first."""
    if page.is_silent:
        yield moved[0] if moved else None
        return
    article = page.article()
    h1 = _main_heading(page)
    yield h1 if h1 and len(h1.split()) > 2 else None
    yield from (tidy(text) for text in as_texts(article.get("headline"))[:1])
    yield from (tidy(page.first(name)) for name in _TITLE_META)
    yield moved[0] if moved else None
    yield tidy(page.title)
    yield h1


def _main_heading(page: Page) -> str | None:
    """Of several first-level headings, return the one that the page's title repeats."""
    headings = [text for text in map(tidy, page.h1) if text]
    title = known_key(page.title or page.first("og:title") or "")
    named = (text for text in headings if len(known_key(text)) > 7 and known_key(text) in title)
    return max(named, key=len, default=None) or next(iter(headings), None)


def _as_printed(title: str, rendered: Rendered | None) -> str:
    """Cut a title that joins headline, section and site down to the line that the page prints."""
    if rendered is None:
        return title
    line = rendered.title_in(title) if _JOINED.search(title) else None
    return line or title


def _elect(candidates: list[str], sites: Iterable[str | None]) -> str:
    """Take the first title that a second source repeats; without one, the first of all."""
    keys = [known_key(text) for text in candidates]
    names = {known_key(site) for site in sites if site}
    for text, key in zip(candidates, keys, strict=True):
        if key and keys.count(key) > 1 and key not in names:
            return text
    return next(
        (t for t, key in zip(candidates, keys, strict=True) if key not in names), candidates[0]
    )


def _page_decks(page: Page) -> Iterator[str]:
    for text in as_texts(page.article().get("alternativeHeadline")):
        if clean := tidy(text):
            yield clean
