"""Tells sports news, which sport it is of, and the clubs of a league by all their names."""

import re
import tomllib
from collections import Counter, defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from tasks.extract.result_lines import results, rows

SPORT = Path(__file__).parent / "tables" / "sport.toml"
FEWEST_WORDS = 4  # different words of sport
LEAST_SHARE = 0.012  # of all words
WORD = re.compile(r"[A-Za-z-]+")
READ = 4_000  # characters that tell what an article is about
CLEAR = 2  # times the words of the next sport
FEWEST_OF_ONE = 2
FEWEST_LINES = 5  # of results and tables, that make a page sports news whatever its words
Words = dict[str, list[str]]


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(SPORT.read_text("utf-8"))


@cache
def words() -> Words:
    """Return the lists of words that tell sports news and what teams do, by their names."""
    return cast(Words, {name: words for name, words in _table().items() if isinstance(words, list)})


@cache
def _of_sport() -> frozenset[str]:
    return frozenset([*words()["article"], *_sports()])


@cache
def _sports() -> dict[str, str]:
    sports = cast(Words, _table()["words"])
    return {word: sport for sport, words in sports.items() for word in words}


@cache
def league(sport: str | None) -> dict[str, str]:
    """Return the clubs of a sport's major league by their place and by their other words.

    "Cleveland" and "Indians" for the Cleveland Indians; a place of two clubs is left out.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for club in cast(Words, _table()["clubs"]).get(sport or "", []):
        words = club.split(" ")
        for cut in range(1, len(words)):
            found[" ".join(words[:cut])].add(club)
            found[" ".join(words[cut:])].add(club)
    return {name: clubs.pop() for name, clubs in found.items() if len(clubs) == 1}


@lru_cache(maxsize=2)
def _words_read(text: str) -> list[str]:
    return WORD.findall(text[:READ].lower())


@lru_cache(maxsize=2)
def which_sport(text: str) -> str | None:
    """Return the sport whose own words an article uses most by far; None when none stands out."""
    found = Counter(s for word in _words_read(text) if (s := _sports().get(word)))
    (first, count), (_, second) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return first if count >= max(FEWEST_OF_ONE, CLEAR * second) else None


@lru_cache(maxsize=2)
def is_sport(text: str) -> bool:
    """Tell whether an article begins with words of sport, or is a page of results."""
    words = _words_read(text)
    found = [*filter(_of_sport().__contains__, words)]
    if len(found) >= LEAST_SHARE * len(words):
        own = {word for word in found if word in _sports()}
        few = FEWEST_WORDS - (len(own) >= FEWEST_OF_ONE)  # two of one sport make up for another
        if len(set(found)) >= few:
            return True
    numbered = sum(line[-1:].isdigit() for line in text.split("\n"))
    return numbered >= FEWEST_LINES and len([*rows(text), *results(text)]) >= FEWEST_LINES
