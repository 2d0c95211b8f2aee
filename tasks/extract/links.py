"""Decides which names of an article are well-known people, places and bodies, if it can."""

import re
from collections.abc import Iterable

from tasks.extract.canonical import LEGAL_FORM, normal_name
from tasks.extract.gazetteer import places
from tasks.extract.known import KIND_OF_TYPE, Known, known
from tasks.extract.longer_names import Surroundings
from tasks.extract.mention import Mention

LARGE_CITY = 400_000
SMALL_TOWN = 50_000  # people; smaller ones are in our tables only where they have a Wikidata id
MUCH_LARGER = 4  # times the next city of that name
POLITICAL = re.compile(
    r"\b(?:president|minister|chancellor|premier|secretary|senator|sen|rep|governor|gov|mayor|"
    r"congress\w*|lawmaker|mp|leader|ambassador|speaker|representative|deputy|justice|king|queen|"
    r"prince|princess|pope|director|chairman|chairwoman|envoy)\b",
    re.I,
)
Key = tuple[str, str]
BEHIND = re.compile(r",? \(?")
COMPANY_BEHIND = re.compile(
    r"(?:['’]s)?,? (?:shares?|stocks?|stores?|chief executive|CEO|spokes\w+|founders?|co-founder|"
    r"executives?|employees|customers|profits?|sales|earnings|analysts?|chairman|plants?|workers|"
    r"unveiled|launched|acquired|bought|unit|subsidiary|engineers?|supermarkets?|restaurants?|"
    r"flights?|cars?|vehicles?|phones?|Inc|Corp|Ltd|plc|Co)\b"
)
COMPANY_BEFORE = re.compile(
    r"\b(?:company|retailer|bank|airline|carrier|carmaker|automaker|manufacturer|maker|chain|giant|"
    r"firm|group|brand|insurer|lender|supermarket|rivals?|"
    r"(?:shares|stake|stakes) (?:in|of)|(?:owned|bought|acquired) by|"
    r"(?:executive|chairman|president|founder|unit|subsidiary|parent) of)(?: \w+)? $"
)
LOOK_BACK = 40


def link_known(text: str, mentions: list[Mention]) -> list[Mention]:
    """Set `wikidata_id` and `geonames_id` of every mention whose name is decided.

    One decision for each name of the article. What counts: the full name, a type that agrees, no
    other entry of that name, and for all but the best known the country or an office beside it.
    Of cities and bodies, a mention that is a piece of a longer name is left without.
    """
    keys = [_key(mention) for mention in mentions]
    entries = known()
    by_name: dict[Key, list[Mention]] = {}
    for key, mention in zip(keys, mentions, strict=True):
        if key is not None and key in entries:
            by_name.setdefault(key, []).append(mention)
    if not by_name:
        return mentions
    countries = _countries(mentions)
    decided = {
        key: chosen
        for key, named in by_name.items()
        if (chosen := _decide(text, key[0], named, entries[key], countries, mentions))
    }
    if not decided:
        return mentions
    around = Surroundings(text, mentions)
    return [
        m._replace(wikidata_id=decided[key].wikidata_id, geonames_id=decided[key].geonames_id)
        if key is not None and key in decided and not (key[0] != "PERSON" and around.is_piece(m))
        else m
        for key, m in zip(keys, mentions, strict=True)
    ]


def _key(mention: Mention) -> Key | None:
    """Return what a mention is looked up by; None for one that has a code or no name."""
    kind = KIND_OF_TYPE.get(mention.type)
    if kind is None or mention.name is None or mention.iso is not None:
        return None
    return kind, normal_name(kind, mention.name)


def _countries(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the ISO codes of all countries and parts of them that an article speaks of."""
    codes = {m.iso for m in mentions if m.iso}
    for mention in mentions:
        place = places().get(mention.name or "")
        if place and place.seat_of:
            codes.add(place.seat_of)
    return frozenset(codes | {code[:2] for code in codes})


def _decide(
    text: str,
    kind: str,
    named: list[Mention],
    candidates: tuple[Known, ...],
    countries: frozenset[str],
    mentions: list[Mention],
) -> Known | None:
    if kind == "GPE":
        return _place(text, named, candidates, countries, mentions)
    if kind == "PERSON" and not any(" " in (m.name or "") for m in named):
        return None
    fitting = [c for c in candidates if c.rank == 1] or _supported(
        text, kind, named, candidates, countries
    )
    return fitting[0] if len(fitting) == 1 else None


def _supported(
    text: str,
    kind: str,
    named: list[Mention],
    candidates: tuple[Known, ...],
    countries: frozenset[str],
) -> list[Known]:
    """Return the candidates for whom the article has evidence: their country, an office, a trade.

    Of rank 2 an office does instead of a country; rank 3 needs both, and a multinational has no
    country to need.
    """
    if kind == "PERSON":
        beside = any(m.role and POLITICAL.search(m.role) for m in named)
    else:
        beside = any(_is_company(text, m) for m in named)
    at_home = [
        c for c in candidates
        if (c.country is None or c.country in countries) and (c.rank == 2 or beside)
    ]  # fmt: skip
    if at_home or kind != "PERSON" or not beside:
        return at_home
    return [c for c in candidates if c.rank == 2]


def _is_company(text: str, mention: Mention) -> bool:
    """Tell whether what companies have, do or are called stands beside a name."""
    if COMPANY_BEHIND.match(text, mention.end):
        return True
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    return COMPANY_BEFORE.search(before) is not None or bool(
        LEGAL_FORM.search(text[mention.start : mention.end])
    )


def _place(
    text: str,
    named: list[Mention],
    candidates: tuple[Known, ...],
    countries: frozenset[str],
    mentions: list[Mention],
) -> Known | None:
    written = [c for c in candidates if c.geonames_id is None]
    if written:
        return written[0]
    cities = sorted(candidates, key=lambda c: -c.weight)
    said = {code for m in named if (code := _behind(text, m, mentions))}
    if said:
        cities = [c for c in cities if any(_lies_in(c, code) for code in said)]
        return cities[0] if cities and _stands_out(cities) else None
    first = cities[0]
    near = [c for c in cities if c.country in countries]
    closer = [c for c in near if f"{c.country}-{c.part}" in countries]
    near = [c for c in near if c.part is None or c.weight >= SMALL_TOWN]
    is_famous = _stands_out(cities) or first.is_famous
    if is_famous and (first.weight >= LARGE_CITY or _is_listed(named[0])):
        return first if not closer or first in near else None
    near = closer or near
    return near[0] if near and _stands_out(near) else None


def _stands_out(cities: list[Known]) -> bool:
    return len(cities) == 1 or cities[0].weight >= MUCH_LARGER * cities[1].weight


def _is_listed(mention: Mention) -> bool:
    place = places().get(mention.name or "")
    return place is not None and place.type == "GPE"


def _lies_in(city: Known, code: str) -> bool:
    country, _, part = code.partition("-")
    return city.country == country and (not part or country != "US" or city.part == part)


def _behind(text: str, mention: Mention, mentions: list[Mention]) -> str | None:
    """Return the code of the place printed right behind a name: "Portland, Maine"."""
    gap = BEHIND.match(text, mention.end)
    if gap is None or "," not in gap[0]:
        return None
    for other in mentions:
        if other.start == gap.end():
            return other.iso if other.type == "GPE" else None
    return None
