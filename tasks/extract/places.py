"""Says which names are countries, their people, capitals and other known places."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from tasks.extract.gazetteer import Place, begins_with_place, find_places, places
from tasks.extract.mention import Mention, covered, in_order, is_part_of_longer_name

ADDED_SCORE = 0.65
HALVES = {"North": "North Korea", "South": "South Korea"}
THE_HALF = re.compile(
    r"\b[Tt]he (North|South)\b"
    r"(?!['’]?[ -][A-Z]|-(?:east|west)| of\b| and the | side| end| coast)"
)
BARE_HALF = re.compile(r"(?<!the )(?<!The )(?<![\w-])(North|South)\b(?= [a-z])(?! of\b)")
JOINED = re.compile(r"(?:[-–/, ]|and)+")
SEPARATOR = re.compile(r"[-–/, ]")
OF_COUNTRY = re.compile(r"[A-Z][a-z]+ of +")
LONGEST_HEADLINE = 200
LOOK_BACK = 40
HALF_INITIAL = re.compile(r"[NS]\. ")  # "N. Korea"
ACTS = re.compile(
    r" (?:also |then |later |had |has )?"
    r"(?:attempted|thanked|apologized|apologised|joked|smiled|laughed|resigned)\b"
)
NATION = re.compile(r"(?:U\.S\.|US) $")
BESIDE = re.compile(r"(?:, ?|\(|-)$")  # "Tulsa, Okla.", "R-Tenn."
AMERICAN = re.compile(r"(?:U\.S\.|US|United States) (?=\w+ )")
OF_NAME = re.compile(r"[A-Z][\w-]+ (?:of|for|de|du) (?:the )?$")


def as_place(mention: Mention, place: Place, rule: str) -> Mention:
    """Return the mention as a naming of that place."""
    return mention._replace(
        type=place.type, name=place.name, iso=place.iso, kind=place.kind, rule=rule
    )


def _entry(surface: str, entity_type: str) -> Place | None:
    """Return what the tables know of a surface, also behind "U.S." for an American body."""
    known = places()
    american = AMERICAN.match(surface) if entity_type == "ORG" and surface not in known else None
    return known.get(surface[american.end() :] if american else surface)


def _may_be(mention: Mention, place: Place) -> bool:
    """Whether a mention may name an entry; one that is not certain needs a type that agrees."""
    if place.certain:
        return True
    same = ("ORG",) if place.type == "ORG" else ("GPE", "LOC", "NORP")
    return mention.type in same


def _is_state(text: str, mention: Mention, place: Place) -> bool:
    """Whether a mention is an American state behind a town, in the newsrooms' short form."""
    short = place.iso is not None and place.iso.startswith("US-") and place.kind == "alias"
    before = text[max(0, mention.start - 2) : mention.start]
    return short and text[mention.end - 1] == "." and BESIDE.search(before) is not None


