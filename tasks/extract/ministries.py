"""Says of which country a ministry, parliament or court is, so that namesakes stay apart."""

import re
from collections import defaultdict

from tasks.extract.gazetteer import Place, country_of_code, find_places, places
from tasks.extract.mention import Mention

GENERIC = re.compile(
    r"(?:(?:Foreign|Defense|Defence|Finance|Interior|Justice|Health|Unification|Economy|Trade|Oil|"
    r"Education|Agriculture|Culture|Transport|Energy|Information|Home|Labor|Labour) "
    r"(?:Ministry|Office)"
    r"|Ministry of [A-Z][\w ]+|(?:National )?(?:Parliament|Assembly)|Supreme Court|Cabinet"
    r"|Central Bank|Air Force|Army|Navy|Coast Guard|Self-Defense Forces)"
)
OF = re.compile(r" of (?:the )?")
LOOK_BACK = 40


def _country_inside(surface: str) -> tuple[Place, str] | None:
    """Split "Japanese Foreign Ministry" or "Foreign Ministry of Japan" into country and body."""
    body, _, country = surface.rpartition(" of ")
    behind = places().get(country.removeprefix("the ")) if body else None
    if behind and behind.iso and GENERIC.fullmatch(body):
        return behind, body
    for cut in (m.start() for m in re.finditer(" ", surface)):
        place = places().get(surface[:cut].removesuffix("'s"))
        if place and place.iso and GENERIC.fullmatch(surface, cut + 1):
            return place, surface[cut + 1 :]
    return None


def _beside(text: str, body: Mention) -> str | None:
    """Return the ISO code of a country printed right before a body, or after it with "of"."""
    words = text[max(0, body.start - LOOK_BACK) : body.start].rpartition("\n")[2].split(" ")
    for count in (1, 2, 3):
        name = " ".join(words[-count - 1 : -1]) if words[-1] == "" else ""
        place = places().get(name.removesuffix("'s"))
        if place and place.iso:
            return place.iso
    of = OF.match(text, body.end)
    after = next(find_places(text[of.end() : of.end() + LOOK_BACK]), None) if of else None
    return after[2].iso if after and after[0] == 0 else None


def _has_capital(paragraph: str) -> bool:
    return any(place.seat_of for _, _, place in find_places(paragraph))


def _country_around(text: str, mentions: list[Mention], body: Mention) -> str:
    """Return the code of the country nearest to a body in its paragraph, or nothing when unsure.

    It counts only when the article names it first: whose news it is has its own ministries. A
    paragraph without any country or capital speaks of that one too, when the headline or first
    line begins with it.
    """
    named = [m for m in mentions if m.iso and len(m.iso) == 2]
    if not named:
        return ""
    low, high = text.rfind("\n", 0, body.start), text.find("\n", body.end)
    inside = [m for m in named if low < m.start and (high < 0 or m.end <= high)]
    if (
        not inside
        and named[0].start == 0
        and not _has_capital(text[low + 1 : max(high, 0) or None])
    ):
        return named[0].iso or ""
    nearest = min(inside, key=lambda m: min(abs(m.end - body.start), abs(m.start - body.end)),
                  default=None)  # fmt: skip
    return nearest.iso or "" if nearest and nearest.iso == named[0].iso else ""


def name_ministries(text: str, mentions: list[Mention]) -> list[Mention]:
    """Name generic bodies with their country: "Foreign Ministry (Japan)".

    The country is the one printed beside the body; a bare mention takes it from the article's
    other mentions of the same body, when those agree, else from the country that its paragraph
    names nearest, if the article names that country before any other.
    """
    owner: dict[int, tuple[str, str]] = {}
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        surface = text[mention.start : mention.end]
        if mention.type != "ORG":
            continue
        if split := _country_inside(surface):
            owner[index] = (split[1], split[0].iso or "")
        elif GENERIC.fullmatch(surface):
            owner[index] = (surface, _beside(text, mention) or "")
        if index in owner and owner[index][1]:
            countries[owner[index][0]].add(owner[index][1])
    for index, (body, iso) in owner.items():
        if not iso and len(countries[body]) < 1:
            around = _country_around(text, mentions, mentions[index])
            owner[index] = (body, around)
    for body, iso in owner.values():
        if iso:
            countries[body].add(iso)
    named = list(mentions)
    for index, (body, iso) in owner.items():
        known = countries[body]
        code = iso or (next(iter(known)) if len(known) == 1 else "")
        if country := country_of_code().get(code):
            named[index] = mentions[index]._replace(
                name=f"{body} ({country.name})", kind="short_form"
            )
    return named
