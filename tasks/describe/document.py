"""Describes one document: turns its evidence into the metadata columns of `articles`."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tasks.describe.agency import agency_named
from tasks.describe.credit import find_credit
from tasks.describe.dateline import Dateline, dateline_of_opening, parse_dateline
from tasks.describe.evidence import Evidence
from tasks.describe.headline import find_titles
from tasks.describe.identity import article_identity, described_sha256
from tasks.describe.language import normal_code
from tasks.describe.name import known_key
from tasks.describe.published import FUTURE_TOLERANCE, Dates, Hints, find_dates, habit
from tasks.describe.publisher import find_outlet
from tasks.describe.section import find_section


@dataclass(slots=True)
class Description:
    """The metadata columns of one article row, and what was wrong with its given dates."""

    article_id: str = ""
    id_basis: str = ""
    url: str | None = None
    canonical_url: str | None = None
    domain: str | None = None
    publisher: str | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    byline: str | None = None
    authors: list[str] = field(default_factory=list)
    author_kinds: list[str] = field(default_factory=list)
    dateline: str | None = None
    located: str | None = None
    agency: str | None = None
    section: list[str] = field(default_factory=list)
    published_at: datetime | None = None
    published_date: date | None = None
    published_basis: str | None = None
    published_precision: str | None = None
    modified_at: datetime | None = None
    language: str | None = None
    language_is_given: bool = False
    described_sha256: str = ""
    flags: list[str] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document came from: what its identity may be derived from."""

    source_id: str
    native_id: str | None
    native_basis: str | None
    raw_sha256: str


def describe_document(evidence: Evidence, origin: Provenance, clock: datetime) -> Description:
    """Find everything but the language, which `finish` adds once all texts were identified."""
    outlet = find_outlet(evidence)
    titles = find_titles(evidence, outlet.names, outlet.url)
    credit = find_credit(evidence, outlet.names, titles.headline)
    line = _dateline(evidence)
    given_language = normal_code(evidence.given_text("language"))
    stated = given_language or normal_code(evidence.page.lang)
    latest = max(evidence.fetched_at, clock) + FUTURE_TOLERANCE
    hints = Hints(latest, habit(outlet.domain, stated), language=stated)
    dates = find_dates(evidence, outlet, titles.headline, hints)
    made = Description(
        url=outlet.url,
        canonical_url=outlet.canonical,
        domain=outlet.domain,
        publisher=outlet.publisher,
        headline=titles.headline,
        alternative_headline=titles.alternative,
        byline=credit.byline,
        authors=list(credit.authors),
        author_kinds=list(credit.kinds),
        dateline=line.printed if line else None,
        located=line.located if line else None,
        agency=_credited(line, outlet.names) or credit.agency,
        section=find_section(evidence, outlet.names, titles.headline),
        language=stated,
        language_is_given=given_language is not None,
        flags=_flags(dates, titles.headline),
        faults=dates.faults,
    )
    _set_dates(made, dates)
    made.article_id, made.id_basis = article_identity(
        made.canonical_url, origin.source_id, origin.native_id, origin.native_basis,
        made.headline, made.published_date, origin.raw_sha256,
    )  # fmt: skip
    return made


def finish(made: Description) -> None:
    """Hash the metadata columns, now that the language is known."""
    made.described_sha256 = described_sha256(
        (
            made.headline, made.alternative_headline, made.byline, made.authors, made.dateline,
            made.section, made.published_at, made.modified_at, made.url, made.publisher,
            made.language,
        )
    )  # fmt: skip


def _dateline(evidence: Evidence) -> Dateline | None:
    for text in evidence.moved.get("dateline", ()):
        if parsed := parse_dateline(text):
            return parsed
    return dateline_of_opening(evidence.opening) if evidence.opening else None


def _credited(line: Dateline | None, sites: tuple[str | None, ...]) -> str | None:
    """Return a dateline's agency, unless it is the outlet that signs its own report."""
    if line is None or line.agency is None or agency_named(line.agency):
        return line.agency if line else None
    own = {known_key(site) for site in sites if site}
    return None if known_key(line.agency) in own else line.agency


def _set_dates(made: Description, dates: Dates) -> None:
    if dates.published is not None:
        made.published_at = dates.published.at
        made.published_date = dates.published.day
        made.published_basis = dates.basis
        made.published_precision = dates.published.precision
    made.modified_at = dates.modified.at if dates.modified else None


def _flags(dates: Dates, headline: str | None) -> list[str]:
    flags = set(dates.flags)
    if dates.published is None:
        flags.add("undated")
    if not headline:
        flags.add("no_headline")
    return sorted(flags)
