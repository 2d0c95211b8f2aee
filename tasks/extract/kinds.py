"""Says what a name is by the word that goes with it: a typhoon, a treaty, an island, a ship."""

import re
from collections.abc import Iterable

from tasks.extract.gazetteer import places
from tasks.extract.lookup import find_known, index_of
from tasks.extract.mention import Mention, in_order

ADDED_SCORE = 0.8
STORMS = index_of(["Typhoon", "Super Typhoon", "Hurricane", "Cyclone", "Tropical Storm"])
STORM_NAME = re.compile(r" (?!Center|Centre|Watch|Season)[A-Z][a-z]{2,}(?![\w'’-])")
TREATY = frozenset(
    {"Accord", "Accords", "Treaty", "Pact", "Protocol", "Agreement", "Armistice", "Act"}
)
NOT_TREATY = frozenset({"Warsaw Pact"})  # an alliance
GROUND = frozenset(
    {"Island", "Islands", "Peninsula", "Strait", "Straits", "Reef", "Atoll", "Archipelago",
     "Plateau", "Ridge", "Rise", "Glacier", "Canyon", "Volcano", "Mountain", "Mountains", "Desert",
     "Shoal", "Trench", "Fjord"}
)  # fmt: skip
NOT_GROUND = frozenset({"ORG", "LOC", "OTHER"})  # "Turtle Island" may be a firm
SHIPS = frozenset(
    {"ship", "ships", "vessel", "ferry", "tanker", "trawler", "freighter", "destroyer", "carrier",
     "frigate", "submarine", "yacht", "schooner", "liner", "tug", "tugboat", "lifeboat",
     "icebreaker", "cutter", "corvette", "battleship", "MV", "USS", "HMS"}
)  # fmt: skip
SYSTEM = re.compile(
    r"(?: \([A-Za-z]+\))? (?:anti-?missile|missile|air[- ]defen[cs]e|weapons?|rocket|radar|"
    r"satellite)(?: defen[cs]e)? (?:system|shield|battery|programme|program)\b"
)
CRAFT = re.compile(r"(?:'s)? (?:spacecraft|rover|orbiter|lander|satellite|telescope|space probe)\b")
THINGS = frozenset(
    {"Telescope", "Orbiter", "Rover", "Lander", "Prize", "Award", "Awards", "Medal", "Trophy"}
)
BUILDINGS = frozenset(
    {"Theatre", "Theater", "Stadium", "Arena", "Bridge", "Street", "Road", "Hospital",
     "Cathedral", "Museum", "Castle", "Airport"}
)  # fmt: skip
PRIZE = re.compile(r" (?:Prize|Award|Medal|Trophy)(?: for [A-Z][a-z]+)?\b(?! [A-Z])")
MAY_BE_SHIP = frozenset({"LOC", "GPE", "PERSON", "EVENT"})
MAY_BE_CRAFT = frozenset({"PERSON", "ORG"})
LOOK_BACK = 40


def read_kinds(text: str, mentions: list[Mention]) -> list[Mention]:
    """Retype names by the word of their kind, and add storms that the recogniser missed.

    A typhoon is an event, a treaty neither a body nor an event, an island or a ridge a place, what
    "ship" or "ferry" stands before is a vessel, and what "missile system" stands behind a thing.
    "Sado" is Sado Island where the article has that name too.
    """
    storms = [
        (start, name.end())
        for start, end, _ in find_known(text, STORMS)
        if (name := STORM_NAME.match(text, end))
    ]
    if storms:
        outside = [m for m in mentions if not any(s < m.end and m.start < e for s, e in storms)]
        named = [Mention(s, e, "EVENT", ADDED_SCORE, "kind", False) for s, e in storms]
        short = {text[s:e].rpartition(" ")[2]: text[s:e] for s, e in storms}
        mentions = in_order([*named, *(_as_storm(text, m, short) for m in outside)])
    mentions = _things(text, mentions)
    islands = _islands(text, mentions) if " Island" in text else frozenset()
    return [m if m.name else _by_kind(text, m, islands) for m in mentions]


def _as_storm(text: str, mention: Mention, storms: dict[str, str]) -> Mention:
    """Name a lone "Rita" after the "Hurricane Rita" of the article."""
    storm = storms.get(text[mention.start : mention.end])
    if storm is None or mention.name is not None:
        return mention
    return mention._replace(type="EVENT", name=storm, kind="short_form", rule="kind")


def _things(text: str, mentions: list[Mention]) -> list[Mention]:
    """Retype what a system, a shield or a programme is called, by all its names."""
    bodies = [m for m in mentions if m.type in ("ORG", "EVENT") and m.iso is None]
    systems = {m.name or text[m.start : m.end] for m in bodies if SYSTEM.match(text, m.end)}
    if not systems:
        return mentions
    return [
        m._replace(type="OTHER", rule="kind")
        if m in bodies and (m.name or text[m.start : m.end]) in systems
        else m
        for m in mentions
    ]


def _islands(text: str, mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the names without the word of islands that the article names with it."""
    names = {text[m.start : m.end] for m in mentions if m.type in ("GPE", "LOC", "PERSON")}
    whole = {name.removesuffix(" Island") for name in names if name.endswith(" Island")}
    return frozenset(name for name in whole & names if name not in places())


def _by_kind(text: str, mention: Mention, islands: frozenset[str]) -> Mention:
    if mention.type in ("PERSON", "ORG", "GPE") and (prize := PRIZE.match(text, mention.end)):
        return mention._replace(type="OTHER", end=prize.end(), rule="kind")
    surface = text[mention.start : mention.end]
    kind, last = mention.type, surface.rpartition(" ")[2]
    if surface in islands:
        return mention._replace(
            type="LOC", name=f"{surface} Island", kind="short_form", rule="kind"
        )
    if " " in surface and last in TREATY and surface not in NOT_TREATY:
        kind = "OTHER"
    elif " " in surface and last in GROUND and kind not in NOT_GROUND:
        kind = "LOC"
    elif " " in surface and last in THINGS:
        kind = "OTHER"
    elif kind == "GPE" and " " in surface and last in BUILDINGS:
        kind = "LOC"
    elif _is_craft(text, mention):
        kind = "OTHER"
    return mention if kind == mention.type else mention._replace(type=kind, rule="kind")


def _is_craft(text: str, mention: Mention) -> bool:
    """Tell whether the word of a ship stands before a name, or that of a spacecraft behind it."""
    if mention.type in MAY_BE_CRAFT and CRAFT.match(text, mention.end):
        return True
    return mention.type in MAY_BE_SHIP and _word_before(text, mention.start) in SHIPS


def _word_before(text: str, start: int) -> str:
    before = text[max(0, start - LOOK_BACK) : start]
    return before[:-1].rpartition(" ")[2] if before.endswith(" ") else ""
