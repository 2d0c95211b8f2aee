"""Scores the speakers of quotations against PolNeAR's attributions."""

import time
from dataclasses import dataclass
from typing import cast

from tasks.extract.article_rules import apply_rules, prepare
from tasks.extract.quote_marks import quoted_stretches
from tasks.extract.quotes import Quote, find_quotes
from tasks.extract.recogniser import Recogniser

Stretches = list[list[int]]
Attributed = dict[str, Stretches]


@dataclass(frozen=True)
class QuoteScore:
    """Shares of right speakers among those given and asked for, and the cost in CPU seconds."""

    precision: float
    recall: float
    gold: int
    words: int
    seconds: float


def _touches(stretches: Stretches, start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in stretches)


def _agrees(quote: Quote, attributed: Attributed) -> bool:
    """Whether a quotation lies in the attributed words and its speaker touches their source."""
    speaker = quote.speaker
    return (
        speaker is not None
        and _touches(attributed["content"], quote.start, quote.end)
        and _touches(attributed["source"], speaker.start, speaker.end)
    )


def measure_quotes(documents: list[dict[str, object]], engine: Recogniser) -> QuoteScore:
    """Find the quotations of PolNeAR documents and compare their speakers.

    Asked for are the attributions with a source whose words hold a quoted stretch. A speaker is
    right when it overlaps the source of an attribution that overlaps its quotation.
    """
    texts = [str(d["text"]) for d in documents]
    articles = [prepare(None, text) for text in texts]
    spans = engine.extract([article.read for article in articles])
    mentions = [apply_rules(a, s) for a, s in zip(articles, spans, strict=True)]
    start = time.process_time()
    quotes = [find_quotes(text, m) for text, m in zip(texts, mentions, strict=True)]
    seconds = time.process_time() - start
    given = right = gold = reached = 0
    for document, text, found in zip(documents, texts, quotes, strict=True):
        known = [a for a in cast(list[Attributed], document["attributions"]) if a["source"]]
        quoted = quoted_stretches(text)
        asked = [a for a in known if any(_touches(a["content"], q.start, q.end) for q in quoted)]
        spoken = [q for q in found if q.speaker]
        given += len(spoken)
        right += sum(any(_agrees(q, a) for a in known) for q in spoken)
        gold += len(asked)
        reached += sum(any(_agrees(q, a) for q in spoken) for a in asked)
    words = sum(len(text.split()) for text in texts)
    return QuoteScore(right / max(given, 1), reached / max(gold, 1), gold, words, seconds)
