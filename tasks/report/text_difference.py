"""Tells two texts apart sentence by sentence: what both have, what was added, removed or moved."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

CHARACTERS_COMPARED = 100_000  # of each text; the rest is left out, and `is_cut` says so
SENTENCES_COMPARED = 2_000

Change = Literal["kept", "added", "removed", "moved"]

# "Mr. Smith" is cut here, too; so it is in both texts.
_SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"”’»)\]]*(?=\s+(?![a-z\s]))|[。！？][」』”’]*|$)")


@dataclass(frozen=True)
class Sentence:
    """A sentence of either text; one that both have is quoted from the second."""

    change: Change
    text: str


@dataclass(frozen=True)
class Difference:
    """What a text of a cluster (`article_id`) made of another (`against`), in reading order.

    `is_cut` says that a text was too long to be compared to its end.
    """

    article_id: str
    against: str
    sentences: tuple[Sentence, ...]
    is_cut: bool = False

    def count(self, change: Change) -> int:
        """Sentences of one kind."""
        return sum(sentence.change == change for sentence in self.sentences)

    @property
    def changes(self) -> tuple[Sentence, ...]:
        """The sentences that are not simply kept."""
        return tuple(s for s in self.sentences if s.change != "kept")


def difference(article_id: str, text: str, against: str, other: str) -> Difference:
    """Compare the text of an article with that of `against`, the one it is held against.

    Two sentences are equal when their words are, without regard to case and punctuation. Of those
    that both texts have, as many as stand in one order are kept, and the others moved.
    """
    old, new = _sentences(other), _sentences(text)
    old_keys, new_keys = [_key(s) for s in old], [_key(s) for s in new]
    return Difference(
        article_id,
        against,
        tuple(_walk(old, old_keys, new, new_keys)),
        is_cut=_is_long(text, new) or _is_long(other, old),
    )


def _sentences(text: str) -> list[str]:
    lines = text[:CHARACTERS_COMPARED].split("\n")
    found = [match[0].strip() for line in lines for match in _SENTENCE.finditer(line)]
    return found[:SENTENCES_COMPARED]


def _is_long(text: str, sentences: Sequence[str]) -> bool:
    return len(text) > CHARACTERS_COMPARED or len(sentences) == SENTENCES_COMPARED


def _key(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold())) or sentence


def _walk(
    old: Sequence[str], old_keys: Sequence[str], new: Sequence[str], new_keys: Sequence[str]
) -> Iterator[Sentence]:
    """Yield all sentences in reading order; between two kept ones what was removed comes first."""
    partners = _partners(old_keys, new_keys)
    kept = _rising(partners)
    taken = {partner for partner in partners if partner is not None}
    waiting: list[Sentence] = []
    at = 0
    for place, partner in enumerate(partners):
        if place not in kept or partner is None:
            waiting.append(Sentence("added" if partner is None else "moved", new[place]))
            continue
        yield from (Sentence("removed", old[i]) for i in range(at, partner) if i not in taken)
        yield from waiting
        yield Sentence("kept", new[place])
        waiting, at = [], partner + 1
    yield from (Sentence("removed", old[i]) for i in range(at, len(old)) if i not in taken)
    yield from waiting


def _partners(old_keys: Sequence[str], new_keys: Sequence[str]) -> list[int | None]:
    """Match the first of equal sentences with the first, the second with the second, and so on."""
    places: dict[str, deque[int]] = {}
    for place, key in enumerate(old_keys):
        places.setdefault(key, deque()).append(place)
    return [places[key].popleft() if places.get(key) else None for key in new_keys]


def _rising(partners: Sequence[int | None]) -> set[int]:
    """Return the places of the longest rising run of partners: what is in order in both texts."""
    ends: list[int] = []  # by length of a run: the lowest partner that ends one
    tails: list[int] = []  # and its place
    before: dict[int, int | None] = {}
    for place, partner in enumerate(partners):
        if partner is None:
            continue
        length = bisect_left(ends, partner)
        before[place] = tails[length - 1] if length else None
        ends[length : length + 1] = [partner]
        tails[length : length + 1] = [place]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
