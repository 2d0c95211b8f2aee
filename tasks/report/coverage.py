"""Counts a run's articles by date, stories apart from copies, in steps that suit the span."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from tasks.report.rows import Tables, gathered, run_rows

MOST_STEPS = 120  # bars that a screen can still tell apart


@dataclass(frozen=True)
class Period:
    """Articles published in one step of time."""

    label: str
    stories: int
    copies: int


@dataclass(frozen=True)
class Coverage:
    """The periods from first to last without a gap, the step's name, and articles without date."""

    step: str
    periods: tuple[Period, ...]
    undated: int

    @property
    def highest(self) -> int:
        """Articles in the fullest period."""
        return max((period.stories + period.copies for period in self.periods), default=0)


def coverage(tables: Tables, run_id: str) -> Coverage:
    """Return when the run's articles were published; the finest step with at most 120 bars."""
    rows = run_rows(tables, "articles", run_id)
    days = gathered(
        rows.group_by("published_date")
        .agg(stories=pl.col("is_canonical").sum(), copies=(~pl.col("is_canonical")).sum())
        .sort("published_date")
    )
    undated = days.filter(pl.col("published_date").is_null())
    dated = list(days.drop_nulls("published_date").iter_rows())
    step, periods = _periods(dated)
    return Coverage(step, periods, int((undated["stories"] + undated["copies"]).sum()))


_STEPS: tuple[tuple[str, Callable[[date], int], Callable[[int], str]], ...] = (
    ("day", date.toordinal, lambda n: date.fromordinal(n).isoformat()),
    ("month", lambda d: d.year * 12 + d.month - 1, lambda n: f"{n // 12}-{n % 12 + 1:02}"),
    ("year", lambda d: d.year, str),
    ("decade", lambda d: d.year // 10, lambda n: f"{n}0s"),
    ("century", lambda d: d.year // 100, lambda n: f"{n}00s"),
)


def _periods(dated: list[tuple[date, int, int]]) -> tuple[str, tuple[Period, ...]]:
    if not dated:
        return "day", ()
    fitting = (s for s in _STEPS if s[1](dated[-1][0]) - s[1](dated[0][0]) < MOST_STEPS)
    step, number, label = next(fitting)  # centuries always fit: a date has four digits
    first, last = number(dated[0][0]), number(dated[-1][0])
    totals = {n: [0, 0] for n in range(first, last + 1)}
    for day, stories, copies in dated:
        totals[number(day)][0] += stories
        totals[number(day)][1] += copies
    return step, tuple(Period(label(n), *pair) for n, pair in totals.items())
