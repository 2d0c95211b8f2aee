"""Tells a desk, an agency, an outlet or a login name that signs from text that signs nothing."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.describe.agency import agency_named
from tasks.describe.name import is_outlet

PERSON, ORGANISATION, ACCOUNT = "person", "organisation", "account"
"""The words of `articles.author_kinds`."""

_LONGEST, _MOST_WORDS = 80, 9
_NOBODY = re.compile(
    r"(?:\w*admin\w*|web ?master|root|undefined|null|none|nan|n/?a|unknown|unbekannt|anonym\w*|"
    r"default|user|guest|gast|authors?|autor\w*|auteurs?|byline|by|von|par|por|name|test|demo|"
    r"(?:no|kein) autho?r|false|true|object object|facebook|twitter|instagram|linkedin|system|"
    r"permalink|rss|superuser|cms|export|an|am|im|in|on|at|und|and|import\w*|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)"
    r"(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)",
    re.I,
)
_NO_NAME = re.compile(
    r"://|@|[{}<>=#…©:]|\.\w{2,4}/|\d{1,2}[./:]\d|\b\d{4}\b|[.!?]\s+\w|[?!]$|"
    r"\b(?:comments?|kommentare?|min(?:utes?|uten)? read|lesezeit|read more|follow|subscribe|"
    r"share|photos?|fotos?|фото|image|theme|copyright|biograph\w*|artikel|articles?|beiträge|"
    r"posts|says?|sagt|schrieb|zum|zur|mehr|publiziert|published|gepostet|stand|is|was|are|ist|"
    r"war|sind|leitet|your|you|ihre?)\b",
    re.I,
)
_DESK = re.compile(
    r"\b(?:staff|desk|newsdesk|newsroom|news ?team|web ?team|web ?desk|team|redaktion\w*|"
    r"\w+redaktion|redacci[oó]n|rédaction|redactie|redazione|redação|redaksjon\w*|toimitus|"
    r"redakcja|redakce|редакция|haber merkezi|editorial (?:board|team|staff)|editors|"
    r"agenc(?:y|ies)|agenturen|wire (?:services?|reports?)|news services?|bureau|"
    r"correspondents|reporters)\b|^(?:a|our) (?:[\w-]+ ){0,3}(?:correspondent|reporter)s?$",
    re.I,
)
_OURS = re.compile(r"(?:a|our)\s", re.I)
_SOURCE = re.compile(r"^\W*(?:source|sources|quelle|fuente|fonte|agencias?|agentur)\s*:\s*", re.I)
_ROLE_ALONE = re.compile(r"\b(?:writer|editor|correspondent|reporter|photographer)$", re.I)
_PREPOSITION = re.compile(r"(?:in|on|at|from|for|with|mit|auf)\s")
_DANGLING = re.compile(r"[\s,;|/–—-]+(?:on|am|le|um|at|vom|el|il|in)$|[\s,;|–—-]+$", re.I)
_LOGIN = re.compile(r"[^\W\d_][\w.-]{1,24}")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a document, as printed, and whether it is a person."""

    name: str
    kind: str


@lru_cache(maxsize=65_536)
def body_named(text: str, sites: frozenset[str], is_stated: bool) -> Signer | None:
    """Return the organisation or account that a text without a person's name says it is by.

    `is_stated` means that the text stands where only an author does: in a metadata field, or
    behind 'by'. Elsewhere it must be an agency, a desk or the outlet to count.
    """
    name = " ".join(_SOURCE.sub("", text).split(",")[0].split()).strip(" .,:;|*•·–—-/\"'“”»«")
    name = _DANGLING.sub("", name)
    if not 2 <= len(name) <= _LONGEST or len(name.split()) > _MOST_WORDS:
        return None
    if agency_named(name) or is_outlet(name, sites):
        return Signer(name, ORGANISATION)
    if _NOBODY.fullmatch(name) or _NO_NAME.search(name) or not any(c.isalpha() for c in name):
        return None
    if _PREPOSITION.match(name):
        return None
    if not is_stated and _ROLE_ALONE.search(name) and not _OURS.match(name):
        return None
    if is_stated or _DESK.search(name):
        return Signer(name, ACCOUNT if _is_login(name) else ORGANISATION)
    return None


def _is_login(name: str) -> bool:
    """Say whether a name is written as people log in, or is their initials."""
    return bool(_LOGIN.fullmatch(name)) and (name[0].islower() or any(map(_odd, name)))


def _odd(character: str) -> bool:
    return character.isdigit() or character in "._"
