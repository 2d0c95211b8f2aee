"""Tells where a capital stands for the government of its country ("Tokyo said"), and where not."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tasks.extract.gazetteer import places
from tasks.extract.mention import Mention

GOVERNMENTS = Path(__file__).parent / "tables" / "governments.toml"
SEAT_OF_OTHERS = frozenset({"Brussels"})  # it stands for the European Union, not for Belgium
LOOK_BACK = 80
LOOK_AHEAD = 80
IS_WHERE = re.compile(
    r"\b(?:in|at|from|near|outside|inside|around|across|through|via|into|to|of|over|toward|towards|"
    r"for|on|downtown|central|northern|southern|eastern|western|greater|visit|visited|visiting|"
    r"left|leave|leaving|reached|reach|reaching|enter|entered|entering)"
    r" (?:the )?(?:\w+ )??$",
    re.I,
)
JOINED_BEFORE = re.compile(r"(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?(?:, | and |, and | or ))+$")
JOINED_AFTER = re.compile(r"(?: and|, and|,) (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)?")


@cache
def _pattern(name: str) -> str:
    words = tomllib.loads(GOVERNMENTS.read_text("utf-8"))[name]
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(
        rf",?(?: (?:{_pattern('asides')}))*(?<! is)(?<! was) (?:{_pattern('acts')})\b(?!-)"
    )


@cache
def _has() -> re.Pattern[str]:
    return re.compile(rf"['’]s? (?:\w+ )??(?:{_pattern('possessions')})\b")


@cache
def _dealt_with() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_pattern('dealings')})(?: \w+)? (?:with|between|against|on|among)"
        r" (?:both )?(?:[A-Z][\w.]+(?: [A-Z][\w.]+)? and )?$"
    )


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_pattern('told')}) $")


TO_DO = re.compile(r" (?:to|of|that|against|for|into|over|not)\b")


def _acts_itself(text: str, start: int, end: int) -> bool:
    """Whether the name, alone or in a row of names, is what the verb after it is said of."""
    chain = JOINED_BEFORE.search(text, max(0, start - LOOK_BACK), start)
    first = chain.start() if chain else start
    if IS_WHERE.search(text[max(0, first - LOOK_BACK) : first]):
        return False
    reach = min(len(text), end + LOOK_AHEAD)
    while more := JOINED_AFTER.match(text, end, reach):
        end = more.end()
    return _acts().match(text, end, reach) is not None


def _stands(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start].rpartition("\n")[2]
    if _has().match(text, end):
        return IS_WHERE.search(before) is None or before.rstrip().endswith((" of", " for", " on"))
    if _dealt_with().search(before):
        return True
    if _told().search(before) and TO_DO.match(text, end):
        return True
    return _acts_itself(text, start, end)


def mark_governments(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Set `stands_for` to the country's ISO code where a capital is its government.

    The evidence is beside the name: an act ("Tokyo and Seoul agreed"), something only
    governments have ("Tokyo's position"), a dealing ("talks with Tokyo") or a request ("urged
    Tokyo to"). A name behind a word of place ("arrived in Tokyo") is never one that acts.
    """
    known, marked = places(), []
    for mention in mentions:
        place = known.get(text[mention.start : mention.end]) if mention.type == "GPE" else None
        seat = place.seat_of if place and place.name not in SEAT_OF_OTHERS else None
        if seat and _stands(text, mention.start, mention.end):
            mention = mention._replace(stands_for=seat)
        marked.append(mention)
    return marked
