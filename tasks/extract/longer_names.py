"""Tells where a known name is only a piece of a longer one, so that it is not who is meant."""

import calendar
import re
from collections.abc import Iterable

from tasks.extract.mention import Mention, covered, starts_sentence
from tasks.extract.titles import is_title_word

CALENDAR = frozenset((*calendar.month_name, *calendar.day_name, *calendar.month_abbr))
AFTER = re.compile(r" ([A-Z][\w'’&.-]*)")
OWNED = re.compile(r"['’]s ((?:[A-Z][\w’-]+ ){1,3}[A-Z][\w’-]+)")
BEFORE = re.compile(r"(?<![\w.])((?!(?:The|A|An) )[A-Z][\w-]*) $")
LISTED = re.compile(
    r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)*,? and [A-Z]\w+(?: [A-Z]\w+)? Count(?:ies|y)\b"
)
LOOK_BACK = 40


class Surroundings:
    """Which words of an article belong to a mention, asked of the words beside a name."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        """Mark the mentions of a text."""
        self.text = text
        self.marks = covered(mentions, len(text))

    def is_piece(self, mention: Mention) -> bool:
        """Tell whether capitalised words beside a mention make one longer name with it.

        "Houston" of "Houston's Top Dentists", "CNN" of "CNN Films", "Los Angeles" of "Los Angeles,
        Orange and Riverside Counties". Titles, days and words of another mention do not count:
        "Texas Governor Ann Berg", "in Tokyo Thursday", "Japan's Foreign Ministry".
        """
        beside = self._goes_on(mention.end) or self._began(mention.start)
        return beside or self._lists_counties(mention)

    def _is_loose(self, start: int, end: int) -> bool:
        """Tell whether a capitalised word is neither of another name nor a title nor a date."""
        word = self.text[start:end].rstrip(".")
        known = self.marks[start] or word in CALENDAR or is_title_word(word)
        return not known

    def _goes_on(self, end: int) -> bool:
        if after := AFTER.match(self.text, end):
            return self._is_loose(*after.span(1))
        owned = OWNED.match(self.text, end)
        if owned is None:
            return False
        at, loose = owned.start(1), []
        for word in owned[1].split(" "):
            loose.append(self._is_loose(at, at + len(word)))
            at += len(word) + 1
        return all(loose)

    def _began(self, start: int) -> bool:
        before = BEFORE.search(self.text, max(0, start - LOOK_BACK), start)
        if before is None or starts_sentence(self.text, before.start(1)):
            return False
        return self._is_loose(*before.span(1))

    def _lists_counties(self, mention: Mention) -> bool:
        return mention.type == "GPE" and LISTED.match(self.text, mention.end) is not None
