"""The one shape every name recogniser has, and what can be wrong with one."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that a recogniser takes for a name.

    `start` and `end` are code points, half-open; `label` is the recogniser's own word for the
    type (`article_rules.TYPE_OF_LABEL` translates it); `score` is in [0, 1].
    """

    start: int
    end: int
    label: str
    score: float


class Recogniser(Protocol):
    """Finds names in texts; the rest of the stage does not care how."""

    @property
    def name(self) -> str:
        """What `mentions.model` says: the model string and the version loaded."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """The languages the model is for, as two-letter codes; empty means any."""
        ...

    def extract(self, texts: list[str]) -> list[list[Span]]:
        """Return, for each text, its spans in order; no two of a text overlap."""
        ...


class NoRecogniser:
    """Finds nothing: the model string ``none``, for tables without entities."""

    name = "none"
    languages: frozenset[str] = frozenset()

    def extract(self, texts: list[str]) -> list[list[Span]]:
        """Return an empty list for each text."""
        return [[] for _ in texts]


class ModelMissingError(RuntimeError):
    """The model asked for is not installed; the message ends with the line that installs it."""


class UnknownModel(ValueError):
    """A model string of no form that this project knows."""


class PayloadError(RuntimeError):
    """A model's files are not the files that this project was measured with."""