def retype_places(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Give known places their type and name, whatever type the recogniser gave them.

    A surface that also means something else (Jordan, Washington) keeps a type of person or
    organisation when the recogniser gave it one; so does a city taken for an organisation
    where the article names a longer one that begins with it ("Seattle", "Seattle Mariners").
    """
    retyped = []
    mentions = [_whole(text, mention) for mention in mentions]
    organisations = [text[m.start : m.end] for m in mentions if m.type == "ORG"]
    for mention in mentions:
        place = _entry(text[mention.start : mention.end], mention.type)
        if place is None or not (_may_be(mention, place) or _is_state(text, mention, place)):
            retyped.append(mention)
            continue
        if mention.type == "ORG" and place.type == "GPE":
            begins = text[mention.start : mention.end] + " "
            if any(name.startswith(begins) for name in organisations):
                retyped.append(mention)
                continue
        rule = mention.rule if mention.type == place.type else "place"
        retyped.append(as_place(mention, place, rule))
    return in_order(retyped)


def _whole(text: str, mention: Mention) -> Mention:
    """Give a name of the tables what the recogniser left: "N. Korea", "Calif.", "U.S. Senate"."""
    known, start, end = places(), mention.start, mention.end
    surface = text[start:end]
    if HALF_INITIAL.match(text, max(0, start - 3), start) and text[start - 3 : end] in known:
        return mention._replace(start=start - 3)
    if (
        text[end : end + 1] == "."
        and f"{surface}." in known
        and BESIDE.search(text[max(0, start - 2) : start])
    ):
        return mention._replace(end=end + 1)
    nation = NATION.search(text, max(0, start - 5), start) if mention.type == "ORG" else None
    department = surface.startswith("Department of") and surface in known
    if nation and (department or f"U.S. {surface}" in known):
        return mention._replace(start=nation.start())
    return mention


@lru_cache(maxsize=1 << 14)
def _parts(surface: str, entity_type: str) -> list[tuple[int, int, Place]]:
    """Return the places that a surface is nothing but a joining of; empty when it is a name."""
    if not SEPARATOR.search(surface) or surface in places():
        return []
    if not (begins_with_place(surface) or OF_COUNTRY.match(surface)):
        return []
    parts = list(find_places(surface))
    rest = surface
    for start, end, _ in parts:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    if len(parts) > 1 and JOINED.fullmatch(rest):
        # "Cleveland Indians" is a club: only places are joined by nothing but a space
        return [] if entity_type == "ORG" and rest.isspace() else parts
    # a work's title that ends in "of Japan" is most often a sentence's first words
    loose = entity_type == "OTHER" and len(parts) == 1 and OF_COUNTRY.fullmatch(rest)
    return parts if loose and parts[0][2].certain else []


def split_places(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Cut a name that is two places joined by a hyphen ("Japan-South Korea") into both."""
    kept: list[Mention] = []
    for mention in mentions:
        parts = _parts(text[mention.start : mention.end], mention.type)
        for start, end, place in parts:
            part = mention._replace(start=mention.start + start, end=mention.start + end)
            kept.append(as_place(part, place, "place_split"))
        if not parts:
            kept.append(mention)
    return kept


def add_places(text: str, mentions: list[Mention]) -> list[Mention]:
    """Add every certain place of the tables that no mention covers and no longer name holds.

    Mentions that are a part of it give way: "Japan" found in "Sea of Japan".
    """
    taken = covered(mentions, len(text))

    def is_free(start: int, end: int) -> bool:
        if 1 not in taken[start:end]:
            return True
        if " " not in text[start:end]:
            return False
        inside = mentions[bisect_right(mentions, start, key=lambda m: m.end) :]
        inside = list(takewhile(lambda m: m.start < end, inside))
        return all(start <= m.start and m.end <= end and m.type == "GPE" for m in inside)

    added = [
        Mention(start, end, place.type, ADDED_SCORE, "place_added", False, None, place.name,
                place.iso, place.kind)
        for start, end, place in find_places(text)
        if place.certain
        and is_free(start, end)
        and not is_part_of_longer_name(text, start, end)
        and not OF_NAME.search(text, max(0, start - LOOK_BACK), start)
    ]  # fmt: skip
    return in_order([*mentions, *added])


def add_korean_halves(text: str, mentions: list[Mention], headline_end: int) -> list[Mention]:
    """Read "the North" and "the South" as the Koreas where the article names that Korea.

    Once the body does so, a bare "North" before a small letter in the headline counts too.
    """
    named = {mention.name for mention in mentions}
    halves = {word: name for word, name in HALVES.items() if name in named}
    if not halves or "North Korea" not in named:
        return mentions
    found = [(m.start(1), m.end(1), m[1]) for m in THE_HALF.finditer(text) if m[1] in halves]
    in_body = {word for _, _, word in found}
    found += [
        (m.start(1), m.end(1), m[1])
        for m in BARE_HALF.finditer(text, 0, min(headline_end, LONGEST_HEADLINE))
        if m[1] in in_body
    ]
    added = [_half(start, end, HALVES[word]) for start, end, word in found]
    marks = covered(added, len(text))
    kept = [m for m in mentions if not any(marks[m.start : m.end])]
    return in_order([*kept, *added])


def retype_actors(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Take a lone word for a person where it does what only people do and no table has the place.

    Capitals speak and meet in the news; towns that no table lists do not.
    """
    known, retyped = places(), []
    for mention in mentions:
        surface = text[mention.start : mention.end]
        lone = mention.type == "GPE" and surface.isalpha() and surface.istitle()
        if lone and surface not in known and ACTS.match(text, mention.end):
            mention = mention._replace(type="PERSON", rule="actor")
        retyped.append(mention)
    return retyped


def _half(start: int, end: int, name: str) -> Mention:
    iso = places()[name].iso
    return Mention(
        start, end, "GPE", ADDED_SCORE, "korean_half", False, None, name, iso, "short_form"
    )
