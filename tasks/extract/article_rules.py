"""Runs every article-level rule in order over what a recogniser found in one article."""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.extract.acronyms import drop_plain_acronyms, link_acronyms
from tasks.extract.boundaries import trim_boundaries
from tasks.extract.canonical import name_entities
from tasks.extract.capitals import recase
from tasks.extract.datelines import read_datelines
from tasks.extract.frames import read_frames
from tasks.extract.kinds import read_kinds
from tasks.extract.links import link_known
from tasks.extract.longer_places import complete_names, name_country_bodies
from tasks.extract.mention import Mention, from_spans, in_order
from tasks.extract.metonymy import mark_governments
from tasks.extract.ministries import name_ministries
from tasks.extract.places import (
    add_korean_halves,
    add_places,
    retype_actors,
    retype_places,
    split_places,
)
from tasks.extract.plain_words import drop_no_names, drop_plain_words
from tasks.extract.recogniser import Span
from tasks.extract.repeated import add_repeated, vote
from tasks.extract.results import read_results
from tasks.extract.surnames import (
    add_korean_names,
    complete_korean_names,
    name_people,
)
from tasks.extract.teams import name_clubs, name_teams
from tasks.extract.tickers import read_tickers
from tasks.extract.titles import (
    add_titled,
    cut_posts,
    drop_portfolios,
    mask_offices,
    read_roles,
    retype_titled,
    strip_titles,
)

SHORTEST_SAFE = 4  # letters of a place name that no other language has as a word
JOIN = "\n\n"  # between headline and text; no mention crosses a line break


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the rules see it: headline and text in one string.

    `printed` is as published; `read` has the same length with plain quotes and the capitals of
    running text, and is what recogniser and rules look at. `text_start` is where the text begins.
    """

    printed: str
    read: str
    text_start: int


def prepare(headline: str | None, text: str) -> Article:
    """Join and recase an article; without a headline the text starts at 0."""
    printed = f"{headline}{JOIN}{text}" if headline else text
    headline_end = len(headline) if headline else 0
    return Article(printed, recase(printed, headline_end), len(printed) - len(text))


def apply_rules(article: Article, spans: Iterable[Span]) -> list[Mention]:
    """Return the article's mentions, in order, typed, named and without overlap."""
    text = article.read
    headline_end = max(0, article.text_start - len(JOIN))
    mentions = drop_no_names(text, in_order(trim_boundaries(text, from_spans(spans))))
    mentions = cut_posts(text, strip_titles(text, mask_offices(text, mentions)))
    mentions = read_tickers(text, complete_names(text, drop_portfolios(text, mentions)))
    mentions = split_places(text, complete_korean_names(text, mentions))
    mentions = retype_actors(text, retype_places(text, read_datelines(text, mentions)))
    mentions = link_acronyms(text, mentions)
    mentions = add_korean_names(text, add_titled(text, mentions))
    mentions = name_people(text, retype_titled(text, mentions))
    mentions = read_frames(text, read_kinds(text, read_results(text, mentions)))
    mentions = drop_plain_words(text, mentions)
    mentions = add_repeated(text, vote(text, mentions))
    mentions = name_country_bodies(text, add_places(text, mentions))
    mentions = drop_plain_acronyms(text, mentions)
    mentions = add_korean_halves(text, mentions, headline_end)
    mentions = name_ministries(text, read_roles(text, mentions))
    mentions = name_clubs(text, name_teams(text, name_entities(text, mentions)))
    return mark_governments(text, link_known(text, mentions))


def places_only(article: Article) -> list[Mention]:
    """Return the known places of an article that no recogniser reads: a safe minimum.

    Short names are left out: "UN" is a word in French and Spanish.
    """
    found = add_places(article.read, [])
    safe = [m for m in found if m.type in ("GPE", "LOC") and m.end - m.start >= SHORTEST_SAFE]
    return link_known(article.read, name_entities(article.read, safe))
