"""Says of which country a ministry, parliament or court is, so that namesakes stay apart."""

import re
from collections import defaultdict
from dataclasses import replace

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


def _country_in_front(surface: str) -> tuple[Place, str] | None:
    """Split "Japanese Foreign Ministry" into the country and the body."""
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


def name_ministries(text: str, mentions: list[Mention]) -> list[Mention]:
    """Name generic bodies with their country: "Foreign Ministry (Japan)".

    The country is the one printed beside the body; a bare mention takes it from the article's
    other mentions of the same body, when those agree.
    """
    owner: dict[int, tuple[str, str]] = {}
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        surface = text[mention.start : mention.end]
        if mention.type != "ORG":
            continue
        if split := _country_in_front(surface):
            owner[index] = (split[1], split[0].iso or "")
        elif GENERIC.fullmatch(surface):
            owner[index] = (surface, _beside(text, mention) or "")
        if index in owner and owner[index][1]:
            countries[owner[index][0]].add(owner[index][1])
    named = list(mentions)
    for index, (body, iso) in owner.items():
        known = countries[body]
        code = iso or (next(iter(known)) if len(known) == 1 else "")
        if country := country_of_code().get(code):
            named[index] = replace(
                mentions[index], name=f"{body} ({country.name})", kind="short_form"
            )
    return named
