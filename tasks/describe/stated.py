"""Reads the dates that a page's metadata states: JSON-LD, meta elements and time elements."""

import re
from collections.abc import Iterable, Iterator

from tasks.describe.dates import Moment, readings, scan
from tasks.describe.evidence import Page, as_texts
from tasks.describe.leftover import read_leftover

Readings = tuple[Moment, ...]

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time",
    "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime",
    "publish-date", "publish_date", "publication_date", "date.issued",
    "dc.date.issued", "dcterms.issued", "rnews:datepublished", "displaydate",
    "originalpublicationdate", "pubdate", "publishdate", "ptime", "article_date_original",
    "citation_publication_date", "cxenseparse:publishtime", "shareaholic:article_published_time",
)  # fmt: skip
"""Names of meta elements that say when an article was published."""
GENERAL_META = (
    "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "created", "pdate",
    "last-published",
)  # fmt: skip
"""Names that systems also fill with the date of a file or of its last change."""
MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "og:article:modified_time",
    "article:updated_time", "dcterms.modified", "dc.date.modified", "lastmod", "last-modified",
    "article.updated", "revised", "moddate", "dateupdate",
)  # fmt: skip
_IN_UTC = re.compile(r"(?:\dZ|[+-]00:?00|UTC|GMT)\)?\s*$")
_LONGEST = 80  # characters of a statement that is a date


def stated(page: Page, names: tuple[str, ...], *keys: str) -> Iterator[str]:
    """Yield the page's statements of a date, the most deliberate first."""
    if page.is_silent:
        return
    article = page.article() if keys else {}
    for key in keys:
        yield from as_texts(article.get(key))
    for name in names if page.meta else ():
        yield from page.meta.get(name, ())
    for element in page.times:
        if element.get("itemprop") in keys:
            yield from _element_texts(element)


def time_elements(page: Page) -> Iterator[str]:
    """Yield what the time elements say that do not say what their date is."""
    for element in page.times:
        if not element.get("itemprop"):
            yield from _element_texts(element)


def read_all(texts: Iterable[str]) -> list[Readings]:
    """Read every statement that is a date."""
    return [options for text in texts if (options := read(text))]


def read(text: str) -> Readings:
    """Return what one statement may mean; nothing for a field that was never set."""
    if len(text) > _LONGEST:
        return ()
    options = readings(text)
    if not options:
        found = scan(text)
        options = found[0].readings if found else read_leftover(text)
    return () if _is_placeholder(options) else options


def is_in_utc(moment: Moment, texts: Iterable[str]) -> bool:
    """Say whether a machine wrote this moment in UTC, so that its day may not be the outlet's."""
    return any(_IN_UTC.search(text) and moment in read(text) for text in texts)


def _is_placeholder(options: Readings) -> bool:
    return bool(options) and options[0].at.timestamp() == 0  # an unset field, not 1970


def _element_texts(element: dict[str, object]) -> Iterator[str]:
    for key in ("datetime", "content", "text"):
        value = element.get(key)
        if isinstance(value, str) and value.strip():
            yield value
            return
