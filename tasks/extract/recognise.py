"""The one shape every name recogniser has, and the choice among them by a model string."""

from dataclasses import dataclass
from functools import cache
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


def check_model(model: str) -> None:
    """Make sure that a model string can be loaded, without loading it.

    Raises UnknownModel for an unknown form, ModelMissingError for a package that is not installed,
    PayloadError for one that is not by its makers.
    """
    if model in ("none", "small"):
        return
    kind, _, package = model.partition(":")
    if kind == "gliner":
        from tasks.extract.gliner_model import check_gliner

        check_gliner(package)
        return
    if kind != "spacy" or not package.isidentifier():
        raise UnknownModel(
            f"unknown model {model!r}: write 'small', 'none', 'spacy:<package>' or "
            "'gliner:<owner>/<model>'"
        )
    from tasks.extract.spacy_model import package_dir

    package_dir(package)


@cache
def recogniser(model: str, batch_size: int = 24) -> Recogniser:
    """Load the recogniser that a model string names; a second call returns the first's result.

    `model` is ``small`` (this project's own), ``none``, ``spacy:<package>`` or
    ``gliner:<owner>/<model>``. Raises UnknownModel for any other form, ModelMissingError when the
    package is not installed, and PayloadError when its files are not the ones this project trusts.
    """
    check_model(model)
    if model == "none":
        return NoRecogniser()
    if model == "small":
        from tasks.extract.small_model import SmallRecogniser

        return SmallRecogniser()
    kind, _, package = model.partition(":")
    if kind == "gliner":
        from tasks.extract.gliner_model import GlinerRecogniser

        return GlinerRecogniser(package)
    from tasks.extract.spacy_model import SpacyRecogniser

    return SpacyRecogniser(package, batch_size)
