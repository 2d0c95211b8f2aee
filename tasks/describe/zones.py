"""Knows how far the time zones that news pages name are from UTC."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed
from functools import cache
from zoneinfo import ZoneInfo

_HOURS: dict[str, float] = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3, "MSK": 3, "TRT": 3,
    "AST": -4, "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "BDT": 6, "ICT": 7, "WIB": 7, "SGT": 8,
    "HKT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "KST": 9, "JST": 9, "ACST": 9.5, "ACDT": 10.5,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "NST": -3.5, "NDT": -2.5, "ADT": -3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "ART": -3, "BRT": -3, "CLT": -4, "COT": -5, "PET": -5,
}  # fmt: skip
_SEASONAL = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
}
_NAMES = "|".join(sorted([*_HOURS, *_SEASONAL], key=len, reverse=True))
ZONE = (
    rf"(?:(?P<zone>(?:{_NAMES})(?![A-Za-z]))\)?(?P<shift>\s?[+-]\d{{1,2}}(?::?\d{{2}})?(?!\d))?"
    r"|(?P<offset>[+-]\d{2}(?::?\d{2})?(?!\d)))"
)
"""A zone as written after a time: ``KST``, ``Z``, ``GMT+2``, ``+09:00``; case matters."""

_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?")


def zone_of(name: str | None, shift: str | None, offset: str | None) -> tzinfo | None:
    """Return the zone that the groups of `ZONE` describe, or null when there was none.

    Letters that several countries use mean what English-language news means by them: IST is
    India, CST and EST are North America, BST is British Summer Time.
    """
    if offset or (name in {"UTC", "GMT"} and shift):
        return _fixed((offset or shift or "").strip())
    if name in _SEASONAL:
        return ZoneInfo(_SEASONAL[name])
    return fixed(timedelta(hours=_HOURS[name])) if name in _HOURS else None


def _fixed(offset: str) -> tzinfo | None:
    found = _OFFSET.fullmatch(offset)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > 14 * 60:
        return None
    return fixed(timedelta(minutes=minutes if found[1] == "+" else -minutes))


def to_utc(moment: datetime) -> datetime:
    """Return an aware time in UTC."""
    return moment.astimezone(UTC)


_COUNTRIES = {
    "de": "Berlin", "at": "Vienna", "ch": "Zurich", "li": "Vaduz", "fr": "Paris", "it": "Rome",
    "nl": "Amsterdam", "be": "Brussels", "lu": "Luxembourg", "dk": "Copenhagen", "no": "Oslo",
    "se": "Stockholm", "fi": "Helsinki", "pl": "Warsaw", "cz": "Prague", "sk": "Bratislava",
    "hu": "Budapest", "ro": "Bucharest", "bg": "Sofia", "gr": "Athens", "hr": "Zagreb",
    "si": "Ljubljana", "rs": "Belgrade", "ie": "Dublin", "uk": "London", "ua": "Kyiv",
    "tr": "Istanbul", "lt": "Vilnius", "lv": "Riga", "ee": "Tallinn",
}  # fmt: skip
_COUNTRIES_ELSEWHERE = {
    "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "in": "Asia/Kolkata", "pk": "Asia/Karachi",
    "il": "Asia/Jerusalem", "sg": "Asia/Singapore", "my": "Asia/Kuala_Lumpur",
    "ph": "Asia/Manila", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh", "tw": "Asia/Taipei",
    "hk": "Asia/Hong_Kong", "cn": "Asia/Shanghai", "ae": "Asia/Dubai", "za": "Africa/Johannesburg",
    "ng": "Africa/Lagos", "ke": "Africa/Nairobi", "eg": "Africa/Cairo", "nz": "Pacific/Auckland",
    "ar": "America/Argentina/Buenos_Aires", "pe": "America/Lima",
}  # fmt: skip


_LANGUAGES = {
    "de": "de", "it": "it", "nl": "nl", "pl": "pl", "cs": "cz", "sk": "sk", "hu": "hu", "ro": "ro",
    "bg": "bg", "el": "gr", "hr": "hr", "sl": "si", "sr": "rs", "uk": "ua", "tr": "tr", "lt": "lt",
    "lv": "lv", "et": "ee", "da": "dk", "nb": "no", "no": "no", "nn": "no", "sv": "se", "fi": "fi",
    "ja": "jp", "ko": "kr", "he": "il", "th": "th", "vi": "vn",
}  # fmt: skip
"""Languages that are written in one zone, by a country's suffix."""
_WORLD = frozenset(["com", "org", "net", "info", "eu", "news", "biz", "tv", "io", "me", "online"])


def zone_of_outlet(domain: str | None, language: str | None) -> ZoneInfo | None:
    """Return the zone of an outlet by its address (``.de``), or by its language under ``.com``.

    Null where the country has several zones or the language several countries.
    """
    suffix = (domain or "").rpartition(".")[2]
    if suffix in _WORLD:
        suffix = _LANGUAGES.get((language or "").partition("-")[0].lower(), "")
    if suffix in _COUNTRIES:
        return _zone(f"Europe/{_COUNTRIES[suffix]}")
    name = _COUNTRIES_ELSEWHERE.get(suffix)
    return _zone(name) if name else None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
