"""Reads the dates that news pages, feeds and records write, and says how exact each one is.

A time without a zone is not guessed at: the date keeps day precision and midnight UTC, and only
its calendar day is believed. The one exception is a machine's field in a record (`assume_utc`),
where a bare time is UTC as in every data file. A numeric date whose day and month could be
swapped has two readings; `published.settle` decides between them by evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from tasks.describe.months import LEADING_MONTH, MONTH_WORD, month_number
from tasks.describe.zones import ZONE, to_utc, zone_of

FIRST_YEAR, LAST_YEAR = 1690, 2999  # the first American newspaper; a bound for stray digits


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as a page states it: UTC, the day in the page's own zone, precision."""

    at: datetime
    day: date
    precision: str


@dataclass(frozen=True, slots=True)
class Found:
    """A date inside a longer text: where it stands and what it may mean (two when ambiguous)."""

    start: int
    end: int
    readings: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class _Core:
    start: int
    end: int
    days: tuple[tuple[int, int, int], ...]  # (year, month, day); day 0 when only the month is known


_TIME = (
    r"(?P<h>\d{1,2})(?:(?:(?:[:h]|\.(?=\d\d(?![\d.,]?\d)))(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?)(?P<ap>\s?[AaPp]\.?[Mm]\b\.?)?"
    r"|(?:[.:](?P<m2>\d{2}))?(?P<ap2>\s?[AaPp]\.?[Mm]\b\.?)|(?:[.:](?P<m3>\d{2}))?(?P<uhr>\s?(?:Uhr|uur|hrs)\b|h\b)"
    r"|(?P<m4>\d{2})(?=\s?(?:GMT|UTC)))(?:\s?(?:Uhr|uur|hrs)\b)?"
)
_LINK = r"[\s,T|·•;–—@(/-]*(?:at|um|à|alle|ore|a las|as|às|om|kl\.?|klo|v|о|в)?[\s:]*"
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s*)?"
_AFTER = re.compile(rf"{_LINK}(?<!\d){_TIME}(?:\s*\(?{ZONE}\)?)?")
_BEFORE = re.compile(
    rf"(?<![\d:.]){_TIME}(?:\s*\(?{ZONE}\)?)?[\s,|·•;–—(-]*(?:on|am|le)?\s*{_WEEKDAY}$"
)
_BARE_ZONE = re.compile(rf"\s*\(?{ZONE}\)?")

_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
_GAP = r"[\s\-/.,]*(?:of\s+|de\s+|del\s+|d['’]|ב)?"
_ASCTIME = re.compile(
    rf"({LEADING_MONTH})\s+(\d{{1,2}})\s+(\d\d:\d\d(?::\d\d)?)\s+([A-Z]{{2,5}}\s+)?(\d{{4}})", re.I
)
_CLOCK_YEAR = re.compile(r"\d\d:\d\d(?::\d\d)?\s+(?:[A-Za-z]{2,5}\s+)?\d{4}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.,]+\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?")
_MAY_NAME_MONTH = re.compile(r"[A-Za-z]{3}")
_YMD = re.compile(r"(?<![\d.])(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_DMY_WORD = re.compile(rf"(?<!\d)(?<!\d:){_DAY}{_GAP}({MONTH_WORD}){_GAP}(\d{{4}})(?!\d)", re.I)
_YMD_WORD = re.compile(
    rf"(?<!\d)(\d{{4}})[.,]?\s+(?:m\.\s+)?({MONTH_WORD})\s*(\d{{1,2}})(?!\d)", re.I
)  # Hungarian, Lithuanian
_YDM_WORD = re.compile(rf"(?<!\d)(\d{{4}})\.\s+gada\s+(\d{{1,2}})\.\s*({MONTH_WORD})", re.I)
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})", re.I)
_MDY_WORD = re.compile(
    rf"(?:(?<!\w)|(?-i:(?<=[a-z])(?=[A-Z])))({LEADING_MONTH})\s*{_DAY}\s*[,\s]\s*(\d{{4}})(?!\d)",
    re.I,
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d|[./-]\d)"
)
_MONTH_YEAR = re.compile(rf"(?<!\w)({LEADING_MONTH}),?\s+(?:de\s+)?(\d{{4}})(?!\d)", re.I)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
_COMPACT = re.compile(r"((?:1[89]|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?\s?(Z|[+-]\d{4})?)?")
_DIRECTION = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))  # marks of right-to-left text
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")


def _valid(year: int, month: int, day: int) -> bool:
    try:
        return FIRST_YEAR <= date(year, month, day or 1).year <= LAST_YEAR
    except ValueError:
        return False


def _core(start: int, end: int, *days: tuple[int, int, int]) -> _Core:
    return _Core(start, end, tuple(dict.fromkeys(day for day in days if _valid(*day))))


def _numeric(found: re.Match[str]) -> _Core:
    first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    year += (2000 if year < 70 else 1900) if year < 100 else 0
    day_first, month_first = (year, second, first), (year, first, second)
    if mark == ".":  # no press writes the month first with dots
        return _core(found.start(), found.end(), day_first)
    return _core(found.start(), found.end(), day_first, month_first)


