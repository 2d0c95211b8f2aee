"""Tells where a country or city in sports news is its team, which is another entity."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

from tasks.extract.mention import Mention

SPORT = Path(__file__).parent / "tables" / "sport.toml"
FEWEST_WORDS = 4  # different words of sport
LEAST_SHARE = 0.012  # of all words
WORD = re.compile(r"[A-Za-z-]+")
READ = 4_000  # characters that tell what an article is about
LOOK_BACK = 40
SCORE = re.compile(r"(?: \([^)\n]{0,30}\))?[ ,]{1,3}(?:\(?\d|- \d)")
FIXTURE = re.compile(r" (?:AT|at|v|vs|V|VS)\b(?= [A-Z])")
AFTER_FIXTURE = re.compile(r"(?:^|\n)[^\n]{2,30} (?:AT|at|v|vs|V|VS) $")
WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Oo]utside|IN|AT|FROM) (?:the )?$")
Words = dict[str, list[str]]


@cache
def _words() -> Words:
    return cast(Words, tomllib.loads(SPORT.read_text("utf-8")))


@cache
def _sport() -> frozenset[str]:
    return frozenset(_words()["article"])


@cache
def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(set(_words()[name])))


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(rf"(?: (?:also|had|have|will|would|then|who))? (?:{_any('acts')})\b", re.I)


@cache
def _object() -> re.Pattern[str]:
    joined = r"(?:[A-Z][\w.]+(?: [A-Z][\w.]+)? and )?"
    return re.compile(rf"\b(?:{_any('objects')}) (?:the |champions |hosts )?{joined}$", re.I)


@cache
def _having() -> re.Pattern[str]:
    return re.compile(rf"(?:'s?)? (?:\w+ ){{0,2}}?(?:{_any('belongings')})\b", re.I)


def is_sport(text: str) -> bool:
    """Tell whether the beginning of an article is mostly about sport."""
    words = WORD.findall(text[:READ].lower())
    found = [word for word in words if word in _sport()]
    return len(set(found)) >= FEWEST_WORDS and len(found) >= LEAST_SHARE * len(words)


def _is_where(text: str, start: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start]
    return WHERE.search(before) is not None or before.endswith(("(", "( "))


def _is_team(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start]
    if FIXTURE.match(text, end) or AFTER_FIXTURE.search(before):
        return True
    if _is_where(text, start):
        return False
    line_begins = not before or before.endswith("\n")
    return bool(
        _acting().match(text, end)
        or _having().match(text, end)
        or _object().search(before)
        or (line_begins and SCORE.match(text, end))
    )


def _clubs(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the one organisation that begins with each place: "Texas" of "Texas Rangers"."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        name = text[mention.start : mention.end]
        words = name.split(" ") if mention.type == "ORG" else []
        for cut in range(1, len(words)):
            found.setdefault(" ".join(words[:cut]), set()).add(name)
    return {place: names.pop() for place, names in found.items() if len(names) == 1}


def name_teams(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Name places that are teams "England (team)", or after their club, without the place's code.

    The type stays: newsrooms and test sets differ on whether a national team is a place. Only in
    sports news, and only where what teams do, have or score stands beside the name once; then
    its other mentions are the team too, but for those behind a word of place.
    """
    listed = list(mentions)
    if not any(m.type == "GPE" for m in listed) or not is_sport(text):
        return listed
    teams = {m.name for m in listed if m.type == "GPE" and _is_team(text, m.start, m.end)}
    clubs = _clubs(text, listed)
    named = []
    for mention in listed:
        if mention.type == "GPE" and mention.name in teams and not _is_where(text, mention.start):
            surface = text[mention.start : mention.end]
            club = clubs.get(surface) or clubs.get(mention.name or "")
            name = club or f"{mention.name} (team)"
            mention = replace(
                mention, type="ORG" if club else "GPE", name=name, iso=None, kind="short_form"
            )
        named.append(mention)
    return named
