"""Reads the rare dates that our own patterns do not, with a slower library, once per string."""

import re
from functools import lru_cache

from tasks.describe.dates import Moment, readings

_WORTH_A_TRY = re.compile(
    r"(?=.*(?:19|20|25)\d\d)(?=.*(?<!\d)\d{1,2}(?!\d))(?=.*[^\W\d_A-Za-z])", re.S
)
"""A year, a day and a letter that is not ASCII: loading the library takes a second."""


@lru_cache(maxsize=16_384)
def read_leftover(text: str) -> tuple[Moment, ...]:
    """Return the day that dateparser reads in a short string with a year and a word, or nothing.

    Only the calendar day is believed, and only when day, month and year are all written: the
    library fills gaps from today's date, which would make the answer depend on the clock.
    """
    if len(text) > 60 or text.isascii() or not _WORTH_A_TRY.match(text):
        return ()
    import dateparser

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
        "TIMEZONE": "UTC",
    }
    parsed = dateparser.parse(text.strip(), settings=settings)
    return readings(parsed.date().isoformat()) if parsed else ()
