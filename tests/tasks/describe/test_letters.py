"""Capital and small letters are counted as Unicode knows them, whatever the text's bytes."""

import unicodedata

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tasks.describe.letters import count_letters


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)))
def test_counts_are_those_of_the_unicode_categories(texts: list[str | None]) -> None:
    capitals, letters = count_letters(pl.Series(texts, dtype=pl.String))
    kinds = [[unicodedata.category(c) for c in text or ""] for text in texts]
    assert capitals.to_list() == [row.count("Lu") for row in kinds]
    assert letters.to_list() == [row.count("Lu") + row.count("Ll") for row in kinds]


def test_a_slice_is_counted_as_a_whole_column_is() -> None:
    texts = pl.Series(["Über Ähren", None, "ЯБЛОКО и 𐐀 𝐀", "ends"])
    capitals, letters = count_letters(texts.slice(2, 1))
    assert (capitals.to_list(), letters.to_list()) == ([8], [9])
