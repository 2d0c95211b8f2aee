"""Elects a page's headline among its headings, its metadata, its title and its printed lines."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from tasks.describe.name import known_key

JOIN = re.compile(r"\s+[|–—\-:·•»›~/]+\s+|\s*[|»›]\s*|\s+::\s+")
"""What joins headline, section and site in a page's title."""
_MOST_PARTS = 6
_WORD = re.compile(r"[^\W\d_]{3,}")
_HEADING, _GLUED = 2.3, 1.5  # a heading's whole text; a text to which a kicker was glued
_ALONE, _LONG = 0.6, 18  # a page's only heading, of so many letters, that the metadata words anew
_SLUG = 1.5  # the words of the address, all of them
_MARKED, _ABOVE = 1.6, 1.1  # the line above the text, marked as a heading or not
_SITE, _SHORT, _SECTION = -3.0, -1.5, -1.4
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def runs(title: str) -> list[str]:
    """Return every stretch of neighbouring parts of a title, as the page writes it."""
    borders = [(0, 0)]
    borders += [found.span() for found in JOIN.finditer(title)]
    borders.append((len(title), len(title)))
    if len(borders) > _MOST_PARTS + 1:
        return [title]
    found = (
        title[borders[first][1] : borders[last][0]].strip()
        for first in range(len(borders) - 1)
        for last in range(first + 1, len(borders))
    )
    return [text for text in found if text]


def elect(
    headings: list[str],
    stated: list[str],
    parts: list[str],
    printed: list[str],
    above: tuple[str, bool] | None,
    url: str | None,
    sites: Iterable[str | None],
) -> str | None:
    """Return the text that most sources agree on; between equals, the first in this order.

    `headings` are the page's first-level headings, `stated` the titles of its metadata, `parts`
    the stretches of its title element, `printed` lines that may be its headline, `above` the line
    above the text and whether it is marked as a heading.
    """
    names = {key for site in sites if site and (key := known_key(site))}
    words = slug_words(url)
    first: dict[str, str] = {}
    near = [above[0]] if above else []
    for text in (*headings, *stated, *printed, *parts, *near):
        first.setdefault(known_key(text), text)
    first.pop("", None)
    longest = max((len(text.split()) for text in parts if not JOIN.search(text)), default=0)
    opening = known_key(parts[0]) if parts else ""  # a title begins with the headline or the site
    keys = [[known_key(text) for text in group] for group in (headings, stated, parts, printed)]
    above_key = known_key(above[0]) if above else ""
    if any(_is_glued(key, above_key) for key in (*keys[1], *keys[2])):
        above_key = ""  # the line above has the kicker too
    scores = {
        key: _agreement(key, *keys)
        + _SLUG * _overlap(words, text)
        + (_SITE if key in names else 0)
        + ((_MARKED if above[1] else _ABOVE) if above and key == above_key else 0)
        + (0 if key == opening and key in keys[0] else _penalty(len(text.split()), longest))
        for key, text in first.items()
    }
    best = max(scores, key=lambda key: scores[key], default=None)
    return first[best] if best is not None else None


def _agreement(
    key: str, headings: list[str], stated: list[str], parts: list[str], printed: list[str]
) -> float:
    score = float(key in parts)
    if key in headings:
        score += _HEADING
        is_alone = len(set(headings)) == 1 and len(key) >= _LONG and key not in stated
        if is_alone and not any(_is_glued(text, key) for text in (*stated, *parts)):
            score += _ALONE
    elif key in printed:
        score += 1.0
    if key not in headings and any(_is_glued(key, heading) for heading in headings):
        score += _GLUED
    return score + stated.count(key)


def _is_glued(key: str, whole: str) -> bool:
    """Say whether a text is the end or beginning of another and two fifths of it at least."""
    stands = key != whole and bool(key) and (whole.endswith(key) or whole.startswith(key))
    return stands and 5 * len(key) > 2 * len(whole)


def _penalty(words: int, longest: int) -> float:
    """Hold it against a text that it is as short as a section's name."""
    if words <= 2:
        return _SHORT
    return _SECTION if words == 3 and longest >= 6 else 0.0


def slug_words(url: str | None) -> set[str]:
    """Return the plain words of the last part of an address, if it has two at least."""
    path = unquote(urlsplit(url).path).rstrip("/") if url else ""
    words = set(
        _WORD.findall(_plain(path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]))
    )
    return words if len(words) > 1 else set()


def _overlap(words: set[str], text: str) -> float:
    if not words:
        return 0.0
    mine = set(_WORD.findall(_plain(text)))
    return 2 * len(words & mine) / (len(words) + len(mine)) if mine else 0.0


def _plain(text: str) -> str:
    """Return text in lower case as addresses write it: no accents, umlauts as two letters."""
    low = text.casefold().translate(_GERMAN)
    return (
        low
        if low.isascii()
        else unicodedata.normalize("NFKD", low).encode("ascii", "ignore").decode()
    )
