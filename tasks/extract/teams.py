"""Tells where a country or city in sports news is its team, which is another entity."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
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
FIXTURE = re.compile(r" (?:AT|at|v|vs|V|VS|versus)\b(?= [A-Z])")
AFTER_FIXTURE = re.compile(r"(?:^|\n)[^\n]{2,30} (?:AT|at|v|vs|V|VS) $")
MATCH = re.compile(
    r" (?:v|vs\.?|versus) (?:[A-Z][\w.-]+ ){1,3}"
    r"(?:(?:football|soccer|basketball|baseball|hockey|rugby|cricket|tennis|volleyball) )?"
    r"(?:game|match|series|final|semifinal|derby|fixture|clash)\b"
)
WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Oo]utside|IN|AT|FROM) (?:the )?$")
CLEAR = 2  # times the words of the next sport
FEWEST_OF_ONE = 2
Words = dict[str, list[str]]


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(SPORT.read_text("utf-8"))


@cache
def _words() -> Words:
    return cast(Words, {name: words for name, words in _table().items() if isinstance(words, list)})


@cache
def _sport() -> frozenset[str]:
    return frozenset(_words()["article"])


@cache
def _sports() -> dict[str, str]:
    sports = cast(Words, _table()["words"])
    return {word: sport for sport, words in sports.items() for word in words}


@cache
def _league(sport: str | None) -> dict[str, str]:
    """Return the clubs of a sport's major league by their place and by their other words.

    "Cleveland" and "Indians" for the Cleveland Indians; a place of two clubs is left out.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for club in cast(Words, _table()["clubs"]).get(sport or "", []):
        words = club.split(" ")
        for cut in range(1, len(words)):
            found[" ".join(words[:cut])].add(club)
            found[" ".join(words[cut:])].add(club)
    return {name: clubs.pop() for name, clubs in found.items() if len(clubs) == 1}


@lru_cache(maxsize=2)
def which_sport(text: str) -> str | None:
    """Return the sport whose own words an article uses most by far; None when none stands out."""
    found = Counter(s for word in WORD.findall(text[:READ].lower()) if (s := _sports().get(word)))
    (first, count), (_, second) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return first if count >= max(FEWEST_OF_ONE, CLEAR * second) else None


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


@lru_cache(maxsize=2)
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


def _may_be_team(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    is_side = FIXTURE.match(text, mention.end) or AFTER_FIXTURE.search(before)
    return is_side is not None or not _is_where(text, mention.start)


def _clubs(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the one organisation that begins with each place: "Texas" of "Texas Rangers"."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        name = text[mention.start : mention.end]
        words = name.split(" ") if mention.type == "ORG" else []
        for cut in range(1, len(words)):
            found.setdefault(" ".join(words[:cut]), set()).add(name)
    return {place: names.pop() for place, names in found.items() if len(names) == 1}


def name_clubs(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Give clubs of the major leagues their whole name: "Indians" in news of baseball."""
    listed = list(mentions)
    league = _league(which_sport(text)) if is_sport(text) else {}
    if not league:
        return listed
    named = []
    for mention in listed:
        surface = text[mention.start : mention.end]
        could_be = mention.type in ("ORG", "NORP")
        club = (league.get(surface) or league.get(surface.title())) if could_be else None
        is_people = mention.type == "NORP" and surface.endswith("s")
        if club and (is_people or (mention.type == "ORG" and mention.name == surface)):
            mention = mention._replace(type="ORG", name=club, iso=None, kind="short_form")
        named.append(mention)
    return named


def name_teams(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Name places that are teams "England (team)", or after their club, without the place's code.

    The type stays: newsrooms and test sets differ on whether a national team is a place. Only in
    sports news where what teams do, have or score stands beside the name once, or in other news
    where it is a side of a match ("the Ohio versus Utah game"); then its other mentions are the
    team too, but for those behind a word of place.
    """
    listed = list(mentions)
    places = [m for m in listed if m.type == "GPE"]
    if not places:
        return listed
    if is_sport(text):
        teams = {m.name for m in places if _is_team(text, m.start, m.end)}
    elif " v" not in text:
        return listed
    else:
        sides = {(m.start(), m.end()) for m in MATCH.finditer(text)}
        teams = {m.name for m in places if any(m.end == s or s < m.start < e for s, e in sides)}
    if not teams:
        return listed
    clubs = _clubs(text, listed)
    sport = which_sport(text)
    named = []
    for mention in listed:
        if mention.type == "GPE" and mention.name in teams and _may_be_team(text, mention):
            surface = text[mention.start : mention.end]
            club = clubs.get(surface) or clubs.get(mention.name or "")
            club = club or _league(sport).get(mention.name or "")
            kind = f"{sport} team" if sport else "team"
            mention = mention._replace(
                type="ORG" if club else "GPE",
                name=club or f"{mention.name} ({kind})",
                iso=None,
                kind="short_form",
            )
        named.append(mention)
    return named
