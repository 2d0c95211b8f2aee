"""Takes bylines apart into authors' names and the agency they credit."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tasks.describe.agency import agencies_in, agency_named, is_agency_word
from tasks.describe.name import FIRST_WIDE, as_person, is_outlet, known_key, with_capitals

_LABEL = re.compile(
    r"^\W*(?:(?:written|reported|reporting|story|words?|article|text|posted|published|edited|"
    r"opinion|analysis|report|interview|geschrieben|redaktion|texte|testo|(?:ein )?artikel|"
    r"(?:ein )?beitrag|bericht|veröffentlicht|erstellt)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|przez|od|автор|текст|от|作者|記者|文|yazan|oleh|"
    r"authors?|autor(?:en|in|es|a|e)?|auteurs?|autore|autori|byline|writer|story|text|texte|"
    r"words)\b\s*[:：\-–—]*\s*|^\W*(?:by|von|par|por)[:：]\s*|"
    r"^\W*(?:interview|redaktion|reportage|protokoll|kommentar|bericht|text und fotos?)[:：]\s*",
    re.I,
)
_CALLED = re.compile(
    r"^(?:(?:from|by|von)\s+)?(?:our\s+(?:[\w-]+\s+){0,3}|(?:(?:a|the|own|special|staff|senior|chief|"
    r"foreign|diplomatic|political|defence|defense|security|science|health|sports?|business|"
    r"economics?|education|legal|crime|national|regional|local|principal|assistant)\s+){0,3})"
    r"(?:correspondents?|reporters?|(?:staff\s)?writers?|journalists?)\b(?:\s+in\s+[\w-]+)?[\s:,]+"
    r"(?=[A-ZÀ-ÞĀ-ŽА-Я][\w.'’-]*\s+\S)",
    re.I,
)
_NOT_WRITING = re.compile(
    r"\b(?:photos?|photographs?|photographer|pictures?|images?|video|graphics?|illustrations?|"
    r"fotos?|bild(?:er)?|fotograf\w*|cartoon|translat(?:ed|ion)|übersetzung|traduction|audio|"
    r"credit|courtesy|getty|shutterstock)\b[^,;|]*\b(?:by|from|von|par|por|di|of|credit|:)|"
    r"^\W*(?:photos?|pictures?|images?|illustrations?|fotos?|bild)\b|,\s*file$|"
    r"\b(?:says?|said|commented|replied|wrote|sagte?|schrieb|meint)\b\s*[:.]?\s*$|\bcomments?\b",
    re.I,
)
_STAMP = re.compile(
    r"\b(?:posted|published|updated|last updated|modified|created|on\s+\w+day|veröffentlicht|"
    r"aktualisiert|stand|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato)\b.*$|"
    r"\b\d{1,2}[:.]\d{2}\b.*$|\b\d{4}-\d\d-\d\d.*$|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}.*$|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b.*$|"
    r"\b\d{1,2}\.?\s+(?:jan|feb|mär|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[^\W\d]*.*$",
    re.I,
)
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|(?<!\w)@\w+|\((?:he|she|they)/\w+\)|"
    r"\b(?:follow|e-?mail|contact)\s+(?:me|us|her|him|the author|author|on)\b.*$|"
    r"\b(?:alle|weitere|all|more|view all|see all|show all)\s+(?:artikel|beiträge|articles|posts|"
    r"stories|by|from|von)\b.*$|^\W*(?:über|about)\s+(?=[A-ZÄÖÜ])",
    re.I,
)
_PARENS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_OF = re.compile(
    r"\s+(?:for|of|at|from|with|in|reports from|reporting from|reporting|für|aus|pour|para|"
    r"à|bei)\s+(?=(?:the|The)?\s*[A-ZÀ-ÞА-Я]).*$"
)
_SEPARATOR = re.compile(
    r"\s*(?:;|\||•|·|\n|\s[–—-]\s|\s/\s|/(?=[A-ZÀ-Þ])|&amp;|&|\+)\s*"
    r"|\s*,?\s+(?:and|und|et|y|e|en|och|og|i|ve|и|with|mit|avec|con)\s+",
)
_EDGES = " \t,.;:|–—-*•·\"'“”"


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors' names in the order printed, without repeats, and the agency credited."""

    authors: tuple[str, ...]
    agency: str | None


