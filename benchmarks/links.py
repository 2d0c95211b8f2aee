"""Measures links to Wikidata end to end: names are recognised, joined and linked as in a run.

Gold are the named people, organisations and places that a set links, in the stretch of each
document that it annotates. A link of ours counts as right when a gold span that it touches has
its id, as wrong otherwise, also where the set has no name or one it could not link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from benchmarks.clustering import Document, gold_names
from tasks.extract.article_rules import apply_rules, prepare
from tasks.extract.gazetteer import country_of_code
from tasks.extract.known import wikidata_of_region
from tasks.extract.mention import Mention
from tasks.extract.recogniser import Recogniser

KINDS = ("PER", "ORG", "LOC")


@dataclass(frozen=True)
class Linked:
    """Links that are right, links made, and gold names to link."""

    right: int
    made: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        """The share of our links that the gold has."""
        return self.right / max(1, self.made)

    @property
    def recall(self) -> float:
        """The share of the gold names that a right link of ours touches."""
        return self.found / max(1, self.gold)


def wikidata_of(mention: Mention) -> str | None:
    """Return the id that `entities.wikidata_id` has for a mention's entity."""
    if mention.type != "GPE" or mention.iso is None:
        return mention.wikidata_id
    place = country_of_code().get(mention.iso)
    return place.wikidata_id or wikidata_of_region().get(place.name) if place else None


def measure_links(documents: Sequence[Document], engine: Recogniser) -> Linked:
    """Link the names of all documents and compare."""
    right = made = gold = found = 0
    for document in documents:
        text = str(document["text"])
        low, high = cast(list[int], document.get("eval_span") or [0, len(text)])
        article = prepare(None, text)
        mentions = apply_rules(article, engine.extract([article.read])[0])
        ours = [
            (m.start, m.end, wikidata)
            for m in mentions
            if low <= m.start and m.end <= high and (wikidata := wikidata_of(m))
        ]
        spans = [
            (cast(int, s["start"]), cast(int, s["end"]), s.get("wikidata"))
            for s in cast(list[dict[str, object]], document["spans"])
            if not s.get("coref")
        ]
        made += len(ours)
        right += sum(_touched(link, spans) for link in ours)
        names = [s for s in gold_names(document) if s["type"] in KINDS]
        gold += len(names)
        wanted = [(cast(int, s["start"]), cast(int, s["end"]), s["wikidata"]) for s in names]
        found += sum(_touched(name, ours) for name in wanted)
    return Linked(right, made, gold, found)


def _touched(one: tuple[int, int, object], others: Sequence[tuple[int, int, object]]) -> bool:
    start, end, wikidata = one
    return any(s < end and start < e and wikidata == other for s, e, other in others)
