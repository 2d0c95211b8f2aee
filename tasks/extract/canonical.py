"""Gives every mention of an article the canonical name of what it names, and an id for that."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from tasks.extract.gazetteer import places
from tasks.extract.mention import Mention
from tasks.extract.name_order import surname
from warehouse.ids import make_id

LEGAL_FORM = re.compile(
    r",?[ ](?:inc|incorporated|corp|corporation|ltd|limited|co|plc|llc|gmbh|ag|sa)\.?$", re.I
)
MIDDLE_INITIAL = re.compile(r"(?<=\w)[ ][A-Z]\.?(?=[ ]\w{2})")
GENERIC_TAIL = re.compile(
    r"(?:(?:Central|National|Supreme|High|Federal|State|City|General) )*"
    r"(?:Ministry|Department|Bank|Council|Government|Parliament|Court|Office|University|School|Hospital|Police|Army|Board|Times|"
    r"Party|Commission|Committee|Assembly|Senate|Cabinet|Congress|Agency|Institute|College|Church|"
    r"Airport|Authority|Club|United|City)\b"
)  # what many places have: "Bank" is not yet the Bank of one of them
FEWEST_INITIALS = 3
TICKER = "ticker"  # the rule of a code that stands for the company printed before it
PLURAL = re.compile(r"(?<=\w{4})(?<!s)s$")  # "Kurds" and "Kurd" are one people
COURTESY = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof)\.?[ ]")


@lru_cache(maxsize=1 << 16)
def normal_name(entity_type: str, name: str) -> str:
    """Return the form under which two spellings of a name are the same name.

    Case, accents, hyphens, full stops and a leading article do not count; nor do middle initials
    of a person, the legal form of an organisation and the plural of a people.
    """
    if entity_type == "PERSON":
        name = MIDDLE_INITIAL.sub("", COURTESY.sub("", name))
    elif entity_type == "ORG":
        name = LEGAL_FORM.sub("", name)
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[-–—/]", " ", re.sub(r"[.'’,\"“”]", "", plain))
    if entity_type == "NORP":
        plain = PLURAL.sub("", plain)
    words = plain.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words) or name


def entity_id(entity_type: str, name: str, iso: str | None, link: str | None = None) -> str:
    """Return the id of an entity: by ISO code, by public id, else by type and name.

    A country's people is another way to name the country, as "Russian" names Russia in entity
    linking (AIDA, Hoffart et al. 2011); peoples without a country have ids of their own. `link`
    is the GeoNames or Wikidata id of one that is well known (`mention.link`).
    """
    if iso is not None and entity_type in ("GPE", "NORP"):
        return make_id("e", f"iso:{iso}")
    return make_id("e", entity_type, link or normal_name(entity_type, name))


def _given_names(text: str, mentions: Iterable[Mention]) -> dict[str, str | None]:
    """Return the full name behind each given name of the article; None if several share it."""
    found: dict[str, str | None] = {}
    for mention in mentions:
        name = text[mention.start : mention.end]
        last = surname(name) if mention.type == "PERSON" else None
        if last is None:
            continue
        given = name.split(" ")[0]
        if given != last and len(given) > 2 and "." not in given:
            same = normal_name("PERSON", found.get(given) or name) == normal_name("PERSON", name)
            found[given] = name if found.get(given, name) and same else None
    return found


def _whole_names(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the short forms of the article's longer organisation names with the whole name.

    "Jiji" stands for "Jiji Press" once that was printed, "White Sox" for "Chicago White Sox" and
    "FOMC" for "Federal Open Market Committee". What two organisations share is left to itself.
    """
    found: dict[str, str] = {}
    several: set[str] = set()
    for mention in mentions:
        name = text[mention.start : mention.end]
        if mention.type != "ORG" or mention.name is not None or " " not in name:
            continue
        if name.rpartition(" ")[2].islower():  # "Baltcorp merge" of a headline
            continue
        for short in short_forms(name):
            if normal_name("ORG", found.setdefault(short, name)) != normal_name("ORG", name):
                several.add(short)
    return {short: name for short, name in found.items() if short not in several}


@lru_cache(maxsize=1 << 14)
def short_forms(name: str) -> tuple[str, ...]:
    """Return by what else an organisation of several words is called, each form once.

    Its first words where they are a place or one word; the words behind a place; the initials
    of its words where there are three at least.
    """
    words = LEGAL_FORM.sub("", name).split(" ")
    forms = {words[0]}
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if head in places():
            forms.add(head)
            if tail[:1].isupper() and not GENERIC_TAIL.match(tail):
                forms.add(tail)
    initials = [word[0] for word in words if word[:1].isupper()]
    if len(initials) >= FEWEST_INITIALS:
        forms.add("".join(initials))
    return tuple(sorted(forms - {name}))


def name_entities(text: str, mentions: list[Mention]) -> list[Mention]:
    """Fill in `name` and `kind` of every mention; names that rules have set stay."""
    given, whole = _given_names(text, mentions), _whole_names(text, mentions)
    named = []
    for mention in mentions:
        surface = text[mention.start : mention.end]
        name, kind = mention.name, mention.kind
        if name is None and mention.type == "PERSON" and given.get(surface):
            name, kind = given[surface], "short_form"
        elif name is None and mention.type == "ORG" and surface in whole:
            name, kind = whole[surface], "acronym" if surface.isupper() else "short_form"
        elif mention.rule == TICKER and name in whole:
            name = whole[name]
        name = name or surface
        if mention.type == "PERSON":
            name = COURTESY.sub("", name)
        if name != mention.name or kind != mention.kind or kind is None:
            mention = mention._replace(name=name, kind=kind or "full")
        named.append(mention)
    return named
