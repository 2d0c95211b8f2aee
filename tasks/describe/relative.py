"""Reads dates that count back from the moment a page was fetched, such as '2 hours ago'."""

import re
from datetime import UTC, datetime, timedelta

from tasks.describe.dates import Moment

_UNITS = {
    "minute": 60, "min": 60, "minuten": 60, "minutos": 60, "minuti": 60, "minuto": 60,
    "hour": 3600, "hr": 3600, "h": 3600, "stunde": 3600, "stunden": 3600, "heure": 3600,
    "hora": 3600, "ore": 3600, "ora": 3600, "uur": 3600, "day": 86400, "tag": 86400,
    "tagen": 86400, "tage": 86400, "jour": 86400, "día": 86400, "dia": 86400, "giorni": 86400,
    "giorno": 86400, "dagen": 86400, "dag": 86400, "week": 604800, "woche": 604800,
    "wochen": 604800, "semaine": 604800, "semana": 604800, "settimane": 604800,
}  # fmt: skip
_ONE = {"a", "an", "one", "ein", "eine", "einer", "einem", "une", "un", "una", "uma", "een"}
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(sorted(_ONE, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>[^\W\d_]+?)s?"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?:^|\s){_NUMBER}\s*{_UNIT}\.?\s+(?:ago|fa|geleden|atrás)\b",
        rf"\b(?:vor|il y a|hace|há)\s+{_NUMBER}\s+{_UNIT}\b",
    )
)
_DAYS_BACK = {
    "just now": 0, "today": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "oggi": 0,
    "yesterday": 1, "gestern": 1, "hier": 1, "ayer": 1, "ieri": 1,
}  # fmt: skip
_DAY_WORD = re.compile(r"^(?:\W|posted|published|updated)*(" + "|".join(_DAYS_BACK) + r")\b", re.I)


def read_relative(text: str, fetched_at: datetime) -> Moment | None:
    """Return the moment that a relative date means, counted back from `fetched_at`.

    Minutes keep minute precision; hours and longer keep only the day, in UTC.
    """
    for form in _FORMS:
        if (found := form.search(text)) and (unit := _seconds(found["unit"])):
            count = 1 if found["n"].lower() in _ONE else int(found["n"])
            at = fetched_at - timedelta(seconds=count * unit)
            return _minute(at) if unit == 60 else _day(at)
    if found := _DAY_WORD.search(text):
        return _day(fetched_at - timedelta(days=_DAYS_BACK[found[1].lower()]))
    return None


def _seconds(word: str) -> int | None:
    word = word.lower()
    return _UNITS.get(word) or _UNITS.get(word.rstrip("s")) or _UNITS.get(word + "n")


def _minute(at: datetime) -> Moment:
    at = at.replace(second=0, microsecond=0)
    return Moment(at, at.date(), "minute")


def _day(at: datetime) -> Moment:
    return Moment(datetime(at.year, at.month, at.day, tzinfo=UTC), at.date(), "day")
