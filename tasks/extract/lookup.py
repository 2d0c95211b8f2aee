"""Finds known surfaces in a text by their first capitalised word, without a pattern to compile."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

CAPITALISED = re.compile(r"(?<![^\W_])[^\W\d_a-z]\w*")
Index = Mapping[str, tuple[str, ...]]


def index_of(surfaces: Iterable[str]) -> Index:
    """Index surfaces by the capitalised word they begin with, longest first.

    A surface that begins with a small letter or a digit is left out.
    """
    index: dict[str, list[str]] = {}
    for surface in surfaces:
        if first := CAPITALISED.match(surface):
            index.setdefault(first[0], []).append(surface)
    return {word: tuple(sorted(found, key=lambda s: (-len(s), s))) for word, found in index.items()}


@lru_cache(maxsize=2)
def _capitalised(text: str) -> dict[str, list[int]]:
    """Return where each capitalised word of a text stands; every rule asks this of one article."""
    places: dict[str, list[int]] = {}
    for word in CAPITALISED.finditer(text):
        places.setdefault(word[0], []).append(word.start())
    return places


def find_known(text: str, index: Index) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, surface) wherever a surface stands as whole words; the longest wins.

    What is found does not overlap. A hyphen may touch either end.
    """
    places = _capitalised(text)
    few, many = (index, places) if len(index) < len(places) else (places, index)
    known = [(start, word) for word in few if word in many for start in places[word]]
    reached = 0
    for start, word in sorted(known):
        if start < reached:
            continue
        for surface in index[word]:
            end = start + len(surface)
            if text.startswith(surface, start) and not text[end : end + 1].isalnum():
                yield start, end, surface
                reached = end
                break


def is_hyphenated(text: str, start: int, end: int) -> bool:
    """Tell whether a hyphen ties a stretch to another word."""
    return text[start - 1 : start] == "-" or (
        text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()
    )
