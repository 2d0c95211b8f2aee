"""Reads offices and ranks beside a name as the person's role, and keeps them out of the name."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import cast

from tasks.extract.lookup import Index, find_known, index_of
from tasks.extract.mention import Mention, covered, in_order

TITLES = Path(__file__).parent / "tables" / "titles.toml"
POST = re.compile(
    r"(?<=\w)(?: (?:Special|Deputy|Vice|Assistant|General|Permanent|Chief|Foreign))*"
    r" (?:Representative|Envoy|Secretary|Minister|Director|President|Chairman|Chairwoman|Spokesman|"
    r"Spokeswoman|Ambassador|Commissioner|CEO|Director-General|Secretary-General|Comptroller)$"
)
PORTFOLIO = re.compile(r"\b(?:Representative|Envoy|Minister|Secretary|Coordinator) for (?:the )?$")
LOOK_BACK = 120
ADDED_SCORE = 0.8
NAME_PARTS = 2
NAME_WORDS = re.compile(r" (?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){1,2})(?![\w-])")


@cache
def _table() -> dict[str, list[str]]:
    return cast(dict[str, list[str]], tomllib.loads(TITLES.read_text("utf-8")))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def _title() -> str:
    """A pattern for one title phrase: prefixes, a head or office, and what it is of or for."""
    table = _table()
    heads = _any_of([*table["offices"], *table["heads"], *table["lower_heads"]])
    prefixes = _any_of(table["prefixes"])
    scope = r"(?: (?:for|of|to) (?:the )?[A-Z][\w-]*(?: (?:and |of )?(?:the )?[A-Z][\w-]*){0,6}?)?"
    return rf"(?:(?:{prefixes})[ -]?)*\b(?:{heads})(?!\w){scope}"


@cache
def _title_words() -> frozenset[str]:
    lists = ("prefixes", "offices", "heads", "courtesy")
    return frozenset(word for name in lists for title in _table()[name] for word in title.split())


def is_title_word(word: str) -> bool:
    """Tell whether a word is one of an office, a rank or a form of address."""
    return word in _title_words()


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<role>{_title()})[ ]$")


@cache
def _of_another() -> re.Pattern[str]:
    heads = _any_of([*_table()["offices"], *_table()["heads"]])
    return re.compile(rf" (?:for|of|to) (?:the )?(?P<role>{heads})$")


@cache
def _leading() -> re.Pattern[str]:
    table = _table()
    heads = _any_of([*table["offices"], *table["heads"]])
    prefixes = _any_of(table["prefixes"])
    return re.compile(rf"(?P<role>(?:(?:{prefixes})[ -])*(?:{heads}))[ ](?=[A-Z])")


@cache
def _offices() -> Index:
    return index_of(_table()["offices"])


@cache
def _heads() -> Index:
    return index_of([*_table()["offices"], *_table()["heads"]])


@cache
def _apposition() -> re.Pattern[str]:
    heads = _any_of([*_table()["lower_heads"], *_table()["heads"]])
    return re.compile(
        rf", (?:the |a |an |who is )?(?!who |which |whose |and |but |said )"
        rf"(?P<role>(?:[\w'’.-]+ ){{0,4}}?(?:{heads})(?!\w)"
        r"(?: (?:of|for|at|to|in|on) [^,.;:\n()\"“”]{2,110})?)(?=[,.;:\n]|$)"
    )


@cache
def _last_words() -> frozenset[str]:
    table = _table()
    titles = [*table["heads"], *table["lower_heads"], *table["courtesy"]]
    return frozenset(title.rpartition(" ")[2] for title in titles)


def retype_titled(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Take two plain words right behind a title for a person: "said teacher Folake Bankole"."""
    done = []
    for mention in mentions:
        if mention.type in ("ORG", "GPE", "LOC") and mention.name is None:
            words = text[mention.start : mention.end].split(" ")
            plain = len(words) == NAME_PARTS and all(w.isalpha() and w.istitle() for w in words)
            before = text[max(0, mention.start - LOOK_BACK) : mention.start]
            title = before[:-1].rpartition(" ")[2].rpartition("\n")[2] in _last_words()
            if plain and title and before.endswith(" ") and has_title(text, mention.start):
                mention = mention._replace(type="PERSON", rule="title")
        done.append(mention)
    return done


