"""Knows common first names, to tell a person's own site from a newspaper's name."""

import re
from pathlib import Path

_NAMES = frozenset((Path(__file__).parent / "first_names.txt").read_text("utf-8").split())
"""First names in lower case, written for this project; the popular ones of 106 countries are
from sigpwned's popular-names-by-country-dataset (CC0 1.0)."""
_OUTLET = re.compile(
    r"\b(?:the|daily|times|post|herald|news|today|journal|gazette|observer|chronicle|tribune|press|"
    r"star|sun|mirror|express|mail|telegraph|record|sentinel|courier|bulletin|globe|blog|radio|"
    r"magazin\w*|zeitung|tagblatt|anzeiger|kurier|presse|online|media|group|foundation|stiftung|"
    r"institut\w*|club|verlag|shop|show|school|books?|university|church|co|inc|ltd|llc|gmbh|ag)\b",
    re.I,
)


def opens_with_first_name(text: str) -> bool:
    """Say whether two to four words begin with a common first name and name no company."""
    words = text.split()
    if not 2 <= len(words) <= 4 or _OUTLET.search(text):
        return False
    return words[0].casefold() in _NAMES or words[0].partition("-")[0].casefold() in _NAMES
