"""Measures who is meant: B-cubed of the mentions that public sets link, and links to Wikidata.

The gold mentions are given to the article rules in place of a recogniser's, so that only the
joining of names is measured: `in article` compares mentions of one document, `across` those of
the whole set. Mentions without a Wikidata id, pronouns and noun phrases are left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from tasks.extract.article_rules import apply_rules, prepare
from tasks.extract.canonical import entity_id
from tasks.extract.mention import Mention
from tasks.extract.recogniser import Span

LINKED = ("aida-conll.dev", "news-fair-v2.dev", "oke-2016.train", "reuters-128.dev")
NAMED = frozenset({"PER", "ORG", "LOC", "MISC", "OTHER"})
NAME = re.compile(r"\b(?!(?:He|His|She|Her|It|Its|They|Their|I|We)\b)[A-Z0-9]")
Document = dict[str, object]


@dataclass(frozen=True)
class Joined:
    """One gold mention: the document, its Wikidata id, and the id that our rules give it."""

    document: str
    gold: str
    ours: str
    surface: str


@dataclass(frozen=True)
class Agreement:
    """B-cubed precision and recall of a partition, in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def gold_names(document: Document) -> list[dict[str, object]]:
    """Return a document's linked names: no pronouns, noun phrases or optional ones.

    Of names inside one another ("Houston, TX") the innermost count, for mentions never overlap.
    """
    text, spans = str(document["text"]), cast(list[dict[str, object]], document["spans"])
    names = [
        (cast(int, span["start"]), cast(int, span["end"]), span)
        for span in spans
        if span.get("wikidata") and not span.get("coref") and not span.get("optional")
        and span["type"] in NAMED
        and NAME.search(text, cast(int, span["start"]), cast(int, span["end"]))
    ]  # fmt: skip
    holding = {
        (s, e) for s, e, _ in names for a, b, _ in names if s <= a < b <= e and b - a < e - s
    }
    return [span for s, e, span in names if (s, e) not in holding]


def join(documents: Sequence[Document]) -> list[Joined]:
    """Run the article rules over the gold mentions and return what they join."""
    joined = []
    for document in documents:
        text, names = str(document["text"]), gold_names(document)
        article = prepare(None, text)
        spans = [
            Span(cast(int, s["start"]), cast(int, s["end"]), _label(str(s["type"])), 1.0)
            for s in names
        ]
        found = apply_rules(article, spans)
        for number, span in enumerate(names):
            start, end = cast(int, span["start"]), cast(int, span["end"])
            mention = _closest(found, start, end)
            ours = f"none {document['doc_id']} {number}"
            if mention:
                ours = entity_id(mention.type, mention.name or "", mention.iso, mention.link)
            gold = str(span["wikidata"])
            joined.append(Joined(str(document["doc_id"]), gold, ours, text[start:end]))
    return joined


def _label(kind: str) -> str:
    return {"PER": "PERSON", "LOC": "GPE", "OTHER": "MISC"}.get(kind, kind)


def _closest(mentions: list[Mention], start: int, end: int) -> Mention | None:
    """Return the mention that shares most code points with a stretch."""
    shared = [(min(m.end, end) - max(m.start, start), m) for m in mentions]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def b_cubed(gold: Sequence[Hashable], ours: Sequence[Hashable]) -> Agreement:
    """Compare two partitions of the same things (Bagga and Baldwin 1998)."""
    both, left, right = Counter(zip(gold, ours, strict=True)), Counter(gold), Counter(ours)
    precision = sum(n * n / right[o] for (_, o), n in both.items())
    recall = sum(n * n / left[g] for (g, _), n in both.items())
    return Agreement(precision / max(1, len(gold)), recall / max(1, len(gold)))


def agreement(joined: Sequence[Joined], within: bool) -> Agreement:
    """Return B-cubed over the mentions of a set, document by document when `within`."""
    scope = [j.document if within else "" for j in joined]
    gold = [(s, j.gold) for s, j in zip(scope, joined, strict=True)]
    ours = [(s, j.ours) for s, j in zip(scope, joined, strict=True)]
    return b_cubed(gold, ours)


def by_surface(joined: Sequence[Joined]) -> list[Joined]:
    """Return the mentions joined by their letters alone, case aside: what anybody could do."""
    return [replace(j, ours=j.surface.casefold()) for j in joined]


def errors(joined: Sequence[Joined], within: bool) -> Counter[tuple[str, str, str]]:
    """Count pairs of surfaces wrongly apart ("split") or together ("lumped"), once a document."""
    found: Counter[tuple[str, str, str]] = Counter()
    groups: defaultdict[str, list[Joined]] = defaultdict(list)
    for mention in joined:
        groups[mention.document if within else ""].append(mention)
    for members in groups.values():
        kinds = {(j.gold, j.ours, j.surface) for j in members}
        for gold, ours, surface in kinds:
            for other_gold, other_ours, other in kinds:
                if surface <= other and (gold == other_gold) != (ours == other_ours):
                    word = "split" if gold == other_gold else "lumped"
                    found[word, surface, other] += 1
    return found
