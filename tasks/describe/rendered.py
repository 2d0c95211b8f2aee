"""Finds lines of a rendered page by where they stand: at the headline, or naming a date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.describe.dates import scan
from tasks.describe.lines import Lines
from tasks.describe.name import known_key

LONGEST = 140  # characters; a longer line is a sentence
_BELOW, _ABOVE = 45, 8  # lines around the headline in which its byline and date stand
_LABEL = 30  # characters
_OPENING = 50  # characters by which the text's first line is found
FEWEST_COMMENTS = 4  # blocks
_SAYS_DATE = re.compile(
    r"\b(?:publi|posted|veröffentlicht|erschienen|erstellt|datum|date|stand|first|updated|aktualisiert|"
    r"mis en ligne|publicad|pubblicat|actualizad|gepostet|geändert|bearbeitet|modified|edited)",
    re.I,
)
_TELLS_DATE = re.compile(
    r"(?:entry|article|post|story) was (?:posted|published|written)\b.{0,60}|"
    r"(?:Eintrag|Artikel|Beitrag) wurde\b.{0,60}"
)
"""A sentence below an article that says when it was posted; it may be longer than a line is."""
_TELLING = (
    " was posted", " was published", " was written", "Eintrag wurde", "Artikel wurde",
    "Beitrag wurde",
)  # fmt: skip
"""One of these is in every sentence that `_TELLS_DATE` finds; they are found faster."""
_WORD = re.compile(r"[^\W_]+")
DAY_LIKE = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}\b")


Spans = tuple[list[int], list[int]]
"""Where stretches of a text begin and end, in order."""


@dataclass(slots=True)
class Rendered:
    """A rendered page, cut into lines when somebody asks for them."""

    source_text: str
    places: Lines | None = None  # where its headings say little
    comments: Spans | None = None
    is_plain: bool = False  # a text document, which marks nothing
    _lines: list[str] | None = None
    _low: str | None = None
    _place: tuple[str, int | None] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines that hold something, without bullets; of sentences only the place is kept."""
        if self._lines is None:
            lines = [line.strip(" \t\u00a0•*·-–—|>") for line in self.source_text.split("\n")]
            self._lines = [line if len(line) <= LONGEST * 2 else "" for line in lines if line]
        return self._lines

    @property
    def low(self) -> str:
        """The lines in lower case, in one text."""
        if self._low is None:
            self._low = "\n".join(self.lines).lower()
        return self._low

    def without_comments(self, opening: str) -> "Rendered":
        """Return the page with its readers' comments as spaces.

        Comments stand below the `opening` of the text, and are some in number: what the clean
        stage took for one or two may be the byline.
        """
        start = opening.partition("\n")[0][:_OPENING]
        begins = self.source_text.find(start) if start and self.comments else -1
        if begins < 0 or self.comments is None:
            return self
        below = [span for span in zip(*self.comments, strict=True) if span[0] > begins]
        if len(below) < FEWEST_COMMENTS:
            return self
        kept, at = [], 0
        for first, end in below:
            kept += [self.source_text[at:first], " " * (end - first)]
            at = end
        text = "".join([*kept, self.source_text[at:]])
        return Rendered(text, self.places, is_plain=self.is_plain)

    def _places_with(self, words: Iterable[str]) -> list[int]:
        """Return, in order, the places of the lines that hold one of some words in lower case."""
        found = set()
        for word in words:
            place, counted = 0, 0
            at = self.low.find(word)
            while at >= 0:
                place += self.low.count("\n", counted, at)
                counted = at
                found.add(place)
                at = self.low.find(word, at + len(word))
        return sorted(found)

    def title_in(self, title: str) -> str | None:
        """Return the longest line that stands whole in a page title and fills a third of it."""
        whole, best = known_key(title), ""
        for line in self.lines:
            if 12 <= len(line) <= len(title) and line.count(" ") >= 2 and len(line) > len(best):
                key = known_key(line)
                if len(key) * 3 >= len(whole) and key in whole:
                    best = line
        return best or None

    def near(self, headline: str | None) -> Iterator[tuple[int, int]]:
        """Yield places of short lines around the headline and their distance, likeliest first.

        A byline stands right below the headline, else right above it, else further below.
        """
        at = self.place_of(headline)
        middle = -1 if at is None else at
        lines = self.lines
        below = range(middle + 1, min(len(lines), middle + 1 + _BELOW))
        above = range(middle - 1, max(-1, middle - 1 - _ABOVE), -1)
        for place in (*below[:6], *above[:4], *below[6:], *above[4:]):
            if 0 < len(lines[place]) <= LONGEST:
                yield abs(place - middle), place

    def first_below(self, headline: str | None, texts: list[str]) -> int | None:
        """Return which of some texts stands first in the lines below the headline, if one does."""
        at = self.place_of(headline)
        for line in self.lines[at + 1 : at + 1 + _BELOW] if at is not None else ():
            for number, text in enumerate(texts):
                if text in line and len(line) <= LONGEST:
                    return number
        return None

    def place_of(self, headline: str | None) -> int | None:
        """Return where the headline stands: of several places, the one with most text below."""
        if self._place is None or self._place[0] != (headline or ""):
            self._place = (headline or "", self._find(headline or ""))
        return self._place[1]

    def _find(self, headline: str) -> int | None:
        key = known_key(headline)
        if not key:
            return None
        length, close, whole = len(headline), [], []
        shortest, longest = (length - 12) / 2, 2 * length + 12
        # a line without any of the three longest words is neither the headline nor a part of it
        words = sorted(_WORD.findall(headline.lower()), key=len, reverse=True)
        for place in self._places_with(words[:3]):
            line = self.lines[place]
            if shortest <= len(line) <= longest:
                mine = known_key(line)
                if mine == key:
                    whole.append(place)
                elif mine and (mine in key or key in mine):
                    close.append(place)
        return max(whole or close, key=self._text_below, default=None)

    def _text_below(self, place: int) -> int:
        return self.lines[place : place + 25].count("")

    def date_lines(self, headline: str | None) -> Iterator[tuple[int, str]]:
        """Yield lines near the headline that hold a date and little else, with their distance.

        The likeliest come first. Where there is none, lines anywhere that say what their date is.
        """
        found = 0
        for distance, place in self.near(headline):
            line = self.lines[place]
            if DAY_LIKE.search(line) and _is_mostly_date(line, 80 if distance < 3 else 30):
                found += 1
                yield distance, self._label_above(place) + line
        if not found:
            for place, line in enumerate(self.lines):
                if 0 < len(line) <= LONGEST and DAY_LIKE.search(line) and _SAYS_DATE.search(line):
                    found += 1
                    yield len(self.lines) + place, line
        if not found and any(words in self.source_text for words in _TELLING):
            for sentence in _TELLS_DATE.finditer(self.source_text):
                yield 2 * len(self.lines), sentence[0]

    def _label_above(self, place: int) -> str:
        """Return the label of a line where it stands alone above it: ``Updated:``."""
        above = self.lines[place - 1] if place else ""
        return f"{above} " if len(above) <= _LABEL and above.endswith(":") else ""


def _is_mostly_date(line: str, spare: int) -> bool:
    found = scan(line)
    if not found:
        return False
    rest = len(line) - sum(date.end - date.start for date in found)
    return rest <= spare or (rest <= 80 and bool(_SAYS_DATE.search(line)))
