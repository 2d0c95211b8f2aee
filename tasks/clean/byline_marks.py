"""Collects the texts of elements that an HTML page marks as author or byline, surest first."""

import re
from functools import lru_cache

from tasks.clean.markup.note import Note, told
from tasks.clean.markup.note_rows import AROUND, MARKED

_MARKS = re.compile(
    r"uthor|yline|riter|AUTHOR|BYLINE|[Aa]utor(?:en|es|in|a|e)?(?![a-z])|[Aa]ut(?:eur|ore)|"
    r"erfasser|edakteur|ournalist|[Cc]reator|chrijver|kribent|yazar(?![a-z])"
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|in|innen|es|a|e|i)?|auteurs?|contributors?|writers?|reporters?|"
    r"journalists?|journalistes?|columnists?|redakteure?|meet-the-team|staff|bylines?|by)/[^/?#]",
    re.I,
)
"""What they find holds one of the words in `tasks.clean.markup.marked`."""
_MOST_READ = 60  # elements looked at
_LONGEST = 120  # characters; more is a biography
_MOST = 8  # texts returned
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


def marked_bylines(notes: list[Note]) -> list[str]:
    """Return up to eight short texts of marked elements, without those of reader comments.

    First come elements after the page's first heading that stand outside teasers and asides,
    each rank in the page's order; where two inline elements touch, `` | `` parts their texts.
    """
    around: list[tuple[bool, bool]] = []  # in comments, in an aside: it or what is around it
    ranked: list[tuple[int, int, str]] = []
    read = 0
    for note in notes:
        above = around[note.around] if note.around >= 0 else (False, False)
        if note.what == AROUND:
            in_comments, in_aside = _named(f"{told(note.values[0])} {told(note.values[1])}")
            around.append((above[0] or in_comments, above[1] or in_aside or note.flag > 0))
        elif note.what == MARKED and read < _MOST_READ and _is_marked(note):
            read += 1
            text = "" if above[0] else _text(note)
            if 2 < len(text) <= _LONGEST:
                ranked.append((int(above[1] or note.flag > 0), len(ranked), text))
    return list(dict.fromkeys(text for _, _, text in sorted(ranked)))[:_MOST]


def _is_marked(note: Note) -> bool:
    """Tell whether a class, a role or a link to an author's page marks the element."""
    marks, rel, itemprop, href = note.values
    role = rel or itemprop
    return _is_mark(marks) or b"author" in role or bool(href and _PROFILE.search(told(href)))


@lru_cache(maxsize=65_536)
def _is_mark(raw: bytes) -> bool:
    return bool(_MARKS.search(told(raw)))


@lru_cache(maxsize=65_536)
def _named(names: str) -> tuple[bool, bool]:
    """Tell whether an element's class and id speak of reader comments, and of an aside."""
    return bool(_COMMENT.search(names)), bool(_ASIDE.search(names))


def _text(note: Note) -> str:
    joined = ""
    for piece in map(told, note.pieces):
        if joined and piece and not joined[-1].isspace() and piece[0].isalnum():
            joined += " | "
        joined += piece
        if len(joined) > 4 * _LONGEST:
            break
    return " ".join(joined.split()).strip(" |")
