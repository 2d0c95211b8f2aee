"""GLiNER is one setting away: absent, it names its install line; present, it reads in pieces."""

import importlib.metadata
import importlib.util
import sys
from types import ModuleType

import pytest

from tasks.extract.gliner_model import LABELS, MOST_WORDS, WORD, GlinerRecogniser, pieces
from tasks.extract.recognise import check_model, recogniser
from tasks.extract.recogniser import ModelMissingError, UnknownModel

MODEL = "urchade/gliner_medium-v2.1"


@pytest.mark.skipif(importlib.util.find_spec("gliner") is not None, reason="gliner is installed")
def test_absent_it_says_how_to_install_it() -> None:
    for ask in (check_model, recogniser):
        with pytest.raises(ModelMissingError, match=r"run: pip install gliner==0\.2\.29$"):
            ask(f"gliner:{MODEL}")


@pytest.mark.parametrize("model", ["gliner:", "gliner:medium", "gliner:a/b/c", "gliner:a/b; rm"])
def test_a_name_of_another_form_is_refused(model: str) -> None:
    with pytest.raises(UnknownModel):
        check_model(model)


class Echo:
    """Finds every "Anna", and reads no more words than GLiNER does."""

    def __init__(self) -> None:
        self.longest = 0

    def predict_entities(
        self, text: str, labels: list[str], threshold: float
    ) -> list[dict[str, object]]:
        assert labels == list(LABELS)
        words = list(WORD.finditer(text))
        self.longest = max(self.longest, len(words))
        return [
            {"start": w.start(), "end": w.end(), "label": "person", "score": 0.9, "text": w[0]}
            for w in words[:MOST_WORDS]
            if w[0] == "Anna"
        ]


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Echo:
    fake, model = ModuleType("gliner"), Echo()
    fake.GLiNER = type("GLiNER", (), {"from_pretrained": staticmethod(lambda name: model)})  # type: ignore[attr-defined]
    found = importlib.util.find_spec("json")
    monkeypatch.setitem(sys.modules, "gliner", fake)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.2.29")
    return model


def test_a_long_text_is_read_in_pieces_that_fit(echo: Echo) -> None:
    text = "Anna met the others on Monday, as ever. " * 200 + "\n\n" + "Anna sang, " * 900 + "Anna"
    (spans,) = GlinerRecogniser(MODEL).extract([text])
    assert {text[s.start : s.end] for s in spans} == {"Anna"}
    assert len(spans) == text.count("Anna")
    assert echo.longest <= MOST_WORDS
    assert {s.label for s in spans} == {"PERSON"}


def test_pieces_end_at_sentences() -> None:
    text = "Anna met the others on Monday, as ever. " * 200
    found = [piece for _, piece in pieces(text)]
    assert len(found) > 3
    assert all(piece.endswith(".") for piece in found)


def test_weights_that_cannot_be_had_are_named(echo: Echo, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise OSError("no connection")

    monkeypatch.setattr(sys.modules["gliner"].GLiNER, "from_pretrained", refuse)
    with pytest.raises(ModelMissingError, match=f"hf download {MODEL}$"):
        GlinerRecogniser(MODEL)


def test_an_empty_text_has_no_piece() -> None:
    assert list(pieces("")) == list(pieces(" \n")) == []
