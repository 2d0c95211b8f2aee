"""Decides when a document was published and modified, from everything that states a date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tasks.describe.dates import Moment, readings, scan
from tasks.describe.evidence import Evidence, Page, as_texts
from tasks.describe.leftover import read_leftover
from tasks.describe.relative import read_relative

FUTURE_TOLERANCE = timedelta(hours=48)  # clocks and zones differ; a day after tomorrow does not
Readings = tuple[Moment, ...]

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time",
    "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime",
    "publish-date", "publish_date", "publication_date", "date.issued", "dcterms.created",
    "dc.date.issued", "dcterms.date", "dc.date.created", "dc.date", "dcterms.issued",
    "rnews:datepublished", "displaydate", "originalpublicationdate", "pubdate", "publishdate",
    "ptime", "pdate", "date", "created", "article_date_original", "citation_publication_date",
    "cxenseparse:publishtime", "shareaholic:article_published_time", "last-published",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "og:article:modified_time",
    "article:updated_time", "dcterms.modified", "dc.date.modified", "lastmod", "last-modified",
    "article.updated", "revised", "moddate",
)  # fmt: skip
_MODIFIED_WORDS = re.compile(
    r"modif|updat|chang|revis|edited|aktualisier|geändert|stand\b|mis[e]? à jour|maj\b|actualiz|"
    r"atualiz|aggiorn|bijgewerkt|gewijzigd|oppdater|uppdater|güncel|обновл|수정|更新",
    re.I,
)
_DAY_FIRST_SUFFIXES_WORDS = """
uk ie au nz in pk bd lk za ng ke gh de at ch fr be nl it es pt br ar cl co mx pe ve dk no se fi
pl cz sk hu ro bg gr tr ru ua il sg my id th vn ph eg sa ae ma dz tn eu hk jm tt mt
"""
_DAY_FIRST_SUFFIXES = frozenset(_DAY_FIRST_SUFFIXES_WORDS.split())
_MONTH_FIRST_SUFFIXES = frozenset(["us", "gov", "mil", "edu"])
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|$)")
_URL_LOOSE_DAY = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|$)", re.I)


@dataclass(slots=True)
class Dates:
    """The dates of a document, the flags they earned, and what was wrong with given ones."""

    published: Moment | None = None
    basis: str | None = None
    modified: Moment | None = None
    flags: set[str] = field(default_factory=set)
    faults: list[tuple[str, str, str]] = field(default_factory=list)  # expectation, column, value


@dataclass(frozen=True, slots=True)
class Hints:
    """What helps to tell day from month in a numeric date, and what is too late to be true."""

    latest: datetime
    day_first: bool | None
    others: tuple[Moment, ...] = ()


def settle(options: Readings, hints: Hints) -> Moment | None:
    """Choose between the readings of a date, or return null when nothing decides.

    In order: a date in the future is out; another date of the same page within three days of
    one reading; the country's or language's habit.
    """
    possible = [option for option in options if option.at <= hints.latest] or list(options)
    if len(possible) < 2:
        return possible[0] if possible else None
    near = [option for option in possible if _is_near(option, hints.others)]
    if len(near) == 1:
        return near[0]
    if hints.day_first is None:
        return None
    return possible[0] if hints.day_first else possible[1]


def _is_near(option: Moment, others: Iterable[Moment]) -> bool:
    return any(abs((option.day - other.day).days) <= 3 for other in others)


def habit(domain: str | None, language: str | None) -> bool | None:
    """Say whether a site writes the day first, from its country or language; null if unknown."""
    suffix = (domain or "").rpartition(".")[2]
    if suffix in _DAY_FIRST_SUFFIXES:
        return True
    code = (language or "").lower().replace("_", "-")
    if suffix in _MONTH_FIRST_SUFFIXES or code == "en-us":
        return False
    base, _, region = code.partition("-")
    return True if base and (base != "en" or region) else None


def find_dates(evidence: Evidence, url: str | None, headline: str | None, hints: Hints) -> Dates:
    """Find the publication and modification dates of a document.

    Sources in order: given with the record; the page's metadata; what the page printed; the
    path of the address; a bare time element. `hints.others` is filled in from the clear dates
    of the page itself.
    """
    page = evidence.page
    stated = _read_all(_stated(page, _PUBLISHED_META, "datePublished", "dateCreated"))
    changed = _read_all(_stated(page, _MODIFIED_META, "dateModified"))
    printed, reprinted = _printed(evidence)
    if not stated and not printed and evidence.rendered is not None:
        for line in evidence.rendered.date_lines(headline):
            _read_line(line, False, evidence.fetched_at, printed, reprinted)
    address, month = _url_dates(url)
    elements = _read_all(_time_elements(page))
    clear = [r[0] for r in (*stated, *changed, *printed, *reprinted, *address) if len(r) == 1]
    hints = Hints(hints.latest, hints.day_first, tuple(clear))
    found = Dates()
    _take_given(evidence, hints, found)
    sources = (
        ("metadata", stated), ("printed", printed), ("url", address), ("metadata", elements),
        ("url", month),
    )  # fmt: skip
    for basis, candidates in sources:
        if found.published is None and (moment := _pick(candidates, hints, found.flags)):
            found.published, found.basis = moment, basis
    if found.modified is None:
        found.modified = _pick([*changed, *reprinted], hints, set())
    if found.published is not None:
        found.flags.clear()  # a better date was found: nothing is missing from the row
    return found


def _pick(candidates: Iterable[Readings], hints: Hints, flags: set[str]) -> Moment | None:
    for options in candidates:
        if options and all(option.at > hints.latest for option in options):
            flags.add("future_date_dropped")
        elif moment := settle(options, hints):
            return moment
        elif options:
            flags.add("ambiguous_date_dropped")
    return None


def _take_given(evidence: Evidence, hints: Hints, found: Dates) -> None:
    for column in ("published", "modified"):
        value = evidence.given_text(column)
        if value is None:
            continue
        options = readings(value, assume_utc=True) or read_leftover(value)
        if not options:
            found.faults.append(("valid_date", column, value))
        elif all(option.at > hints.latest for option in options):
            found.faults.append(("date_not_in_future", column, value))
        elif (moment := settle(options, hints)) is None:
            found.flags.add("ambiguous_date_dropped")
        elif column == "published":
            found.published, found.basis = moment, evidence.given_basis
        else:
            found.modified = moment


def _stated(page: Page, names: tuple[str, ...], *keys: str) -> Iterator[str]:
    """Yield the page's statements of a date, the most deliberate first."""
    if page.is_silent:
        return
    article = page.article()
    for key in keys:
        yield from as_texts(article.get(key))
    for name in names if page.meta else ():
        yield from page.meta.get(name, ())
    for element in page.times:
        if element.get("itemprop") in keys:
            yield from _element_texts(element)