def mask_offices(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Drop mentions that are only a piece of an office: "State" of "Secretary of State"."""
    marks = bytearray(len(text))
    for start, end, _ in find_known(text, _offices()):
        marks[start:end] = b"\1" * (end - start)
    return [m for m in mentions if not all(marks[m.start : m.end])]


def strip_titles(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Take a title off the front of a person's name and keep it as the role."""
    done = []
    for mention in mentions:
        if mention.type == "PERSON" and (
            title := _leading().match(text, mention.start, mention.end)
        ):
            mention = mention._replace(
                start=title.end(), rule="title", role=_as_role(title["role"])
            )
        done.append(mention)
    return done


def cut_posts(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Cut a post off the end of an organisation: "State Department Special Representative"."""
    done = []
    for mention in mentions:
        surface = text[mention.start : mention.end]
        post = POST.search(surface) if mention.type == "ORG" else None
        if post and not surface[: post.start()].endswith(" the"):
            mention = mention._replace(end=mention.start + post.start(), rule="title")
        done.append(mention)
    return done


def drop_portfolios(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Drop what a post is for: "Peace" of "Special Representative for Peace and Security Affairs".

    A place that somebody is envoy for stays.
    """
    return [
        m
        for m in mentions
        if m.type != "ORG" or not PORTFOLIO.search(text, max(0, m.start - LOOK_BACK), m.start)
    ]


def _as_role(phrase: str) -> str | None:
    return None if phrase in _table()["courtesy"] else phrase


def read_roles(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Give each person the title printed before the name, else the apposition after it."""
    done = []
    for mention in mentions:
        if mention.type == "PERSON" and mention.role is None:
            mention = mention._replace(
                role=_role_before(text, mention.start) or _role_after(text, mention.end)
            )
        done.append(mention)
    return done


def _title_before(text: str, start: int) -> re.Match[str] | None:
    """Find the title that ends right before a name; most often the word before it can be none."""
    line = text[max(0, start - LOOK_BACK, text.rfind("\n", 0, start) + 1) : start]
    word = line[:-1].rpartition(" ")[2].lstrip("\"'([—–") if line.endswith(" ") else ""
    if not word or not (word[0].isupper() or word in _last_words() or "-" in word):
        return None
    return _before().search(line)


def has_title(text: str, start: int) -> bool:
    """Tell whether an office, a rank or a form of address stands right before a name."""
    return _title_before(text, start) is not None


def _role_before(text: str, start: int) -> str | None:
    title = _title_before(text, start)
    if title is None:
        return None
    own = _of_another().search(title["role"])  # "adviser to President" is who advises, not who is
    return _as_role(own["role"] if own else title["role"])


def _role_after(text: str, end: int) -> str | None:
    if text[end : end + 2] != ", ":
        return None
    title = _apposition().match(text, end, min(len(text), end + 2 * LOOK_BACK))
    return " ".join(title["role"].split()) if title else None


def add_titled(text: str, mentions: list[Mention]) -> list[Mention]:
    """Add a name of two or three words behind a title where the recogniser saw nothing."""
    taken = covered(mentions, len(text))
    added = []
    for start, end, title in find_known(text, _heads()):
        name = NAME_WORDS.match(text, end)
        if name and not any(taken[start : name.end()]):
            role = _as_role(title)
            added.append(
                Mention(*name.span("name"), "PERSON", ADDED_SCORE, "title_added", False, role)
            )
    return in_order([*mentions, *added])
