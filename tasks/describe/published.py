"""Decides when a document was published and modified, from everything that states a date."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tasks.describe.dates import Moment, readings
from tasks.describe.evidence import Evidence
from tasks.describe.leftover import read_leftover
from tasks.describe.printed import Printed, Readings, read_moved, read_page_lines
from tasks.describe.publisher import Outlet
from tasks.describe.stated import (
    GENERAL_META,
    MODIFIED_META,
    PUBLISHED_META,
    is_in_utc,
    read_all,
    stated,
    time_elements,
)
from tasks.describe.url_date import agreeing, url_dates
from tasks.describe.zones import zone_of_outlet

_SAME_DAY_HOURS = range(8, 14)  # UTC; it is the same day from California to Sydney
FUTURE_TOLERANCE = timedelta(hours=48)  # clocks and zones differ; a day after tomorrow does not
_DAY_FIRST_SUFFIXES_WORDS = """
uk ie au nz in pk bd lk za ng ke gh de at ch fr be nl it es pt br ar cl co mx pe ve dk no se fi
pl cz sk hu ro bg gr tr ru ua il sg my id th vn ph eg sa ae ma dz tn eu hk jm tt mt
"""
_DAY_FIRST_SUFFIXES = frozenset(_DAY_FIRST_SUFFIXES_WORDS.split())
_MONTH_FIRST_SUFFIXES = frozenset(["us", "gov", "mil", "edu"])


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
    language: str | None = None  # as stated; it may tell the outlet's zone


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


def find_dates(evidence: Evidence, outlet: Outlet, headline: str | None, hints: Hints) -> Dates:
    """Find the publication and modification dates of a document.

    Sources in order: given with the record; what the page's metadata says of its publication; a
    date printed at the headline; a moved line; a general date of the metadata; the path of the
    address; any other date; one that counts back ('2 hours ago'); and the last change, where the
    page dates nothing else. Among printed dates those that agree with the address come first,
    and a day comes before a month. `hints.others` is filled in from the page's own clear dates.
    """
    page = evidence.page
    texts = list(stated(page, PUBLISHED_META, "datePublished", "dateCreated"))
    told = read_all(texts)
    changed = read_all(stated(page, MODIFIED_META, "dateModified"))
    printed = read_moved(evidence)
    is_text = evidence.rendered is not None and evidence.rendered.is_plain
    if not told and not (is_text and printed.moved):
        read_page_lines(evidence, headline, printed)
    general = read_all(stated(page, GENERAL_META))
    address, month = url_dates(outlet.url, page.canonical)
    clear = (*told, *changed, *general, *printed.near, *printed.moved, *printed.later, *address)
    others = tuple(options[0] for options in clear if len(options) == 1)
    hints = Hints(hints.latest, hints.day_first, others, hints.language)
    if len(told) > 1 and len({options[0].day for options in told}) > 1:
        told = _most_stated(evidence, headline, told, general, printed, address)
    found = Dates()
    _take_given(evidence, hints, found)
    near, moved = (agreeing(dates, address, month) for dates in (printed.near, printed.moved))
    sources = (
        ("metadata", told), ("printed", _days(near)), ("printed", _days(moved)),
        ("printed", printed.as_of), ("metadata", general), ("url", address),
        ("metadata", read_all(time_elements(page))), ("printed", _days(printed.far)),
        ("url", month), ("printed", [*near, *moved, *printed.far]),
        ("printed", printed.counted),
    )  # fmt: skip
    for basis, candidates in sources:
        if found.published is None and (moment := _pick(candidates, hints, found.flags)):
            found.published, found.basis = moment, basis
    if found.modified is None:
        found.modified = _pick([*changed, *printed.later], hints, set())
    if found.published is None and found.modified and not evidence.given_text("modified"):
        found.published, found.basis = found.modified, "modified"
    if found.published is not None:
        found.flags.clear()  # a better date was found: nothing is missing from the row
    if found.published and found.basis == "metadata" and is_in_utc(found.published, texts):
        if not printed.near and found.published.at.hour not in _SAME_DAY_HOURS:
            read_page_lines(evidence, headline, printed)
        zone = zone_of_outlet(outlet.domain, hints.language)
        found.published = _in_outlet_s_zone(found.published, printed.near, zone)
    return found


def _most_stated(
    evidence: Evidence,
    headline: str | None,
    told: list[Readings],
    general: list[Readings],
    printed: Printed,
    address: list[Readings],
) -> list[Readings]:
    """Put first the publication date that the rest of a page bears out, where two are stated.

    The first one loses to another that has two more witnesses: statements, the dates printed at
    the headline and moved, and the address.
    """
    if not printed.near:
        read_page_lines(evidence, headline, printed)
    witnesses = (told, general, printed.near[:1], printed.moved[:1], address)
    votes = Counter(options[0].day for source in witnesses for options in source)
    best = max(told, key=lambda options: votes[options[0].day])
    if votes[best[0].day] < votes[told[0][0].day] + 2:
        return told
    return [best, *(options for options in told if options is not best)]


def _days(dates: Iterable[Readings]) -> list[Readings]:
    return [options for options in dates if options and options[0].precision != "month"]


def _in_outlet_s_zone(moment: Moment, near: list[Readings], zone: ZoneInfo | None) -> Moment:
    """Return a moment written in UTC with the day it had at the outlet.

    Midnight of the outlet's zone is a day and no time; otherwise the day printed at the headline
    counts, else the day in that zone.
    """
    local = moment.at.astimezone(zone) if zone else moment.at
    if zone and local.utcoffset() and (local.hour, local.minute, local.second) == (0, 0, 0):
        return Moment(moment.at, local.date(), moment.precision)
    days = {options[0].day for options in near if len(options) == 1}
    close = {day for day in days if abs((day - moment.day).days) <= 1}
    if close:
        day = moment.day if moment.day in close else min(close)
        return Moment(moment.at, day, moment.precision)
    return Moment(moment.at, local.date() if zone else moment.day, moment.precision)


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