def _element_texts(element: dict[str, object]) -> Iterator[str]:
    for key in ("datetime", "content", "text"):
        value = element.get(key)
        if isinstance(value, str) and value.strip():
            yield value
            return


def _time_elements(page: Page) -> Iterator[str]:
    for element in page.times:
        if not element.get("itemprop"):
            yield from _element_texts(element)


def _read_all(texts: Iterable[str]) -> list[Readings]:
    return [options for text in texts if (options := _read(text))]


def _read(text: str) -> Readings:
    if len(text) > 80:
        return ()
    options = readings(text)
    if not options:
        found = scan(text)
        options = found[0].readings if found else read_leftover(text)
    return () if _is_placeholder(options) else options


def _is_placeholder(options: Readings) -> bool:
    return bool(options) and options[0].at.timestamp() == 0  # an unset field, not 1970


def _printed(evidence: Evidence) -> tuple[list[Readings], list[Readings]]:
    """Read the moved date lines: (published, modified). A line that holds both gives both."""
    first: list[Readings] = []
    later: list[Readings] = []
    for column in ("published_at", "modified_at"):
        for line in evidence.moved.get(column, ()):
            _read_line(line, column == "modified_at", evidence.fetched_at, first, later)
    return first, later


def _read_line(
    line: str, is_later: bool, fetched_at: datetime, first: list[Readings], later: list[Readings]
) -> None:
    found = scan(line)
    if not found:
        options: Readings = readings(line.strip())
        moment = None if options else read_relative(line, fetched_at)
        if options := options or ((moment,) if moment else read_leftover(line)):
            (later if is_later or _MODIFIED_WORDS.search(line) else first).append(options)
        return
    at = 0
    for date in found:
        label = line[at : date.start]
        (later if is_later or _MODIFIED_WORDS.search(label) else first).append(date.readings)
        at = date.end


def _url_dates(url: str | None) -> tuple[list[Readings], list[Readings]]:
    """Read the day, or else the month, that the path of an address names."""
    path = urlsplit(url).path if url else ""
    if found := _URL_DAY.search(path) or _URL_LOOSE_DAY.search(path):
        name = found[2]
        text = f"{found[3]} {name} {found[1]}" if name.isalpha() else "-".join(found.groups())
        if options := readings(text):
            return [options], []
    month = re.search(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)", path)
    return [], [readings(f"{month[1]}-{month[2]}")] if month else []
