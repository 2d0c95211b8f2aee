"""Ties an acronym to the long form printed beside it, and finds the acronym's other places."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tasks.extract.gazetteer import places
from tasks.extract.lookup import find_known, index_of
from tasks.extract.mention import Mention, covered, in_order

BRACKETED = re.compile(r"[ ]\((?:the )?(?P<short>[A-Z][A-Za-z.&-]{1,9})\)")
ORGANISATION_SHORT = re.compile(r" \(([^\W\d_a-z][\w-]{0,6}[^\W\d_a-z])\)")
LOOK_BACK = 140
OFFICE = re.compile(
    r"(?:Members?|Chief|Chairman|Director|President|Minister|Secretary) (?:of|[A-Z])"
)
SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "a", "de", "la", "des", "du", "et"}
)
WORD = re.compile(r"[^\W\d_][^\W_]*")
ADDED_SCORE = 0.9


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form, the long form it was printed with, and where both stand."""

    short: str
    start: int
    end: int
    long_start: int
    long_end: int


def long_form(before: str, short: str) -> int | None:
    """Return where in `before` the long form of an acronym begins; None when none fits.

    Its words' initials, small words left out where need be, must spell the acronym, and it must
    end where `before` ends (the rule of Schwartz and Hearst, 2003, on initials only).
    """
    letters = [c.lower() for c in short if c.isalpha()]
    shouted = sum(c.isupper() for c in short) > 1
    if len(letters) < 2 or not (shouted or short.istitle()):
        return None
    start = _spelled(before, letters, lambda word: word[0].isupper() or word in SMALL_WORDS)
    return None if start is None or not before[start].isupper() else start


def _spelled(before: str, letters: list[str], may_count: Callable[[str], bool]) -> int | None:
    """Return where the words that spell an acronym's letters begin; None when they do not."""
    start = len(before)
    for word in reversed(list(WORD.finditer(before))):
        if not letters:
            break
        if word[0][0].lower() == letters[-1] and may_count(word[0]):
            letters.pop()
            start = word.start()
        elif word[0].lower() not in SMALL_WORDS:
            return None
    return None if letters else start


def drop_plain_acronyms(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drop acronyms that the article explains by plain words: "artificial pancreas (AP)"."""
    plain = set()
    for match in BRACKETED.finditer(text):
        short, stop = match["short"], match.start()
        before = text[max(0, stop - LOOK_BACK) : stop].rpartition("\n")[2]
        if len(short) > 1 and short.isupper():
            letters = [c.lower() for c in short if c.isalpha()]
            if _spelled(before, letters, str.islower) is not None:
                plain.add(short)
    if not plain:
        return mentions
    return [m for m in mentions if text[m.start : m.end] not in plain or m.type != "ORG"]


def find_acronyms(text: str) -> list[Acronym]:
    """Return every acronym in brackets that is spelled by the words before it."""
    found = []
    for match in BRACKETED.finditer(text):
        stop = match.start()
        first = max(stop - LOOK_BACK, text.rfind("\n", 0, stop) + 1, 0)
        start = long_form(text[first:stop], match["short"])
        if start is not None and not OFFICE.match(text, first + start):
            found.append(Acronym(match["short"], *match.span("short"), first + start, stop))
    return found


def _behind_organisations(text: str, mentions: Iterable[Mention]) -> list[Acronym]:
    """Return short forms in brackets right behind an organisation, however they are spelled.

    Parties abbreviate in their own language: "Freedom Party of Austria (FPÖ)".
    """
    found = []
    for mention in mentions:
        short = ORGANISATION_SHORT.match(text, mention.end) if mention.type == "ORG" else None
        if short and " " in text[mention.start : mention.end] and short[1] not in places():
            found.append(Acronym(short[1], *short.span(1), mention.start, mention.end))
    return found


def _types(text: str, acronyms: Iterable[Acronym], mentions: list[Mention]) -> list[str]:
    """The type that the recogniser gave each long form, else its short one where that can be."""
    short: dict[str, str] = {}
    for mention in mentions:
        if mention.type != "PERSON":
            short.setdefault(text[mention.start : mention.end], mention.type)
    types = []
    for acronym in acronyms:
        at = bisect_right(mentions, acronym.long_start, key=lambda m: m.end)
        inside = at < len(mentions) and mentions[at].start < acronym.long_end
        types.append(mentions[at].type if inside else short.get(acronym.short, "OTHER"))
    return types


def link_acronyms(text: str, mentions: list[Mention]) -> list[Mention]:
    """Type and name acronyms by their long forms, and add those that were missed."""
    spelled = find_acronyms(text)
    known = {acronym.start for acronym in spelled}
    others = [a for a in _behind_organisations(text, mentions) if a.start not in known]
    acronyms = spelled + others
    if not acronyms:
        return mentions
    meaning: dict[str, tuple[str, str]] = {}
    long_forms = []
    for acronym, kind in zip(acronyms, _types(text, acronyms, mentions), strict=True):
        start, end = acronym.long_start, acronym.long_end
        meaning.setdefault(acronym.short, (kind, text[start:end]))
        long_forms.append(
            Mention(start, end, kind, ADDED_SCORE, "acronym_long", False, None, text[start:end],
                    None, "full")
        )  # fmt: skip
    marks = covered(long_forms, len(text))
    others_left = [m for m in mentions if not all(marks[m.start : m.end])]
    whole = in_order([*others_left, *long_forms])
    return _add_short(text, [_linked(text, m, meaning) for m in whole], meaning)


def _linked(text: str, mention: Mention, meaning: dict[str, tuple[str, str]]) -> Mention:
    known = meaning.get(text[mention.start : mention.end])
    if known is None:
        return mention
    rule = mention.rule if mention.type == known[0] else "acronym"
    return mention._replace(type=known[0], name=known[1], kind="acronym", rule=rule, iso=None)


def _add_short(
    text: str, mentions: list[Mention], meaning: dict[str, tuple[str, str]]
) -> list[Mention]:
    taken = covered(mentions, len(text))
    added = [
        Mention(start, end, meaning[short][0], ADDED_SCORE, "acronym_added", False, None,
                meaning[short][1], None, "acronym")
        for start, end, short in find_known(text, index_of(meaning))
        if not any(taken[start:end])
    ]  # fmt: skip
    return in_order([*mentions, *added])
