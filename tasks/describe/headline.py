"""Finds a document's headline and deck, and takes the site's name off page titles."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.describe.above import line_above
from tasks.describe.election import JOIN, elect, runs
from tasks.describe.evidence import Evidence, Page, as_texts
from tasks.describe.name import is_outlet, known_key
from tasks.describe.rendered import Rendered

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_ENTITY = re.compile(r"&#?\w+;")
_MOST_HEADINGS = 20
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
    if ": " not in title and not JOIN.search(title):
        return title
    keys = {key for site in sites if site and (key := known_key(site))}
    short = {key for text in witnesses if text and (key := known_key(text))}
    for found in reversed(list(JOIN.finditer(title))):
        head, tail = title[: found.start()].strip(), title[found.end() :].strip()
        if head and tail and (_names_site(tail, keys) or known_key(head) in short):
            return without_site(head, sites, ())
    label, _, rest = title.partition(": ")
    if rest and known_key(label) in keys:
        return rest.strip()
    first = JOIN.search(title)
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


def find_titles(
    evidence: Evidence, sites: tuple[str | None, ...], url: str | None = None
) -> Titles:
    """Find headline and alternative headline; a given title wins over the page's."""
    moved = [text for line in evidence.moved.get("headline", ()) if (text := _line(line))]
    given = tidy(evidence.given_text("title"))
    if given:
        witnesses = [*moved, *(text for text in map(tidy, evidence.page.h1) if text)]
        headline: str | None = without_site(given, sites, witnesses)
    elif evidence.page.is_silent:
        headline = moved[0] if moved else None
    else:
        headline = _of_page(evidence, moved, sites, url)
    decks = [
        text for line in evidence.moved.get("alternative_headline", ()) if (text := _line(line))
    ]
    spare = [text for text in moved[:1] if headline and known_key(text) != known_key(headline)]
    return Titles(headline, next(iter([*decks, *_page_decks(evidence.page), *spare]), None))


def _of_page(
    evidence: Evidence, moved: list[str], sites: tuple[str | None, ...], url: str | None
) -> str | None:
    """Return the heading that the metadata repeats; without one, the title with most support."""
    page = evidence.page
    headings = _tidied(page.h1[:_MOST_HEADINGS])
    title = next(iter(_tidied([page.title])), "")
    raw = _tidied([*as_texts(page.article().get("headline"))[:1], *map(page.first, _TITLE_META)])
    cut = {text: without_site(text, sites, (*headings, *moved)) for text in dict.fromkeys(raw)}
    stated = [cut[text] for text in raw]
    known = {known_key(text) for text in stated}
    known.add(known_key(without_site(title, sites, (*headings, *moved))))
    for heading in headings:
        if len(heading.split()) > 3 and known_key(heading) in known:
            return without_site(heading, sites, ())
    parts = runs(without_site(title, sites, ()))
    printed = [*moved, *_printed_in(title, evidence.rendered)]
    shown = [without_site(heading, sites, ()) for heading in headings]
    above = None if any(len(text.split()) > 2 for text in headings) else _above(evidence)
    if above and is_outlet(above[0], frozenset(known_key(site) for site in sites if site)):
        above = None
    return elect(shown, stated, parts, printed, above, url, sites)


def _above(evidence: Evidence) -> tuple[str, bool] | None:
    """Return the line above the text, on a page whose headings are none or its sections'."""
    page = evidence.rendered
    if page is None or page.places is None:
        return None
    return line_above(page.source_text, page.places, evidence.opening)


def _tidied(texts: Iterable[str | None]) -> list[str]:
    tidied = (tidy(text) for text in texts)
    return [text for text in tidied if text and len(text) <= _LONGEST]


def _printed_in(title: str, page: Rendered | None) -> list[str]:
    """Return the lines that stand in the page's title word for word, letters' case apart."""
    whole = title.casefold()
    if page is None or not title:
        return []
    near = (line for line in page.lines if 8 <= len(line) <= len(title))
    return list(dict.fromkeys(line for line in near if line.casefold() in whole))


def _line(text: str) -> str | None:
    return tidy(text.strip(" \t\u00a0•*·"))


def _page_decks(page: Page) -> Iterator[str]:
    for text in as_texts(page.article().get("alternativeHeadline")):
        if clean := tidy(text):
            yield clean
