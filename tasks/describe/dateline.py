"""Takes a dateline such as 'TOKYO (The Japan News/ANN) -' apart: place and agency."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.describe.agency import agencies_in, is_agency_word
from tasks.describe.months import MONTH_WORD
from tasks.describe.region import is_region

_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯİŞĞ][\w'’.\-]*|of|the|de|del|la|le|el|am|an der|sur|upon|al-\w+)"
_MONTH = f"(?i:{MONTH_WORD})"
_PLACE = (
    rf"(?P<place>{_WORD}(?:\s{_WORD}){{0,3}}(?:,\s(?!{_MONTH}){_WORD}(?:\s{_WORD}){{0,2}}){{0,2}})"
)
_DAY_MONTH = rf"{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s(?:de\s)?{_MONTH}"
_DATE = rf"(?:,?\s(?:{_DAY_MONTH})(?:,?\s(?:del?\s)?\d{{4}})?\.?)?"
_CREDIT = (
    r"(?:,?\s?(?:\((?P<credit>[^()\n]{2,60})\)|\[(?P<b>[^\[\]\n]{2,60})\]|/(?P<c>[^/\n]{2,40})/))?"
)
_DATELINE = re.compile(rf"\s*{_PLACE}{_DATE}{_CREDIT}")
_OPENING = re.compile(
    rf"\s*(?P<line>{_PLACE}{_DATE}(?:,?\s?\((?P<credit>[^()\n]{{2,60}}?)\))?{_DATE},?\s?(?:[—–―]|--?)(?=\s))"
)
_NAMED_DAY = r"[^\W\d_]{3,12}\.?\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?"
_CREDITED = re.compile(
    rf"\s*(?P<line>(?P<place>{_WORD}(?:\s{_WORD}){{0,3}}(?:,\s{_WORD}(?:\s{_WORD}){{0,2}}){{0,2}})"
    rf"(?P<date>,?\s(?:{_NAMED_DAY})(?:,?\s(?:del?\s)?\d{{4}})?\.?)?"
    r",?\s?\((?P<credit>[^()\n]{2,40})\)(?P<mark>[.,:]?\s?(?:[—–―]|--?)|:)?)(?=\s)"
)
"""A place in small letters, told by the agency behind it; the mark after it may be missing.

The date's month is any word: a pattern of all of them takes a tenth of a second to compile.
"""
_AGENCY_WORD = re.compile(r"\b(?:agenc|agentur|press|news)", re.I)
_CREDIT_ONLY = re.compile(r"\s*[(\[](?P<credit>[^()\[\]\n]{2,60})[)\]]\s*[—–:-]*\s*")
_UNKNOWN_AGENCY = re.compile(r"(?=.{2,40}$)[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w.’'&-]*(?:\s[\w.’'&-]+){0,4}")
_NO_AGENCY = re.compile(
    r"\d|\b(?:updated?|exclusive|video|watch|live|online|corrected|correction|photos?|pictured?|"
    r"staff|reporter|correspondent|by|local time|from|see|file|special|own|opinion|analysis)\b",
    re.I,
)
_FULL_STOP = re.compile(r"(?<=\w\w\w)\.$")  # not the one of D.C.
_LONGEST_PLACE = 60  # characters
_CREDIT_REACH = 80  # characters of a text within which an agency's name is a dateline's
_NOT_A_PLACE_WORDS = """
NATO EU UN US UK USA BREAKING UPDATE EXCLUSIVE OPINION VIDEO WATCH LIVE CORRECTION NOTE
"""
_NOT_A_PLACE = frozenset(_NOT_A_PLACE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as printed, the place it names and the agency it credits."""

    printed: str
    located: str | None
    agency: str | None


@lru_cache(maxsize=16_384)
def parse_dateline(text: str) -> Dateline | None:
    """Take a moved dateline apart; null when the text has no place and no credit."""
    printed = " ".join(text.split())
    if only := _CREDIT_ONLY.fullmatch(printed):
        return Dateline(printed, None, _agency(only["credit"]))
    found = _DATELINE.match(printed)
    if found is None or len(found["place"]) > _LONGEST_PLACE:
        return None
    place, agency = found["place"], _agency(found["credit"] or found["b"] or found["c"])
    head, comma, tail = place.rpartition(", ")
    if comma and not agency and (named := agencies_in(tail)):
        place, agency = head, named[0]
    return Dateline(printed, _FULL_STOP.sub("", place.rstrip(" ,-")), agency)


def _agency(credit: str | None) -> str | None:
    """Name the agency of a credit; of ``The Japan News/ANN`` that is the agency ANN.

    A credit that names no agency we know is one all the same: of ``Strait Daily/PAW``, the last.
    """
    if not credit:
        return None
    if named := agencies_in(credit):
        return named[0]
    last = credit.rpartition("/")[2].strip(" .,")
    is_one = _UNKNOWN_AGENCY.fullmatch(last) and not _NO_AGENCY.search(last)
    return last if is_one and not is_region(last) and not is_agency_word(last) else None


def dateline_of_opening(text: str) -> Dateline | None:
    """Find a dateline that was left at the start of a text: a place in capitals, then a dash."""
    if text.lstrip()[1:2].islower():
        # most texts begin with a plain word
        return _credited(text) if "(" in text[:_CREDIT_REACH] else None
    found = _OPENING.match(text[:160])
    if found is None:
        return _credited(text)
    first = found["place"].partition(",")[0]
    is_place = first.isupper() and len(first.replace(".", "")) > 2 and first not in _NOT_A_PLACE
    if not is_place or len(found["place"]) > _LONGEST_PLACE:
        return None
    return parse_dateline(found["line"])


def _credited(text: str) -> Dateline | None:
    """Find a dateline by the agency in it: ``München (dpa) -``, ``New Delhi, July 19 (PTI)``.

    Without a dash behind it there must be a date, or a place in capitals; a credit that is no
    agency we know must at least call itself one, before a dash.
    """
    found = _CREDITED.match(text[:160])
    if found is None or len(found["place"]) > _LONGEST_PLACE:
        return None
    credit, is_place = found["credit"], found["date"] or found["place"].isupper()
    if agencies_in(credit):
        is_one = bool(found["mark"] or is_place)
    else:
        is_one = bool(found["mark"] and found["date"] and _AGENCY_WORD.search(credit))
    return parse_dateline(found["line"]) if is_one else None
