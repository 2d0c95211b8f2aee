"""Takes bylines apart into authors' names and the agency they credit."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from tasks.describe.agency import agencies_in, agency_named, is_agency_word
from tasks.describe.bare_name import bare_name, unglued
from tasks.describe.name import (
    FIRST_WIDE,
    as_person,
    is_outlet,
    is_workplace,
    known_key,
    person_key,
    with_capitals,
)
from tasks.describe.signer import ACCOUNT, ORGANISATION, PERSON, Signer, body_named
from tasks.describe.wide_byline import wide_names

_LABEL = re.compile(
    r"^\W*(?:(?:written|reported|reporting|story|words?|article|text|posted|published|edited|"
    r"kolumne|gastbeitrag|gastkommentar|leitartikel|kommentar|analyse|essay|reportage|column|"
    r"opinion|analysis|report|interview|geschrieben|redaktion|texte|testo|(?:ein )?artikel|"
    r"(?:ein )?beitrag|bericht|veröffentlicht|erstellt)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|przez|od|автор|текст|от|作者|記者|记者|责任编辑|責任編輯|责编|编辑|文|yazan|oleh|"
    r"authors?|autor(?:/-?in|[:*]in(?:nen)?|en|in|es|a|e)?|auteurs?|autore|autori|byline|writer|story|text|texte|"
    r"words|textos?|entrevista(?: de)?|reportaje(?: de)?|entretien(?: avec)?)\b\s*[:：\-–—]*\s*|"
    r"^\W*(?:by|von|par|por)[:：]\s*|"
    r"^\W*(?:interview|redaktion|reportage|protokoll|kommentar|bericht|text und fotos?)[:：]\s*",
    re.I,
)
_BOTH = re.compile(
    r"^\W*(?:(?:text|words|story|report)s? (?:and|&|\+) (?:photographs?|photos?|pictures?)|"
    r"(?:photographs?|photos?|pictures?) (?:and|&|\+) (?:text|words|story|report)s?|"
    r"text und (?:fotos?|bilder)|(?:fotos?|bilder) und text|textos? y fotos?|fotos? y textos?)"
    r"(?: by| von| de|:)\s*",
    re.I,
)
"""Who wrote and took the pictures, too."""
_PICTURED = re.compile(
    r"(?:[,;&]|\b(?:and|und|et|y)\b)\s+[^,;&()|]{3,40}?\s?"
    r"\((?:fotos?|bilder|photos?|pictures|photography|graphics?|grafik|illustration\w*|video)\)",
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
    r"\b(?:(?:posted|published|veröffentlicht)\b(?!:?\s+(?:by|von)\b)|updated|last updated|"
    r"modified|created|"
    r"on\s+(?:mon|tue|wed|thu|fri|sat|sun)\w*|"
    r"am\s+(?:\w+tag|mittwoch)|lesezeit|reading time|temps de lecture|tiempo de lectura|"
    r"\d+\s+min(?:ute)?s?\s+(?:read|lesezeit)|"
    r"aktualisiert|stand|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato)\b.*$|"
    r"\b\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,}\.?\s+(?:de\s+)?\d{4}\b.*$|"
    r"\b\d{1,2}[:.]\d{2}\b.*$|\b\d{4}-\d\d-\d\d.*$|\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}.*$|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b.*$|"
    r"\b\d{1,2}\.?\s+(?:de\s+)?(?:jan|feb|ene|mär|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[^\W\d]*.*$",
    re.I,
)
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w+|\((?:he|she|they)/\w+\)|"
    r"(?<=[a-z])(?:Twitter|Facebook|Instagram|LinkedIn|Follow)\b|"
    r"\b(?:follow|e-?mail|contact)\s+(?:me|us|her|him|the author|author|on)\b.*$|"
    r"\bview (?:staff page|(?:full )?profile|bio)\b.*$|"
    r"^\W*(?:alles|mehr|more|all|tous|todo)\s+(?:von|by|from|de)\s+|"
    r"\b(?:alle|weitere|all|more|view all|see all|show all)\s+(?:artikel|beiträge|articles|posts|"
    r"stories|by|from|von)\b.*$|^\W*(?:über|about)\s+(?=[A-ZÄÖÜ])",
    re.I,
)
_PARENS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_OF = re.compile(
    r"\s+(?:for|of|at|from|with|in|reports from|reporting from|reporting|für|aus|pour|para|"
    r"à|bei)\s+(?=(?:the|The)?\s*(?:i?[A-ZÀ-ÞА-Я])).*$"
)
_SEPARATOR = re.compile(
    r"\s*(?:;|\||•|·|\n|、|，|\s[–—-]\s|\s/\s|/(?=[A-ZÀ-Þ])|&amp;|&|\+)\s*"
    r"|\s*,?\s+(?:and|und|et|y|e|en|och|og|i|ve|и)\s+",
)
_HELPED = re.compile(r"\s*,?\s+(?:with|mit|avec|con|met|med|com)\s+")
_PARTS = re.compile(r"\s*[|;•·\n]\s*")
_BAR = re.compile(r"\s*[|•·»\n]\s*|\s[–—-]\s")
_DANGLING = re.compile(r"\s+(?:on|at|am|um|vom|le|el|il|en|den|in)[\s,:–—/-]*$", re.I)
"""What is left before a date or a time that was taken off."""
_EDGES = " \t,.;:/|–—-*•·\"'“”"


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signs, in the order printed and without repeats, and the agency credited."""

    signers: tuple[Signer, ...]
    agency: str | None
    authors: tuple[str, ...] = field(init=False)  # the persons among the signers

    def __post_init__(self) -> None:
        """Note the persons' names, which are asked for often."""
        names = tuple(signer.name for signer in self.signers if signer.kind == PERSON)
        object.__setattr__(self, "authors", names)


