"""Runs a GLiNER model, for who installs it: names are asked for by label, in pieces it can read."""

import importlib.metadata
import importlib.util
import re
from collections.abc import Iterator
from typing import Protocol, cast

from tasks.extract.recogniser import ModelMissingError, Span, UnknownModel

VERSION = "0.2.29"
INSTALL = f"pip install gliner=={VERSION}"
MODEL_NAME = re.compile(r"[\w.-]+/[\w.-]+")
WORD = re.compile(r"\w+(?:[-_]\w+)*|\S")  # what GLiNER counts as a word
MOST_WORDS = 384  # it reads no further, and does not say so
BREAKS = re.compile(r"\n+|(?<=[.!?])[\"”’)]* +")
LEAST_SCORE = 0.5
LABELS = {"person": "PERSON", "organization": "ORG", "country or city": "GPE", "location": "LOC"}
"""What is asked for, and our label for the answer."""


class Predictor(Protocol):
    """The part of GLiNER's model that is used."""

    def predict_entities(
        self, text: str, labels: list[str], threshold: float
    ) -> list[dict[str, object]]:
        """Return start, end, label and score of each name of a text."""
        ...


def check_gliner(model: str) -> None:
    """Make sure that GLiNER is there and `model` has the form of its models' names.

    Raises UnknownModel and ModelMissingError, which ends with the line that installs it.
    """
    if not MODEL_NAME.fullmatch(model):
        raise UnknownModel(f"unknown model 'gliner:{model}': write 'gliner:<owner>/<model>'")
    if importlib.util.find_spec("gliner") is None:
        raise ModelMissingError(f"gliner is not installed; run: {INSTALL}")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text into (offset, piece) of at most MOST_WORDS words, at lines and sentences if any.

    A stretch without a break that is longer is cut between words.
    """
    words = [word.span() for word in WORD.finditer(text)]
    ends = {found.start() for found in BREAKS.finditer(text)} | {len(text)}
    first = 0
    while first < len(words):
        last = min(first + MOST_WORDS, len(words))
        stop = last
        while last < len(words) and stop > first and words[stop - 1][1] not in ends:
            stop -= 1
        stop = stop if stop > first else last
        start, end = words[first][0], words[stop - 1][1]
        yield start, text[start:end]
        first = stop


class GlinerRecogniser:
    """One GLiNER model, asked for people, organisations and places."""

    languages: frozenset[str] = frozenset()

    def __init__(self, model: str) -> None:
        check_gliner(model)
        gliner = importlib.import_module("gliner")
        try:
            loaded = gliner.GLiNER.from_pretrained(model)
        except OSError as error:
            raise ModelMissingError(
                f"the weights of {model} cannot be loaded ({error}); "
                f"run once with a connection: hf download {model}"
            ) from error
        self._model = cast(Predictor, loaded)
        self.name = f"gliner:{model} {importlib.metadata.version('gliner')}"

    def extract(self, texts: list[str]) -> list[list[Span]]:
        """Return the spans of each text, in its own offsets."""
        return [list(self._spans(text)) for text in texts]

    def _spans(self, text: str) -> Iterator[Span]:
        reached = 0
        for offset, piece in pieces(text):
            found = self._model.predict_entities(piece, list(LABELS), LEAST_SCORE)
            for name in sorted(found, key=lambda n: (cast(int, n["start"]), -cast(int, n["end"]))):
                start, end = offset + cast(int, name["start"]), offset + cast(int, name["end"])
                if start >= reached:
                    score = float(cast(float, name["score"]))
                    yield Span(start, end, LABELS[str(name["label"])], score)
                    reached = end
