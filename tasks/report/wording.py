"""Writes numbers, times and spans the way a reader of a report expects them."""

from datetime import UTC, datetime


def whole(value: float) -> str:
    """Write a count with its thousands apart: 12345 is 12,345."""
    return f"{round(value):,}"


def share(part: float, total: float) -> str:
    """Write a share in percent, one decimal below ten; a dash when there is no total."""
    if not total:
        return "–"
    percent = 100 * part / total
    return f"{percent:.1f} %" if 0 < percent < 9.95 else f"{percent:.0f} %"


def plural(count: float, one: str, many: str | None = None) -> str:
    """Write a count with its noun: 1 copy, 2 copies."""
    return f"{whole(count)} {one if round(count) == 1 else many or one + 's'}"


def moment(value: datetime | None) -> str:
    """Write a time in UTC to the minute, or say that there is none."""
    if value is None:
        return "no date"
    utc = value.astimezone(UTC) if value.tzinfo else value
    return f"{utc.day} {utc:%b} {utc.year}, {utc:%H:%M} UTC"


def seconds(value: float) -> str:
    """Write a duration with the unit that suits it: 0.4 s, 75 s, 12 min."""
    if value < 10:
        return f"{value:.1f} s"
    return f"{value:.0f} s" if value < 120 else f"{value / 60:.0f} min"


def gap(value: float) -> str:
    """Write the time between two events: 40 min, 3 h, 12 days."""
    minutes = abs(value) / 60
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} days"
