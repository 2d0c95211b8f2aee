"""Finds the places of an article's names in the source text that it was made from."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup, escape

from tasks.report.segments import Piece, Segment, pieces

TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "OTHER"})
_NAME = Markup('<mark class="{look}" title="{title}">{text}</mark>')


@dataclass(frozen=True)
class Named:
    """A name in a source text: where it stands, whom it means and of what type that is."""

    char_start: int
    char_end: int
    name: str
    entity_type: str


def in_source(
    source_text: str, segments: Sequence[Segment], names: Iterable[Named]
) -> tuple[Named, ...]:
    """Move names from the offsets of an article's text to those of its source.

    The ledger says that text and source differ in removed stretches and white space only: the
    n-th letter of the one is the n-th letter kept of the other. `names` count letters that are
    not white space (`letters_before`); those that do not fit are left out.
    """
    kept = [
        place
        for piece in pieces(source_text, segments)
        if piece.segment is None
        for place, letter in enumerate(piece.text, piece.char_start)
        if not letter.isspace()
    ]
    return tuple(
        Named(kept[one.char_start], kept[one.char_end - 1] + 1, one.name, one.entity_type)
        for one in names
        if one.char_start < one.char_end <= len(kept)
    )


def letters_before(text: str) -> list[int]:
    """Return for each place of a text, its end included, how many letters stand before it."""
    return list(accumulate((not letter.isspace() for letter in text), initial=0))


def marked_names(part: Piece, names: Sequence[Named]) -> Markup:
    """Draw a kept stretch with its names marked; `names` are in order and do not overlap."""
    stop = part.char_start + len(part.text)
    done, drawn = part.char_start, Markup("")
    first = bisect_left(names, part.char_start, key=lambda one: one.char_end)
    for one in names[first:]:
        if one.char_start >= stop:
            break
        start, end = max(done, one.char_start), min(stop, one.char_end)
        if start < end:
            drawn += escape(_of(part, done, start)) + _marked(one, _of(part, start, end))
            done = end
    return drawn + escape(_of(part, done, stop))


def _of(part: Piece, start: int, end: int) -> str:
    return part.text[start - part.char_start : end - part.char_start]


def _marked(one: Named, text: str) -> Markup:
    look = f"t-{one.entity_type}" if one.entity_type in TYPES else "t-OTHER"
    return _NAME.format(look=look, title=f"{one.name} ({one.entity_type})", text=text)
