"""Finds the lines of results and league tables in a text, as sports pages print them."""

import re
from collections.abc import Iterator

Span = tuple[int, int]
NAME = (
    r"(?:x-)?(?P<{0}>[A-Z][\w.'&/-]*(?: (?:de|da|do|del|la|of|and)?(?: ?[A-Z][\w.'&/-]*)){{0,3}})"
)
STAGE = r"(?: \([^)\n\d]{1,25}\))?"
SCORERS = r"(?:[ \n]\([^()]{2,250}\))?"
ROW = re.compile(
    rf"^(?:\d{{1,2}}\. )?{NAME.format('team')}{STAGE}"
    r"(?:(?P<numbers>(?: \d{1,3}| -){5,9}) ?-?\d*$| \d{1,3} \d{1,3} \.\d{3}\b)", re.M
)  # fmt: skip
RESULT = re.compile(
    rf"^{NAME.format('home')}{STAGE} \d{{1,3}}{SCORERS},?[ \n]{NAME.format('away')}{STAGE}"
    rf" ?\d{{1,3}}{SCORERS}\.?$", re.M
)  # fmt: skip
HEADS = frozenset({"Halftime", "Attendance", "Group", "Division", "Round", "Total", "Played"})


def rows(text: str) -> Iterator[Span]:
    """Yield where the team's name stands in each row of a league table.

    A row is known by its sum: of the first four numbers the last three, games won, drawn and lost,
    make the first, games played; or by the share of games won (".535").
    """
    for row in ROW.finditer(text):
        numbers = [int(n) if n != "-" else 0 for n in (row["numbers"] or "0 0").split()]
        if row["team"] not in HEADS and numbers[0] == sum(numbers[1:4]):
            yield row.span("team")


def results(text: str) -> Iterator[tuple[Span, Span]]:
    """Yield where both names stand in each line of a result: "Norwich 1 Wolverhampton 0"."""
    for result in RESULT.finditer(text):
        if not {result["home"], result["away"]} & HEADS:
            yield result.span("home"), result.span("away")