def _cores(text: str) -> Iterator[_Core]:
    """Yield every stretch that may be a date, the surer patterns first."""
    is_ascii = text.isascii()
    for pattern in (_YMD,) if is_ascii else (_YMD, _CJK):
        for m in pattern.finditer(text):
            numbers = [int(group) for group in m.groups() if group.isdigit()]
            yield _core(m.start(), m.end(), (numbers[0], numbers[1], numbers[2]))
    if _ISO.fullmatch(text):
        return
    if is_ascii and not _MAY_NAME_MONTH.search(text):
        yield from map(_numeric, _NUMERIC.finditer(text))
        return
    for m in _DMY_WORD.finditer(text):
        yield _core(m.start(), m.end(), (int(m[3]), month_number(m[2]), int(m[1])))
    for m in _MDY_WORD.finditer(text):
        yield _core(m.start(), m.end(), (int(m[3]), month_number(m[1]), int(m[2])))
    for m in _YMD_WORD.finditer(text):
        yield _core(m.start(), m.end(), (int(m[1]), month_number(m[2]), int(m[3])))
    if not is_ascii:
        yield from _cores_elsewhere(text)
    yield from map(_numeric, _NUMERIC.finditer(text))
    for m in _MONTH_YEAR.finditer(text):
        yield _core(m.start(), m.end(), (int(m[2]), month_number(m[1]), 0))


def _cores_elsewhere(text: str) -> Iterator[_Core]:
    """Yield the dates of languages that write the day last but one or count the months."""
    for m in _YDM_WORD.finditer(text):
        yield _core(m.start(), m.end(), (int(m[1]), month_number(m[3]), int(m[2])))
    for m in _VIETNAMESE.finditer(text):
        yield _core(m.start(), m.end(), (int(m[3]), int(m[2]), int(m[1])))


def _clock(found: re.Match[str]) -> tuple[int, int, int | None] | None:
    hour = int(found["h"])
    minute = int(found["m"] or found["m2"] or found["m3"] or found["m4"] or 0)
    second = int(found["s"]) if found["s"] else None
    half = (found["ap"] or found["ap2"] or "").strip().lower()
    if half:
        if not 1 <= hour <= 12:
            return (hour, minute, second) if hour < 24 and minute < 60 else None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and (second or 0) < 60 else None


def _moment(day: tuple[int, int, int], time: re.Match[str] | None, assume_utc: bool) -> Moment:
    year, month, number = day
    calendar = date(year, month, number or 1)
    midnight = datetime(year, month, number or 1, tzinfo=UTC)
    clock = _clock(time) if time and number else None
    if clock is None or time is None:
        return Moment(midnight, calendar, "day" if number else "month")
    zone = zone_of(time["zone"], time["shift"], time["offset"]) or (UTC if assume_utc else None)
    if zone is None:
        return Moment(midnight, calendar, "day")
    local = datetime(year, month, number, clock[0], clock[1], clock[2] or 0, tzinfo=zone)
    return Moment(to_utc(local), calendar, "minute" if clock[2] is None else "second")


def _with_time(text: str, core: _Core, floor: int, assume_utc: bool) -> Found:
    """Attach the time that stands right after a date, or else right before it."""
    start, end = core.start, core.end
    time = _AFTER.match(text, end)
    if time and _clock(time):
        end = time.end()
    else:
        time = _BEFORE.search(text, max(floor, start - 48), start)
        if time and _clock(time):
            start = time.start()
            if not time["zone"] and not time["offset"] and (zone := _BARE_ZONE.match(text, end)):
                end = zone.end()
        else:
            time = None
    return Found(start, end, tuple(_moment(day, time, assume_utc) for day in core.days))


@lru_cache(maxsize=65_536)
def scan(text: str, assume_utc: bool = False) -> tuple[Found, ...]:
    """Return every date in a text, in order; impossible ones, such as 31/31/2019, are left out."""
    if not text.isascii():
        text = text.translate(_DIRECTION)
    plain = _ASCTIME.sub(r"\1 \2 \5 \3 \4", text) if _CLOCK_YEAR.search(text) else text
    taken: list[_Core] = []
    for core in _cores(plain):
        if core.days and all(core.end <= t.start or core.start >= t.end for t in taken):
            taken.append(core)
    taken.sort(key=lambda core: core.start)
    found: list[Found] = []
    for core in taken:
        found.append(_with_time(plain, core, found[-1].end if found else 0, assume_utc))
    return tuple(found)


def _machine(text: str, assume_utc: bool) -> Moment | None:
    """Read the forms that only stand alone: 20190212T171900Z, 2019-02, seconds since 1970."""
    if m := _EPOCH.fullmatch(text):
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(m[1]))
        return Moment(at, at.date(), "second")
    if (m := _YEAR_MONTH.fullmatch(text)) and _valid(int(m[1]), int(m[2]), 0):
        return _moment((int(m[1]), int(m[2]), 0), None, assume_utc)
    if m := _COMPACT.fullmatch(text):
        written = f"{m[1]}-{m[2]}-{m[3]}"
        if m[4]:
            written += f"T{m[4]}:{m[5]}" + (f":{m[6]}" if m[6] else "") + (m[7] or "")
        read = scan(written, assume_utc)
        return read[0].readings[0] if read else None
    return None


@lru_cache(maxsize=65_536)
def readings(text: str, assume_utc: bool = False) -> tuple[Moment, ...]:
    """Return what a string that is a date and nothing else may mean: none, one or two moments.

    Digits that are not part of the date make it unreadable, so ``2019-13-45`` has no reading.
    """
    text = " ".join(text.split())
    if alone := _machine(text, assume_utc):
        return (alone,)
    found = scan(text, assume_utc)
    if not found:
        return ()
    rest = text[: found[0].start] + text[found[0].end :]
    return () if len(found) > 1 or any(c.isdigit() for c in rest) else found[0].readings
