"""Reads the date in the path of an address, and prefers printed dates that agree with it."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from tasks.describe.dates import Moment, readings

Readings = tuple[Moment, ...]

_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|$)")
_LOOSE_DAY = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|$)", re.I)
_LAST_YEAR = re.compile(r"/(\d\d)-(\d\d)-((?:19|20)\d\d)(?=[/_.-]|$)")  # 23-01-2022, day first
_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)")
_CLOSE = 3  # days between the address and a printed date that is the same publication's


def url_dates(*urls: str | None) -> tuple[list[Readings], list[Readings]]:
    """Return the day, or else the month, that the first address with a date in its path names."""
    for url in urls:
        path = urlsplit(url).path if url else ""
        if options := _day(path):
            return [options], []
        if month := _MONTH.search(path):
            return [], [readings(f"{month[1]}-{month[2]}")]
    return [], []


def _day(path: str) -> Readings:
    if found := _DAY.search(path) or _LOOSE_DAY.search(path):
        year, month, day = found.groups()
    elif found := _LAST_YEAR.search(path):
        day, month, year = found.groups()
    else:
        return ()
    return readings(f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}")


def agreeing(
    dates: Iterable[Readings], day: list[Readings], month: list[Readings]
) -> list[Readings]:
    """Return the dates in order, those first that fit the day or month of the address."""
    return sorted(dates, key=lambda options: not _fits(options, day, month))


def _fits(options: Readings, day: list[Readings], month: list[Readings]) -> bool:
    if day:
        return any(abs((option.day - day[0][0].day).days) <= _CLOSE for option in options)
    if month:
        named = month[0][0].day
        return any((o.day.year, o.day.month) == (named.year, named.month) for o in options)
    return True