NOBODY = Byline((), None)


def keys_of(outlets: Iterable[str | None]) -> frozenset[str]:
    """Return the names of a site and its publisher in the form in which names are compared."""
    return _keys_of(tuple(outlets))


@lru_cache(maxsize=4096)
def _keys_of(outlets: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(key for name in outlets if name and (key := known_key(name)))


def parse_byline(
    text: str, outlets: Iterable[str | None] = (), *, is_stated: bool = False
) -> Byline:
    """Take one printed byline apart.

    `outlets` are the names of the site and its publisher, which are no persons. Roles, places
    and contact details are dropped; a commenter's or photographer's line has no author. Where no
    person signs, an agency, a desk or the outlet may; with `is_stated`, as in a metadata field,
    any name may.
    """
    return _parse(text, keys_of(outlets), is_stated)


@lru_cache(maxsize=65_536)
def _parse(text: str, sites: frozenset[str], is_stated: bool) -> Byline:
    plain = _NOISE.sub(" ", html.unescape(text)).replace("\u00a0", " ").strip()
    plain = _BOTH.sub("By ", unglued(plain))
    if "(" in plain:
        plain = _PICTURED.sub("", plain)
    if wide := wide_names(plain):
        return Byline(tuple(Signer(name, PERSON) for name in wide), None)
    if _NOT_WRITING.search(plain):
        plain = " | ".join(part for part in _PARTS.split(plain) if not _NOT_WRITING.search(part))
    if not plain or len(plain) > 300 or _NOT_WRITING.search(plain):
        return NOBODY
    agencies: list[str] = []
    for inside in _PARENS.findall(plain):
        agencies.extend(agencies_in(inside))
    bare = _strip_label(plain)
    if whole := agency_named(bare):
        return Byline((Signer(bare, ORGANISATION),), whole)
    signers: list[Signer] = []
    is_first = True
    for group in _SEPARATOR.split(_PARENS.sub(" ", plain)):
        own, *helped = map(_strip_label, _HELPED.split(group))
        _read_group(own, sites, signers, agencies, is_first=is_first)
        for helper in helped:
            _read_group(helper, sites, signers, agencies, is_first=False, is_beside=False)
        is_first = is_first and not own
    if not any(signer.kind == PERSON for signer in signers):
        is_labelled = is_stated or bool(_LABEL.match(plain))
        signers = _bodies(_PARENS.sub(" ", plain), sites, is_labelled)
    return Byline(tuple(dict.fromkeys(signers)), agencies[0] if agencies else None)


def _bodies(text: str, sites: frozenset[str], is_stated: bool) -> list[Signer]:
    """Return the organisations that a line without a person's name is by."""
    text = _without_label(text)
    parts = [part for part in _SEPARATOR.split(text) if part and not is_agency_word(part)]
    if parts and all(map(agency_named, parts)):
        return [Signer(part, ORGANISATION) for part in parts]
    first = _BAR.split(text)[0]
    body = body_named(first, sites, is_stated)
    return [body] if body else []


def parse_names(
    names: Iterable[str], outlets: Iterable[str | None] = (), *, is_stated: bool = False
) -> Byline:
    """Take a list of authors apart; each entry may itself be a byline."""
    sites = tuple(outlets)
    parsed = (parse_byline(with_capitals(name), sites, is_stated=is_stated) for name in names)
    return joined(parsed, sites, is_stated=is_stated)


def joined(bylines: Iterable[Byline], outlets: Iterable[str | None], *, is_stated: bool) -> Byline:
    """Put the bylines of one document together.

    Beside persons an agency or a desk signs when it is an entry of its own in a stated list
    (`is_stated`); a printed line of its own names where the person works. The outlet and login
    names sign only where no person does.
    """
    parsed = list(bylines)
    if len(parsed) == 1 and len(parsed[0].signers) <= 1:
        return parsed[0]
    agency = next((byline.agency for byline in parsed if byline.agency), None)
    if any(byline.authors for byline in parsed):
        if not is_stated:
            parsed = [byline for byline in parsed if byline.authors]
        keys = keys_of(outlets)
        kept = (s for byline in parsed for s in byline.signers if _signs_beside(s, keys))
    else:
        kept = (signer for byline in parsed for signer in byline.signers)
    return Byline(_without_parts(kept), agency)


def _signs_beside(signer: Signer, sites: frozenset[str]) -> bool:
    if signer.kind == ORGANISATION:
        return agency_named(signer.name) is not None or not is_outlet(signer.name, sites)
    return signer.kind != ACCOUNT


def is_full(byline: Byline) -> bool:
    """Say whether there are authors, each with a first and a last name."""
    return bool(byline.authors) and all(map(_has_two_names, byline.authors))


def is_named(byline: Byline) -> bool:
    """Say whether one author at least has a first and a last name."""
    return any(map(_has_two_names, byline.authors))


def _has_two_names(author: str) -> bool:
    return " " in author or author[0] >= FIRST_WIDE


def _without_parts(signers: Iterable[Signer]) -> tuple[Signer, ...]:
    """Leave out spellings that are another signer's name in different case."""
    seen: dict[str, Signer] = {}
    for signer in signers:
        seen.setdefault(person_key(signer.name), signer)
    return tuple(seen.values())


def _without_label(text: str) -> str:
    """Take label and date off a line: 'By Ann Bell, 3 May 2020' is Ann Bell."""
    stripped = _DANGLING.sub("", _STAMP.sub("", text.strip()))
    for _ in range(2):
        stripped = _LABEL.sub("", stripped)
    return stripped.strip(_EDGES)


def _strip_label(text: str) -> str:
    return _CALLED.sub("", _without_label(text)).strip(_EDGES)


def _is_turned(parts: list[str]) -> bool:
    """Say whether the parts are a name as metadata writes it: 'Smith, John'."""
    single = all(part.istitle() and " " not in part for part in parts)
    return len(parts) == 2 and single and not any(agency_named(part) for part in parts)


def _read_group(
    group: str,
    sites: frozenset[str],
    signers: list[Signer],
    agencies: list[str],
    *,
    is_first: bool = True,
    is_beside: bool = True,
) -> None:
    """Read what stands between two separators: names, then perhaps roles, places or agencies.

    A single word is a name only where the line begins (`is_first`). An agency that stands alone
    beside a person signs too (`is_beside`), but not one whose material the person used ('with
    AFP').
    """
    parts = [part for part in (piece.strip() for piece in group.split(",")) if part]
    if not signers and _is_turned(parts) and not is_outlet(parts[1], sites):
        parts = [f"{parts[1]} {parts[0]}"]
    for place, part in enumerate(parts):
        name = bare_name(_OF.sub("", part).strip(" ."), sites)
        is_cut = " " not in name and " " in part  # 'Members of the Choir'
        if agency := agency_named(name) or agency_named(part):
            agencies.append(agency)
            if is_beside and signers and len(parts) == 1:
                signers.append(Signer(name, ORGANISATION))
        elif (
            is_agency_word(name)
            or is_outlet(part, sites)
            or is_outlet(name, sites)
            or (place and is_workplace(name))
        ):
            continue
        elif person := as_person(name, must_be_full=is_cut or place > 0 or not is_first):
            signers.append(Signer(person, PERSON))