def parse_byline(text: str, outlets: Iterable[str | None] = ()) -> Byline:
    """Take one printed byline apart.

    `outlets` are the names of the site and its publisher, which are never authors. Roles, places
    and contact details are dropped; a commenter's or photographer's line has no author.
    """
    return _parse(text, frozenset(key for name in outlets if name and (key := known_key(name))))


@lru_cache(maxsize=65_536)
def _parse(text: str, sites: frozenset[str]) -> Byline:
    plain = _NOISE.sub(" ", html.unescape(text)).replace("\u00a0", " ").strip()
    if not plain or len(plain) > 300 or _NOT_WRITING.search(plain):
        return Byline((), None)
    agencies: list[str] = []
    for inside in _PARENS.findall(plain):
        agencies.extend(agencies_in(inside))
    if whole := agency_named(_strip_label(plain)):
        return Byline((), whole)
    plain = _PARENS.sub(" ", plain)
    authors: list[str] = []
    for group in _SEPARATOR.split(plain):
        _read_group(_strip_label(group), sites, authors, agencies)
    return Byline(tuple(dict.fromkeys(authors)), agencies[0] if agencies else None)


def parse_names(names: Iterable[str], outlets: Iterable[str | None] = ()) -> Byline:
    """Take a metadata list of authors apart; each entry may itself be a byline."""
    sites = tuple(outlets)
    parsed = [parse_byline(with_capitals(name), sites) for name in names]
    authors = dict.fromkeys(author for byline in parsed for author in byline.authors)
    agency = next((byline.agency for byline in parsed if byline.agency), None)
    return Byline(_without_parts(list(authors)), agency)


def is_full(byline: Byline) -> bool:
    """Say whether there are authors, each with a first and a last name."""
    return bool(byline.authors) and all(map(_has_two_names, byline.authors))


def is_named(byline: Byline) -> bool:
    """Say whether one author at least has a first and a last name."""
    return any(map(_has_two_names, byline.authors))


def _has_two_names(author: str) -> bool:
    return " " in author or author[0] >= FIRST_WIDE


def _without_parts(authors: list[str]) -> tuple[str, ...]:
    """Leave out spellings that are another author's name in different case."""
    seen: dict[str, str] = {}
    for author in authors:
        seen.setdefault(known_key(author), author)
    return tuple(seen.values())


def _strip_label(text: str) -> str:
    stripped = _STAMP.sub("", text.strip())
    for _ in range(2):
        stripped = _LABEL.sub("", stripped)
    return _CALLED.sub("", stripped.strip(_EDGES)).strip(_EDGES)


def _is_turned(parts: list[str]) -> bool:
    """Say whether the parts are a name as metadata writes it: 'Smith, John'."""
    single = all(part.istitle() and " " not in part for part in parts)
    return len(parts) == 2 and single and not any(agency_named(part) for part in parts)


def _read_group(group: str, sites: frozenset[str], authors: list[str], agencies: list[str]) -> None:
    """Read what stands between two separators: names, then perhaps roles, places or agencies."""
    parts = [part for part in (piece.strip() for piece in group.split(",")) if part]
    if not authors and _is_turned(parts) and not is_outlet(parts[1], sites):
        parts = [f"{parts[1]} {parts[0]}"]
    for place, part in enumerate(parts):
        name = _OF.sub("", part).strip(" .")
        if agency := agency_named(name) or agency_named(part):
            agencies.append(agency)
        elif is_agency_word(name) or is_outlet(part, sites) or is_outlet(name, sites):
            continue
        elif person := as_person(name, must_be_full=place > 0 or bool(authors)):
            authors.append(person)
