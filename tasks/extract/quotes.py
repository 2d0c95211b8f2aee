"""Finds quotations, and who is quoted by which verb of speaking."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.mention import Mention
from tasks.extract.quote_marks import Quoted, quoted_stretches
from tasks.extract.speaker import Attribution, Speaker, attribution

FEWEST_WORDS = 4  # shorter ones without a speaker are scare quotes and titles
CARRIED_SCORE = 0.7
UNNAMED_SCORE = 0.3


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: the stretch inside the marks, its kind, and its speaker if one is named.

    `score` is the confidence in the speaker; without one, in its being a quotation at all.
    """

    start: int
    end: int
    kind: str
    cue: str | None
    speaker: Speaker | None
    score: float


def kind_of(words: str) -> str:
    """Return ``direct`` for words that begin and end like a sentence, else ``mixed``."""
    inside = words.strip()
    whole = inside[:1].isupper() and inside[-1:] in ".,!?…—-" and len(inside.split()) > 2
    return "direct" if whole else "mixed"


def find_quotes(text: str, mentions: list[Mention]) -> list[Quote]:
    """Return the quotations of a text in order, none inside another.

    `mentions` are those of the same string; they tell which words before a verb are a name.
    A quotation without a verb of its own takes the speaker of the one before it, in its
    paragraph or, where a paragraph is nothing but quotation, in the one before.
    """
    return list(_quotes(text, mentions))


def _quotes(text: str, mentions: list[Mention]) -> Iterator[Quote]:
    last: Attribution | None = None
    last_paragraph = -1
    stretches = quoted_stretches(text)
    for index, quoted in enumerate(stretches):
        found = attribution(text, mentions, stretches, index)
        score = 0.0
        if found is not None:
            score, last = found.score, found
        elif last is not None and _goes_on(text, stretches, index, last_paragraph):
            found, score = last, CARRIED_SCORE
        else:
            last = None if quoted.opens_paragraph else last
        if found is not None:
            last_paragraph = quoted.paragraph
        words = text[quoted.start : quoted.end]
        if found is None and (kind_of(words) == "mixed" or len(words.split()) < FEWEST_WORDS):
            continue
        yield Quote(
            quoted.start,
            quoted.end,
            kind_of(words),
            found.cue if found else None,
            found.speaker if found else None,
            score or UNNAMED_SCORE,
        )


def _goes_on(text: str, stretches: list[Quoted], index: int, last_paragraph: int) -> bool:
    """Tell whether a quotation without a verb continues the one before it."""
    quoted, before = stretches[index], stretches[index - 1] if index else None
    if before is None or kind_of(text[quoted.start : quoted.end]) == "mixed":
        return False
    if quoted.paragraph == last_paragraph:
        return True
    fills = quoted.opens_paragraph and quoted.ends_paragraph
    return quoted.paragraph == last_paragraph + 1 and (before.unclosed or fills)
