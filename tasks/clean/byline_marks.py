"""Collects the texts of elements that an HTML page marks as author or byline, surest first."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

_TAGS = ("a", "span", "p", "div", "address", "li", "cite", "strong", "b", "em", "small", "section")
_MARKS = re.compile(
    r"uthor|yline|riter|AUTHOR|BYLINE|[Aa]utor(?:en|es|in|a|e)?(?![a-z])|[Aa]ut(?:eur|ore)|"
    r"erfasser|edakteur|ournalist|[Cc]reator|chrijver|kribent|yazar(?![a-z])"
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|in|innen|es|a|e|i)?|auteurs?|contributors?|writers?|reporters?|"
    r"journalists?|journalistes?|columnists?|redakteure?|meet-the-team|staff|bylines?|by)/[^/?#]",
    re.I,
)
_LONGEST = 120  # characters; more is a biography
_MOST_READ = 60  # elements looked at
_MOST = 8  # texts returned
_UP = 6  # ancestors asked whether they hold the page's heading or a teaser's
_COMMENT = re.compile(
    r"(?:^|[\s_-])(?:comments?(?!s?[\s_-]*(?:open|closed|enabled|count|link|on\b|off\b))|"
    r"commentlist|kommentare?|disqus\w*|respond|reply|replies|trackback\w*|pingback\w*)"
    r"(?=$|[\s_-]|\d)",
    re.I,
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|teasers?|sidebar|widget|popular|latest|most-?read|"
    r"trending|carousel|photo-?credit|caption|footer|navi?)(?=$|[\s_-]|\d)",
    re.I,
)
_HEADINGS = ("h2", "h3", "h4", "h5")


def marked_bylines(tree: etree._Element) -> list[str]:
    """Return up to eight short texts of marked elements, without those of reader comments.

    First come elements after the page's first heading that stand outside teasers and asides,
    each rank in the page's order; where two inline elements touch, `` | `` parts their texts.
    """
    ranked: list[tuple[int, int, str]] = []
    for place, element in enumerate(islice(_marked(tree), _MOST_READ)):
        if (rank := _rank(element)) is not None:
            text = _text(element)
            if 2 < len(text) <= _LONGEST:
                ranked.append((rank, place, text))
    return list(dict.fromkeys(text for _, _, text in sorted(ranked)))[:_MOST]


def _marked(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield elements that a class, a role or a link to an author's page marks."""
    for element in tree.iter(*_TAGS):
        marks = element.get("class")
        role = element.get("rel") or element.get("itemprop")
        is_marked = (marks and _MARKS.search(marks)) or (role and "author" in role)
        if is_marked or (element.tag == "a" and _PROFILE.search(element.get("href") or "")):
            yield element


def _rank(element: etree._Element) -> int | None:
    """Return 0 for the likely byline, 1 for one of a teaser, null for a comment's author."""
    rank, is_settled = 0, False
    for steps, one in enumerate(_with_ancestors(element)):
        names = f"{one.get('class') or ''} {one.get('id') or ''}"
        if _COMMENT.search(names):
            return None
        if one.tag in ("aside", "nav", "footer", "form") or _ASIDE.search(names):
            rank = 1
        if not is_settled and 0 < steps <= _UP:
            if next(one.iter("h1"), None) is not None:
                is_settled = True
            elif next(one.iter(*_HEADINGS), None) is not None:
                rank, is_settled = 1, True
    return rank


def _with_ancestors(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    for one in element.iterancestors():
        if one.tag in ("body", "html"):
            return
        yield one


def _text(element: etree._Element) -> str:
    joined = ""
    for piece in map(str, element.itertext()):
        if joined and piece and not joined[-1].isspace() and piece[0].isalnum():
            joined += " | "
        joined += piece
        if len(joined) > 4 * _LONGEST:
            break
    return " ".join(joined.split()).strip(" |")
