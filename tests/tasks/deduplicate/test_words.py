"""Checks the kernels against plain Python: which words there are, and where they lie."""

import unicodedata
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.deduplicate.arrays import Ragged, text_buffers
from tasks.deduplicate.normalise import fold_table
from tasks.deduplicate.sample import sample
from tasks.deduplicate.shingles import SHINGLE, WORD_BITS
from tasks.deduplicate.store import WordStore
from tasks.deduplicate.words import FIGURE, MOST_OF_ONE, NAME, fold_words, word_spans
from tests.tasks.deduplicate.plain import words

TEXTS = st.lists(st.text(max_size=60) | st.none(), max_size=5)


def codes(text: str) -> list[int]:
    return (fold_words(pl.Series([text], dtype=pl.String)).values >> WORD_BITS).tolist()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_there_are_as_many_words_as_plain_python_finds(texts: list[str | None]) -> None:
    found = fold_words(pl.Series(texts, dtype=pl.String))
    assert np.diff(found.offsets).tolist() == [len(words(text or "")) for text in texts]


def test_every_code_point_does_what_plain_python_says() -> None:
    every = [f"a{chr(c)}0" for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    counts = np.diff(fold_words(pl.Series(every)).offsets)
    assert [t for t, n in zip(every, counts, strict=True) if n != len(words(t))] == []


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_equal_words_have_equal_codes(text: str) -> None:
    names = words(text)
    pairs = set(zip(names, codes(text), strict=True))
    assert len(pairs) == len(set(names)) == len({code for _, code in pairs})


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_composed_and_decomposed_spellings_are_equal(text: str) -> None:
    assert codes(unicodedata.normalize("NFC", text)) == codes(unicodedata.normalize("NFD", text))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_spans_cut_the_words_out_of_the_bytes(texts: list[str | None]) -> None:
    series = pl.Series(texts, dtype=pl.String)
    data, places = text_buffers(series)
    spans, ends = word_spans(data, places, np.full(len(series), 10**6))
    for i, text in enumerate(texts):
        cut = [data[a:b].tobytes().decode() for a, b in spans[ends[i] : ends[i + 1]]]
        assert all(set(words(c)) & {w} for c, w in zip(cut, words(text or ""), strict=True))


def test_marks_say_what_is_a_figure_and_what_a_name() -> None:
    marks = fold_words(pl.Series(["The mayor of Oslo paid 1,200 kroner. Nobody asked."])).values
    assert [int(m) & 3 for m in marks] == [0, 0, 0, NAME, 0, FIGURE, FIGURE, 0, 0, 0]


@pytest.mark.parametrize("room", [0, 3, 9, 2**60])
def test_words_are_kept_in_whatever_room_there_is(tmp_path: Path, room: int) -> None:
    with WordStore(tmp_path / "words.bin", room) as store:
        for texts in ([[1, 2], []], [[3, 4, 5]]):
            ends = np.cumsum([0, *map(len, texts)]).astype(np.int64)
            words = np.array([word for text in texts for word in text], np.uint32)
            store.append(store.write(Ragged(words, ends)))
        store.open(np.array([2, 0, 1]))
        taken = store.take(np.arange(3))
        assert taken.values.tolist() == [3, 4, 5, 1, 2]
        assert taken.offsets.tolist() == [0, 3, 5, 5]
        assert (tmp_path / "words.bin").exists() == (room != 9)
    assert not (tmp_path / "words.bin").exists()


def _no_heads(texts: int) -> Ragged:
    return Ragged(np.empty(0, np.uint32), np.zeros(texts + 1, np.int64))


def test_samples_depend_on_the_text_alone_and_are_bounded() -> None:
    long = " ".join(f"word{k}" for k in range(20_000))
    texts = fold_words(pl.Series(["", "one", "a b c d e f", long]))
    sampled = sample(texts, _no_heads(4), 16, 12, 500, 40)
    assert np.diff(sampled.offsets).tolist() == [0, 1, 2, 500]
    assert len(sample(texts, _no_heads(4), 16, 12, 10**6, 40).values) - 3 > 20_000 / 16 * 0.8
    alone = sample(fold_words(pl.Series([long])), _no_heads(1), 16, 12, 500, 40)
    assert alone.values.tolist() == sampled.values[3:].tolist()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 6), st.integers(1, 99))
def test_a_sample_has_what_lies_across_the_headline(
    head: int, body: int, one_in: int, most: int
) -> None:
    """A page that prints both has these shingles; a text without words has no sample."""
    headline, text = (
        " ".join(f"{name}{k}" for k in range(n)) for name, n in (("head", head), ("word", body))
    )
    heads, texts, printed = (
        fold_words(pl.Series([t])) for t in (headline, text, headline + " " + text)
    )
    bounds = (one_in, 0, 10**6, 10**6)
    alone, both = sample(texts, _no_heads(1), *bounds), sample(texts, heads, *bounds)
    page = sample(printed, _no_heads(1), *bounds)
    expected = set(alone.values.tolist())
    if body and head + body >= SHINGLE:
        expected |= set(page.values.tolist())
    assert set(both.values.tolist()) == expected
    bounded = sample(texts, heads, one_in, 0, most, 10**6)
    assert len(bounded.values) == min(most, len(both.values))


@settings(max_examples=200, deadline=None)
@given(st.text("abcXYZ019é½ß’ 漢.", max_size=90), st.integers(0, 9))
def test_a_words_code_does_not_depend_on_where_it_lies(text: str, shift: int) -> None:
    """ASCII is read eight bytes at a time, the last bytes of a buffer one by one."""
    before = ["x" * shift] if shift else []
    alone = codes(text)
    amid = fold_words(pl.Series([*before, text, "and more after it"]))
    first, last = amid.offsets[len(before)], amid.offsets[len(before) + 1]
    assert (amid.values[first:last] >> WORD_BITS).tolist() == alone


def test_long_words_differ_in_every_place() -> None:
    word = "abcdefghijklmnopqrstuvwxyz0123456789"
    others = [word[:k] + "q" * (word[k] != "q") + word[k + 1 :] for k in range(len(word))]
    others += [word[:k] for k in range(1, len(word))]
    assert len({codes(w)[0] for w in [word, *others]}) == len({word, *others})


def test_no_character_stands_for_more_words_than_there_is_room_for() -> None:
    table = fold_table()
    assert np.diff(table.starts).max() < MOST_OF_ONE
