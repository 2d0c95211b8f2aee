"""Finds the town that a dateline begins with: "MOBILE, Ala. — A federal jury …"."""

import re
from functools import lru_cache

from tasks.extract.mention import Mention, covered, in_order

ADDED_SCORE = 0.95
TOWN = r"(?P<town>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?: [A-ZÀ-Þ'’.-]{2,}){0,3})"
REGION = r"(?:, (?:[A-Z][\w.]+|[A-Z][a-z]+ [A-Z][a-z]+))?"
DATE = r"(?:,? (?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)\w*\.? \d{1,2})?"
AGENCY = r"(?: \([A-Z][\w .]+\))"
DATELINE = re.compile(
    rf"{TOWN}{REGION}{DATE}(?:{AGENCY}? ?[—–]{{1,2}} ?|{AGENCY} --? | \d{{4}}-\d\d-\d\d$"
    rf"|(?<=[a-z.]) --? (?=[A-Z\"'])(?=[^\n]{{80}})| --? (?=[A-Z\"'][^\n]{{80}}))",
    re.M,
)
"""A town in capitals, perhaps its region, the day and an agency, and a dash before the sentence. A
bare hyphen needs a long sentence behind it: headlines have it too ("SOCCER - Rovers held")."""


@lru_cache(maxsize=2)
def dateline_towns(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the towns of a text's datelines stand."""
    towns = []
    begin = 0
    while begin < len(text):
        if text[begin : begin + 2].isupper() and (line := DATELINE.match(text, begin)):
            towns.append(line.span("town"))
        begin = text.find("\n", begin) + 1 or len(text)
    return tuple(towns)


def read_datelines(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take the town of a dateline for a place, also where the recogniser saw none or another name.

    A name that the tables know (a country, a capital) stays as it is.
    """
    towns = dateline_towns(text)
    if not towns:
        return mentions
    done = []
    for mention in mentions:
        if (mention.start, mention.end) in towns and mention.name is None and mention.type != "GPE":
            mention = mention._replace(type="GPE", rule="dateline")
        done.append(mention)
    taken = covered(done, len(text))
    done += [
        Mention(start, end, "GPE", ADDED_SCORE, "dateline", False)
        for start, end in towns
        if not any(taken[start:end])
    ]
    return in_order(done)
