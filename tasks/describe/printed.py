"""Collects the dates that a document prints: on moved lines and, of a page, at its headline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tasks.describe.dates import Moment, readings, scan
from tasks.describe.evidence import Evidence
from tasks.describe.leftover import read_leftover
from tasks.describe.relative import read_relative

Readings = tuple[Moment, ...]

AT_HEADLINE = 6  # lines from the headline within which a date is the article's own
_MODIFIED_WORDS = re.compile(
    r"modif|updat|chang|revis|edited|zuletzt|aktualisier|geändert|mis[e]? à jour|maj\b|actualiz|"
    r"atualiz|aggiorn|bijgewerkt|gewijzigd|oppdater|uppdater|güncel|обновл|수정|更新",
    re.I,
)
_AS_OF = re.compile(r"\bstand\b", re.I)
_NOT_THE_ARTICLE_S = re.compile(
    r"\b(?:registriert|registered|joined|member since|mitglied seit|dabei seit|beigetreten|"
    r"geboren|born)\b",
    re.I,
)


@dataclass(slots=True)
class Printed:
    """Readings of printed dates: at the headline, on moved lines, elsewhere, and of changes.

    `counted` are those that count back from the fetch ('2 hours ago'). `as_of` are dates that a
    page calls its state (``Stand: 3. Mai 2020``): the publication's where they come first or
    there is no better one.
    """

    near: list[Readings] = field(default_factory=list)
    moved: list[Readings] = field(default_factory=list)
    far: list[Readings] = field(default_factory=list)
    counted: list[Readings] = field(default_factory=list)
    as_of: list[Readings] = field(default_factory=list)
    later: list[Readings] = field(default_factory=list)


def read_moved(evidence: Evidence) -> Printed:
    """Read the lines that the clean stage moved, bylines with a date last.

    A line that holds both dates gives both.
    """
    found = Printed()
    for column in ("published_at", "modified_at"):
        for line in evidence.moved.get(column, ()):
            _read_line(line, column == "modified_at", evidence.fetched_at, found.moved, found)
    for line in evidence.moved.get("byline", ()):
        if scan(line) or read_relative(line, evidence.fetched_at):
            _read_line(line, False, evidence.fetched_at, found.moved, found)
    return found


def read_page_lines(evidence: Evidence, headline: str | None, found: Printed) -> None:
    """Add the dates of the rendered page's lines, those at the headline apart from the others."""
    page = evidence.rendered
    if page is None:
        return
    for distance, line in page.date_lines(headline):
        place = found.near if distance <= AT_HEADLINE else found.far
        _read_line(line, False, evidence.fetched_at, place, found)
    if not found.near and headline and page.place_of(headline) is not None:
        found.near.extend(date.readings for date in scan(headline))


def _read_line(
    line: str, is_later: bool, fetched_at: datetime, first: list[Readings], found: Printed
) -> None:
    if _NOT_THE_ARTICLE_S.search(line):
        return
    for label, options, is_counted in _dates_of(line, fetched_at):
        if is_counted and not is_later and not _MODIFIED_WORDS.search(label):
            found.counted.append(options)
        elif is_later or _MODIFIED_WORDS.search(label):
            found.later.append(options)
        elif _AS_OF.search(label):
            (found.as_of if first else first).append(options)
            found.later.append(options)
        else:
            first.append(options)


def _dates_of(line: str, fetched_at: datetime) -> Iterator[tuple[str, Readings, bool]]:
    """Yield the dates of a line, the words before each, and whether it counts back."""
    dates = scan(line)
    if not dates:
        options: Readings = readings(line.strip())
        moment = None if options else read_relative(line, fetched_at)
        if options := options or ((moment,) if moment else read_leftover(line)):
            yield line, options, moment is not None
        return
    at = 0
    for date in dates:
        yield line[at : date.start], date.readings, False
        at = date.end
