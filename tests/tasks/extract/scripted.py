"""A recogniser that knows a fixed list of names, so that rules are tested without a model."""

import re

from tasks.extract.article_rules import Article, apply_rules, prepare
from tasks.extract.mention import Mention
from tasks.extract.recogniser import Span


class Scripted:
    """Finds each given surface wherever it stands as a whole word, with the label given for it."""

    name = "scripted 1"
    languages: frozenset[str] = frozenset()

    def __init__(self, **labels: str) -> None:
        self._labels = {surface.replace("_", " "): label for surface, label in labels.items()}

    def extract(self, texts: list[str]) -> list[list[Span]]:
        if not self._labels:
            return [[] for _ in texts]
        names = sorted(self._labels, key=lambda name: -len(name))
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
        return [
            [Span(*found.span(), self._labels[found[0]], 0.9) for found in pattern.finditer(text)]
            for text in texts
        ]


def read(text: str, headline: str | None = None, **labels: str) -> tuple[Article, list[Mention]]:
    """Run all rules over a text in which the scripted recogniser finds the given names."""
    article = prepare(headline, text)
    return article, apply_rules(article, Scripted(**labels).extract([article.read])[0])


def told(text: str, headline: str | None = None, **labels: str) -> list[tuple[str, str, str]]:
    """Return (surface, type, canonical name) of every mention, in order."""
    article, mentions = read(text, headline, **labels)
    return [(article.printed[m.start : m.end], m.type, m.name or "") for m in mentions]
