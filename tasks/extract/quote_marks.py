"""Pairs quotation marks inside each paragraph; odd, nested and unclosed ones do no harm."""

import re
from dataclasses import dataclass

PARAGRAPH = re.compile(r"[^\n]+")
MARK = re.compile(r"[“”„«»\"]|''|``")
OPENERS = frozenset({"“", "„", "«", "``"})
CLOSERS = frozenset({"”", "»", "''"})
LONGEST_QUOTE = 5_000


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between quotation marks and where it stands in its paragraph.

    `start` and `end` are the words inside the marks, `outer_end` is past the closing mark.
    `unclosed` quotations run to the end of their paragraph, as those do that go on in the next.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    paragraph_start: int
    paragraph_end: int
    unclosed: bool = False

    @property
    def opens_paragraph(self) -> bool:
        """Whether nothing stands before it."""
        return self.outer_start - self.paragraph_start <= 1

    @property
    def ends_paragraph(self) -> bool:
        """Whether nothing stands after it."""
        return self.paragraph_end - self.outer_end <= 1


def quoted_stretches(text: str) -> list[Quoted]:
    """Return the outermost quotations of a text in order."""
    found: list[Quoted] = []
    for number, paragraph in enumerate(PARAGRAPH.finditer(text)):
        found += _in_paragraph(text, number, paragraph.start(), paragraph.end())
    return found


def _opens(text: str, mark: str, end: int, depth: int) -> bool:
    if mark in OPENERS:
        return True
    if mark in CLOSERS:
        return False
    # a plain mark opens before a word and after a space; inside a quotation it closes
    return depth == 0 and not text[end : end + 1].isspace()


def _in_paragraph(text: str, number: int, first: int, last: int) -> list[Quoted]:
    found: list[Quoted] = []
    depth, begun = 0, (first, first)
    for mark in MARK.finditer(text, first, last):
        if _opens(text, mark[0], mark.end(), depth):
            begun = mark.span() if depth == 0 else begun
            depth += 1
        elif depth > 1:
            depth -= 1
        elif depth == 1:
            depth = 0
            found.append(Quoted(begun[1], mark.start(), begun[0], mark.end(), number, first, last))
    if depth:
        found.append(Quoted(begun[1], last, begun[0], last, number, first, last, unclosed=True))
    return [q for q in found if _has_words(text, q)]


def _has_words(text: str, quoted: Quoted) -> bool:
    inside = text[quoted.start : quoted.end]
    return len(inside) <= LONGEST_QUOTE and any(c.isalpha() for c in inside)
