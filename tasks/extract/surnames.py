"""Reads a surname as the person whose full name the article gives, and finds the ones missed."""

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tasks.extract.gazetteer import find_places, places
from tasks.extract.lookup import Index, find_known, index_of, is_hyphenated
from tasks.extract.mention import (
    Mention,
    covered,
    in_order,
    is_part_of_longer_name,
    starts_sentence,
)
from tasks.extract.name_order import (
    is_family_first,
    is_korean_family,
    korean_families,
    surname,
)

ADDED_SCORE = 0.8
LONGEST_LAND = 30
HYPHENATED = re.compile(r"[ ]([A-Z][a-z]{0,5}-[A-Za-z][a-z]{0,5})(?![\w'.-])")
GIVEN_SYLLABLE = re.compile(r"[ ]([A-Z][a-z]{0,4})(?![\w'.-])")
SHOUTED = re.compile(r"[A-Z]{3,} ")  # "VMA Taylor" is Taylor at an award, not of that family
NO_SURNAMES = frozenset(
    {"Cup", "Trophy", "Prize", "Award", "Awards", "Bowl", "Avenue", "Stadium", "Theatre",
     "Hospital", "Airport", "Championship", "Championships", "Tournament", "League", "Festival",
     "University", "College"}
)  # fmt: skip
CALENDAR = frozenset((*calendar.month_name, *calendar.day_name))


@dataclass(frozen=True, slots=True)
class Bearers:
    """The people of an article who share a surname: where each full name stands, in order."""

    starts: list[int]
    names: list[str]

    def nearest_before(self, position: int) -> str:
        """Return the full name given last before a place, else the first in the article."""
        return self.names[max(0, bisect_right(self.starts, position) - 1)]


def complete_korean_names(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Give "Moon Jae" its third part back when the text goes on with one ("Moon Jae In")."""
    done = []
    for mention in mentions:
        parts = text[mention.start : mention.end].split(" ")
        pattern = {1: HYPHENATED, 2: GIVEN_SYLLABLE}.get(len(parts))
        follow = pattern.match(text, mention.end) if pattern else None
        if follow and is_korean_family(parts[0]) and is_family_first([*parts, follow[1]]):
            mention = mention._replace(end=follow.end(1), type="PERSON", rule="korean_name")
        done.append(mention)
    return in_order(done)


@cache
def _families() -> Index:
    return index_of(korean_families())


def add_korean_names(text: str, mentions: list[Mention]) -> list[Mention]:
    """Add Korean names with a hyphen where the recogniser saw nothing ("said Do Hae-won")."""
    added = []
    for start, end, family in find_known(text, _families()):
        given = HYPHENATED.match(text, end)
        if given and is_family_first([family, given[1]]):
            added.append(Mention(start, given.end(), "PERSON", ADDED_SCORE, "korean_name", False))
    taken = covered(mentions, len(text)) if added else b""
    added = [m for m in added if not any(taken[m.start : m.end])]
    return in_order([*mentions, *added])


def bearers(text: str, mentions: Iterable[Mention]) -> dict[str, Bearers]:
    """Collect the surnames of all full names of persons in an article."""
    found: dict[str, Bearers] = {}
    for mention in mentions:
        if mention.type != "PERSON":
            continue
        name = text[mention.start : mention.end]
        last = None if SHOUTED.match(name) else surname(name)
        may_be = last is not None and last[0].isupper() and last not in NO_SURNAMES
        if last and may_be and not _is_certain_land(last):
            people = found.setdefault(last, Bearers([], []))
            people.starts.append(mention.start)
            people.names.append(name)
    return found


def _is_certain_land(word: str) -> bool:
    """Tell whether a word is a country, a part of one or a region, and no surname."""
    place = places().get(word)
    return place is not None and place.certain and (place.iso is not None or place.type == "LOC")


def name_people(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give each surname of the article's people the full name, and add those that were missed."""
    people = bearers(text, mentions)
    return (
        _add_surnames(text, _link_surnames(text, mentions, people), people) if people else mentions
    )


def _link_surnames(text: str, mentions: list[Mention], people: dict[str, Bearers]) -> list[Mention]:
    """Name each lone surname, retyping what the recogniser mistook."""
    linked = []
    for mention in mentions:
        surface = text[mention.start : mention.end]
        if surface in people and not _is_town_of(text, mention):
            name = people[surface].nearest_before(mention.start)
            rule = mention.rule if mention.type == "PERSON" else "surname"
            mention = mention._replace(
                type="PERSON", name=name, kind="surname", rule=rule, iso=None
            )
        linked.append(mention)
    return linked


def _is_town_of(text: str, mention: Mention) -> bool:
    """Tell whether a place that is a surname too is printed with its land: "Burbank, Ohio"."""
    if mention.type != "GPE" or not text.startswith(", ", mention.end):
        return False
    land = next(find_places(text[mention.end + 2 : mention.end + 2 + LONGEST_LAND]), None)
    return land is not None and land[0] == 0 and land[2].iso is not None


def _may_be_plain_word(text: str, word: str, start: int, end: int) -> bool:
    if word in CALENDAR and (
        text[end : end + 2].strip()[:1].isdigit() or starts_sentence(text, start)
    ):
        return True
    return starts_sentence(text, start) and re.search(rf"\b{word.lower()}\b", text) is not None


def _add_surnames(text: str, mentions: list[Mention], people: dict[str, Bearers]) -> list[Mention]:
    """Add the surnames of the article's people where the recogniser saw nothing."""
    taken = covered(mentions, len(text))
    added = []
    for start, end, word in find_known(text, index_of(people)):
        if any(taken[start:end]) or is_hyphenated(text, start, end):
            continue
        if is_part_of_longer_name(text, start, end):
            continue
        if not _may_be_plain_word(text, word, start, end):
            name = people[word].nearest_before(start)
            added.append(
                Mention(start, end, "PERSON", ADDED_SCORE, "surname_added", False, None, name,
                        None, "surname")
            )  # fmt: skip
    return in_order([*mentions, *added])
