"""Says which part of a personal name is the family name, also where it comes first."""

import re
import tomllib
from functools import cache
from pathlib import Path

FAMILY_FIRST = Path(__file__).parent / "tables" / "family_first.toml"
SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "Esq."})
# Romanised syllables of Korean and Chinese: at most one vowel group, so "Park Robinson" fails
SYLLABLES = re.compile(r"(?:[^aeiou\W]{0,3}[aeiou]{1,3}(?:ng|n|m|k|l|p|r|t|s|h|w|y)?){1,2}", re.I)


@cache
def _words(*lists: str) -> frozenset[str]:
    tables = tomllib.loads(FAMILY_FIRST.read_text("utf-8"))
    return frozenset(word for name in lists for word in tables[name])


def is_family_first(parts: list[str]) -> bool:
    """Tell whether the first of a name's parts is its family name.

    Three parts of which the last two are short syllables ("Moon Jae In"), a hyphenated second
    part ("Park Geun-hye"), or two parts whose second reads as one or two syllables of Chinese
    ("Xi Jinping").
    """
    given = parts[1:]
    hyphenated = len(given) == 1 and "-" in given[0]
    lists = ("korean", "chinese", "korean_before_hyphen")[: 3 if hyphenated else 2]
    if len(parts) not in (2, 3, 4) or parts[0] not in _words(*lists):
        return False
    if any(part in _words("western_given") or part.endswith(".") for part in given):
        return False
    if len(given) == 1 and "-" not in given[0]:
        return len(given[0]) > 1 and bool(SYLLABLES.fullmatch(given[0]))
    syllables = [piece for part in given for piece in part.split("-")]
    return len(syllables) <= 3 and all(
        len(piece) <= 6 and SYLLABLES.fullmatch(piece) for piece in syllables
    )


def is_korean_family(part: str) -> bool:
    """Tell whether a word is a Korean family name as English news writes them."""
    return part in _words("korean")


def korean_families() -> frozenset[str]:
    """Return all Korean family names, also those that are other words where no hyphen follows."""
    return _words("korean", "korean_before_hyphen")


def surname(name: str) -> str | None:
    """Return the family name of a full name; None for a name of one part.

    Particles stay with it only when it has one before ("van Gogh" gives "Gogh": news uses both,
    and the shorter one is found inside the longer).
    """
    parts = [part for part in name.split(" ") if part not in SUFFIXES]
    if len(parts) < 2:
        return None
    if is_family_first(parts):
        return parts[0]
    last = parts[-1]
    return None if last in _words("particles") or len(last) < 2 else last
