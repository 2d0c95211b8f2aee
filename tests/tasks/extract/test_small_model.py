"""Our own recogniser: whole lines, any text, the same names in any company, and checked weights."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.recognise import recogniser
from tasks.extract.recogniser import PayloadError, Recogniser
from tasks.extract.small_model import SmallRecogniser
from tasks.extract.tagger_labels import LABELS, NEVER, best_labels, may_follow
from tasks.extract.tagger_tokens import tokenise
from tasks.extract.tagger_weights import RECORD, checked
from tasks.extract.tagger_words import FACTS, Lexicon, SortedKeys, shape

STORY = (
    "Anna Berg, the mayor of Helsinki, met Barack Obama in Tokyo on Monday.\n\n"
    "The United Nations said that talks with North Korea would go on, Obama's office added."
)


@pytest.fixture(scope="module")
def small() -> Recogniser:
    return recogniser("small")


def named(small: Recogniser, text: str) -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.label) for s in small.extract([text])[0]}


def test_it_finds_people_places_and_bodies(small: Recogniser) -> None:
    found = named(small, STORY)
    assert {("Barack Obama", "PERSON"), ("Tokyo", "GPE"), ("North Korea", "GPE")} <= found
    assert ("United Nations", "ORG") in found


def test_the_name_holds_the_version(small: Recogniser) -> None:
    assert re.fullmatch(r"small \d+", small.name)
    assert small.languages == {"en"}


def test_other_weights_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "small_model.npz"
    weights.write_bytes(b"not the ones")
    with pytest.raises(PayloadError, match=re.escape(str(weights))):
        checked(weights, RECORD)
    with pytest.raises(PayloadError):
        checked(tmp_path / "missing.npz", RECORD)


def test_names_do_not_depend_on_the_company(small: Recogniser) -> None:
    texts = [STORY, "", "Mr. Li Wei left Paris.", STORY * 40, "x\n\ny", "Berlin"]
    together = small.extract(texts)
    alone = [SmallRecogniser().extract([text])[0] for text in texts]
    assert together == alone
    assert small.extract(texts[::-1])[::-1] == together


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_read(small: Recogniser, texts: list[str]) -> None:
    for text, spans in zip(texts, small.extract(texts), strict=True):
        reached = 0
        for span in spans:
            assert reached <= span.start < span.end <= len(text)
            assert "\n" not in text[span.start : span.end]
            reached = span.end


def test_spans_of_a_long_text_are_in_its_own_offsets(small: Recogniser) -> None:
    text = "The harbour was quiet and nobody came.\n\n" * 900 + "Barack Obama visited Tokyo."
    assert {("Barack Obama", "PERSON"), ("Tokyo", "GPE")} <= named(small, text)


@given(st.text(max_size=200))
def test_pieces_put_together_are_the_text(text: str) -> None:
    pieces, ends = tokenise(text)
    assert "".join(pieces) == text
    assert ends.tolist() == [len("".join(pieces[: n + 1])) for n in range(len(pieces))]


def test_abbreviations_and_possessives_are_words() -> None:
    pieces, _ = tokenise("Mr. Kim of the U.S. didn't see Abe's N.K.-based 1,000.5 men.")
    assert {"Mr.", "U.S.", "didn't", "Abe", "'s", "1,000.5"} <= set(pieces)


def test_a_word_is_described_by_its_writing() -> None:
    assert shape("McDonald") == "XxXxxx"
    assert shape("2017-18") == "ddd-dd"
    none = SortedKeys(np.zeros(0, np.int64), np.zeros(0, np.int32))
    rows, facts = Lexicon(none, {}, {}).describe(["Obama", "\n"])
    assert rows.shape == (2, 5)
    assert facts.shape == (2, FACTS)


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(1, 2**16 - 1)), st.integers(0, 9))
def test_sorted_keys_are_a_mapping(entries: dict[int, int], absent: int) -> None:
    keys = np.array(sorted(entries), np.int64)
    found = SortedKeys(keys, np.array([entries[int(k)] for k in keys], np.int32))
    assert dict(found) == entries
    assert found.row(absent) == entries.get(absent, 0)


@given(st.integers(0, 2**32 - 1))
def test_the_best_labels_may_follow_one_another(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = rng.normal(0, 3, (12, LABELS)).astype(np.float32)
    ends = np.arange(12) == 7
    allowed = may_follow()
    steps = np.where(allowed, 0, NEVER).astype(np.float32)
    found = best_labels(weights, steps, ends)
    assert found[7] == 0
    for before, after in pairwise(found):
        assert allowed[before, after]
    # nothing beats the sequence that tries every label at every word
    best = np.where(allowed[0], weights[0], NEVER)
    for word in weights[1:7]:
        best = (best[:, None] + steps).max(0) + word
    can_end = allowed[:, 0]
    total = sum(float(weights[n, found[n]]) for n in range(7))
    assert np.isclose(total, best[can_end].max(), atol=1e-3)
