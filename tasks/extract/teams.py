"""Tells where a country or city in sports news is its team, which is another entity."""

import re
from collections.abc import Iterable
from functools import cache

from tasks.extract.canonical import normal_name
from tasks.extract.datelines import dateline_towns
from tasks.extract.gazetteer import places
from tasks.extract.known import known
from tasks.extract.mention import Mention
from tasks.extract.results import IN_RESULT, base_name
from tasks.extract.sport import is_sport, league, which_sport, words

LOOK_BACK = 40
SCORE = re.compile(r"(?: \([^)\n]{0,30}\))?[ ,]{1,3}(?!\d{4}-)(?:\(?\d|- \d)")
FIXTURE = re.compile(r" (?:AT|at|v|vs|V|VS|versus)\b(?= [A-Z])")
AFTER_FIXTURE = re.compile(r"(?:^|\n)[^\n]{2,30} (?:AT|at|v|vs|V|VS) $")
MATCH = re.compile(
    r" (?:v|vs\.?|versus) (?:[A-Z][\w.-]+ ){1,3}"
    r"(?:(?:football|soccer|basketball|baseball|hockey|rugby|cricket|tennis|volleyball) )?"
    r"(?:game|match|series|final|semifinal|derby|fixture|clash)\b"
)
WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Oo]utside|IN|AT|FROM) (?:the )?$")


@cache
def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words()[name])))


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
    if (mention.start, mention.end) in dateline_towns(text):
        return False
    is_side = FIXTURE.match(text, mention.end) or AFTER_FIXTURE.search(before)
    if is_side is None and before.endswith(" of ") and not _is_nation(mention):
        return False  # "Ann Berg of Ottawa"
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


def _is_nation(mention: Mention) -> bool:
    """Tell whether a place is a country, or one of those that play as one ("Scotland")."""
    return mention.iso is not None and (len(mention.iso) == 2 or mention.iso.startswith("GB-"))


def name_clubs(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Give clubs of the major leagues their whole name: "Indians" in news of baseball."""
    listed = list(mentions)
    listed_clubs = league(which_sport(text)) if is_sport(text) else {}
    if not listed_clubs:
        return listed
    named = []
    for mention in listed:
        surface = text[mention.start : mention.end]
        could_be = mention.type in ("ORG", "NORP")
        club = (
            (listed_clubs.get(surface) or listed_clubs.get(surface.title())) if could_be else None
        )
        is_people = mention.type == "NORP" and surface.endswith("s")
        if club and (is_people or (mention.type == "ORG" and mention.name == surface)):
            mention = mention._replace(type="ORG", name=club, iso=None, kind="short_form")
        named.append(mention)
    return named


def name_teams(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Name places that are teams "England (team)", or after their club, without the place's code.

    A country's team keeps the country's type: newsrooms and test sets differ on whether it is a
    place; a city's is an organisation. Only in sports news where what teams do, have or score
    stands beside the name once, or in other news where it is a side of a match ("the Ohio versus
    Utah game"); then its other mentions are the team too, but for those behind a word of place.
    """
    listed = list(mentions)
    if is_sport(text):
        acting = {
            m.name for m in listed
            if m.rule == IN_RESULT or (m.type == "GPE" and _is_team(text, m.start, m.end))
        }  # fmt: skip
    elif " v" in text and any(m.type == "GPE" for m in listed):
        sides = {(m.start(), m.end()) for m in MATCH.finditer(text)}
        acting = {
            m.name for m in listed
            if m.type == "GPE" and any(m.end == s or s < m.start < e for s, e in sides)
        }  # fmt: skip
    else:
        return listed
    if not acting:
        return listed
    clubs, sport = _clubs(text, listed), which_sport(text)
    cities = {m.name for m in listed if m.type == "GPE"}
    named = []
    for mention in listed:
        if mention.name in acting and _names_team(text, mention):
            surface, place = text[mention.start : mention.end], mention.name or ""
            club = clubs.get(surface) or clubs.get(place) or league(sport).get(place)
            if club or place in cities or _is_city(place):
                mention = _as_team(mention, club, f"{sport} team" if sport else "team")
        named.append(mention)
    return named


def _names_team(text: str, mention: Mention) -> bool:
    if mention.rule == IN_RESULT and mention.type == "ORG":
        return mention.name == base_name(text[mention.start : mention.end])
    return mention.type == "GPE" and _may_be_team(text, mention)


def _is_city(name: str) -> bool:
    place = places().get(name)
    return (place is not None and place.type == "GPE") or (
        ("GPE", normal_name("GPE", name)) in known()
    )


def _as_team(mention: Mention, club: str | None, kind: str) -> Mention:
    entity_type = "ORG" if club or not _is_nation(mention) else "GPE"
    name = club or f"{mention.name} ({kind})"
    return mention._replace(type=entity_type, name=name, iso=None, kind="short_form")
