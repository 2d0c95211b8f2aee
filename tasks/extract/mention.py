"""A naming in one article while the rules work on it, and the questions they all ask of a text."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from tasks.extract.recogniser import Span

TYPE_OF_LABEL = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "LOC",
    "NORP": "NORP",
    "EVENT": "EVENT",
    "WORK_OF_ART": "OTHER",
    "PRODUCT": "OTHER",
    "LAW": "OTHER",
    "LANGUAGE": "OTHER",
    "MISC": "OTHER",
}
"""A recogniser's label to our entity type; labels not here (dates, numbers) are dropped."""

NEXT_IS_NAME = re.compile(r"[ ]['\"]?[A-Z][\w'&.-]*")
LAST_WORD = re.compile(r"([^\s\"“”(),;:]+)[ ]$")


class Mention(NamedTuple):
    """One naming: where it is, what it names, and which rule said so.

    `name` is the canonical name once a rule knows it, `iso` the ISO 3166 code of a place, `kind`
    a word of the vocabulary `mention_kind`; all None until then. `stands_for` is the code of the
    country whose government a capital stands for; the two public ids are those of the well-known.
    `found_by_model` tells names that the recogniser saw from those that a rule added. (A tuple,
    since the rules make a changed copy of a mention oftener than anything else.)
    """

    start: int
    end: int
    type: str
    score: float
    rule: str = "model"
    found_by_model: bool = True
    role: str | None = None
    name: str | None = None
    iso: str | None = None
    kind: str | None = None
    stands_for: str | None = None
    wikidata_id: str | None = None
    geonames_id: int | None = None

    @property
    def link(self) -> str | None:
        """What the id of a well-known entity is made of: a city's GeoNames id, else Wikidata's."""
        if self.geonames_id is not None:
            return f"gn:{self.geonames_id}"
        return f"wd:{self.wikidata_id}" if self.wikidata_id else None


def from_spans(spans: Iterable[Span]) -> list[Mention]:
    """Turn a recogniser's spans into mentions; dates, numbers and unknown labels are dropped."""
    return [
        Mention(span.start, span.end, TYPE_OF_LABEL[span.label], span.score)
        for span in spans
        if span.label in TYPE_OF_LABEL
    ]


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """Sort mentions and drop every one that overlaps an earlier, or a longer of the same start."""
    listed = list(mentions)
    if all(one.end <= two.start for one, two in pairwise(listed)):  # most often they are
        return listed
    kept: list[Mention] = []
    for mention in sorted(listed, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def covered(mentions: Iterable[Mention], length: int) -> bytearray:
    """Return one byte for each code point of a text: 1 inside a mention."""
    marks = bytearray(length)
    for mention in mentions:
        marks[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return marks


def starts_sentence(text: str, start: int) -> bool:
    """Tell whether a word stands where any word would have a capital."""
    before = text[max(0, start - 4) : start].rstrip(" \"'“‘([")
    return not before or before[-1] in ".!?:\n•—"


def is_part_of_longer_name(text: str, start: int, end: int) -> bool:
    """Tell whether capitalised words touch a stretch, so that it may be a piece of a longer name.

    A capital before it that only opens a sentence does not count.
    """
    if NEXT_IS_NAME.match(text, end):
        return True
    before = LAST_WORD.search(text[max(0, start - 30) : start])
    if before is None or not before[1][0].isupper():
        return False
    return not starts_sentence(text, start - len(before[0])) and not before[1].endswith(".")
