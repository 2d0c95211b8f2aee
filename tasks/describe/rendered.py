"""Reads headline, byline and date lines off a rendered page, where its metadata is silent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from tasks.describe.byline import Byline, is_full, parse_byline
from tasks.describe.dates import scan
from tasks.describe.name import known_key

Outlets = tuple[str | None, ...]

_LONGEST = 140  # characters; a longer line is a sentence
_BELOW, _ABOVE = 45, 8  # lines around the headline in which its byline and date stand
_LABELLED = re.compile(
    r"^(?:[^A-Za-zÀ-ž]*|.{0,70}?(?:\d{4}|\d\d:\d\d|Uhr|[|•·∙/–—-])\s*)"
    r"(?:(?:[Pp]osted|[Ww]ritten|[Pp]ublished|[Gg]eschrieben|[Vv]eröffentlicht|[Rr]eported|"
    r"[Ee]in (?:Artikel|Beitrag))\s*)?"
    r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|Texte?:|[Aa]utor(?:in)?:?|"
    r"[Aa]uthor:?|[Aa]uteur:?)(?:\s*:\s*|\s+|(?=[A-ZÄÖÜ]))(?P<names>[A-ZÀ-ÞĀ-Ž@].{2,100})$"
)
_SIGNED = re.compile(
    r"^(?:[Aa]utor(?:in|en|es|a)?|[Aa]uthors?|[Aa]uteurs?|Text|Von|By|Written by|Reported by)"
    r"\s*:\s*(?P<names>[A-ZÀ-ÞĀ-Ž].{2,100})$"
)
_SAYS_DATE = re.compile(
    r"\b(?:publi|posted|veröffentlicht|erschienen|erstellt|datum|date|stand|first|updated|aktualisiert|"
    r"mis en ligne|publicad|pubblicat|actualizad)",
    re.I,
)
_NOT_ITS_OWN = re.compile(
    r"©|copyright|comment|kommentar|replied|says|sagt|schrieb|antwort|photo|foto|bild|image|"
    r"related|read more|mehr zum|subscribe|login|beiträge",
    re.I,
)
_DAY_LIKE = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}\b")


@dataclass(slots=True)
class Rendered:
    """The lines of a rendered page, short ones only, with the place of the headline."""

    lines: list[str]
    keys: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, source_text: str) -> "Rendered":
        """Split a page into lines, without bullets; of sentences only the place is kept."""
        lines = [line.strip(" \t\u00a0•*·-–—|>") for line in source_text.split("\n")]
        kept = [line if len(line) <= _LONGEST * 2 else "" for line in lines if line]
        return cls(kept)

    def title_in(self, title: str) -> str | None:
        """Return the longest line that stands whole in a page title and fills a third of it."""
        whole, best = known_key(title), ""
        for line in self.lines:
            if 12 <= len(line) <= len(title) and line.count(" ") >= 2 and len(line) > len(best):
                key = known_key(line)
                if len(key) * 3 >= len(whole) and key in whole:
                    best = line
        return best or None

    def near(self, headline: str | None) -> Iterator[tuple[int, str]]:
        """Yield short lines around the headline with their distance to it, the likeliest first.

        A byline stands right below the headline, else right above it, else further below.
        """
        at = self._place_of(headline)
        middle = -1 if at is None else at
        below = range(middle + 1, min(len(self.lines), middle + 1 + _BELOW))
        above = range(middle - 1, max(-1, middle - 1 - _ABOVE), -1)
        for place in (*below[:6], *above[:4], *below[6:], *above[4:]):
            if 0 < len(self.lines[place]) <= _LONGEST:
                yield abs(place - middle), self.lines[place]

    def _place_of(self, headline: str | None) -> int | None:
        """Return where the headline stands: of several places, the one with most text below."""
        key = known_key(headline or "")
        if not key:
            return None
        length = len(headline or "")
        places = [
            place
            for place, line in enumerate(self.lines)
            if abs(len(line) - length) <= 12 and known_key(line) == key
        ]
        return max(places, key=lambda place: self.lines[place : place + 25].count(""), default=None)

    def byline(self, headline: str | None, outlets: Outlets) -> tuple[str, Byline] | None:
        """Return the first line that says whom the page is by, printed and parsed.

        Near the headline any such line counts, elsewhere one with a colon, as at an article's end.
        """
        near = ((line, _LABELLED.search(line)) for _, line in self.near(headline))
        signed = ((line, _SIGNED.match(line)) for line in self.lines if 0 < len(line) <= _LONGEST)
        for line, found in chain(near, signed):
            if found and not _NOT_ITS_OWN.search(line):
                parsed = parse_byline(found["names"], outlets)
                if is_full(parsed):
                    return line, parsed
        return None

    def beside_date(self, headline: str | None, outlets: Outlets) -> tuple[str, Byline] | None:
        """Return the first line at the headline with date and full names: 'Ann Bo | 3 May'."""
        for distance, line in self.near(headline):
            if distance <= 3 and (names := _beside_date(line)) and not _NOT_ITS_OWN.search(line):
                parsed = parse_byline(names, outlets)
                if is_full(parsed):
                    return line, parsed
        return None

    def date_lines(self, headline: str | None) -> Iterator[str]:
        """Yield lines near the headline that hold a date and little else, the likeliest first.

        Where there is none, lines anywhere that say what their date is.
        """
        found = 0
        for distance, line in self.near(headline):
            if _DAY_LIKE.search(line) and _is_mostly_date(line, 80 if distance < 3 else 30):
                found += 1
                yield line
        if not found:
            for line in self.lines:
                if 0 < len(line) <= _LONGEST and _SAYS_DATE.search(line) and _DAY_LIKE.search(line):
                    yield line


def _is_mostly_date(line: str, spare: int) -> bool:
    found = scan(line)
    if not found:
        return False
    rest = len(line) - sum(date.end - date.start for date in found)
    return rest <= spare or (rest <= 80 and bool(_SAYS_DATE.search(line)))


def _beside_date(line: str) -> str | None:
    """Return what a line holds beside its date, where it may be a name: 'Ann Bo | 3 May 2020'."""
    if not _DAY_LIKE.search(line):
        return None
    found = scan(line)
    if len(found) != 1:
        return None
    rest = f"{line[: found[0].start]} | {line[found[0].end :]}"
    return rest.strip(" |,-–—•·/") or None
