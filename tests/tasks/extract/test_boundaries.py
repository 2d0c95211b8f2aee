"""A name begins and ends at its own letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.boundaries import trim, trim_boundaries
from tasks.extract.mention import Mention


def trimmed(found: str, entity_type: str = "ORG") -> list[str]:
    text = f"xx {found} yy"
    mention = Mention(3, 3 + len(found), entity_type, 0.9)
    return [text[m.start : m.end] for m in trim_boundaries(text, [mention])]


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("the United Nations", "United Nations"),
        ("The Harbour Board's", "Harbour Board"),
        ("Harbour Board’s", "Harbour Board"),
        ("the Joneses'", "Joneses"),
        ('"Harbour Board,"', "Harbour Board"),
        ("Harbour Board.", "Harbour Board"),
        ("(Harbour Board", "Harbour Board"),
        ("Harbour Board (", "Harbour Board"),
        ("Harbour Board (HB", "Harbour Board"),
        ("Politics\n\nHarbour Board", "Harbour Board"),
        ("Harbour Board • Charter Schools", "Harbour Board"),
    ],
)
def test_edges_are_trimmed(found: str, kept: str) -> None:
    assert trimmed(found) == [kept]


@pytest.mark.parametrize(
    "found", ["U.S.", "Acme Inc.", "Martin Vale Jr.", "Robert B.", "Theodore", "Thera", "O'Neill"]
)
def test_what_belongs_to_a_name_stays(found: str) -> None:
    assert trimmed(found) == [found]


@pytest.mark.parametrize(
    ("found", "entity_type", "kept"),
    [
        ("U.S.-led", "GPE", "U.S."),
        ("anti-Japan", "NORP", "Japan"),
        ("Kent 244", "GPE", "Kent"),
        ("Anna Berg - Analyst", "PERSON", "Anna Berg"),
        ("Ancaster and", "GPE", "Ancaster"),
    ],
)
def test_loose_words_are_cut(found: str, entity_type: str, kept: str) -> None:
    assert trimmed(found, entity_type) == [kept]


def test_an_employer_is_no_part_of_a_person() -> None:
    assert trimmed("KTVN's Ann Berg", "PERSON") == ["Ann Berg"]


@pytest.mark.parametrize("found", ["Formula 1", "Boeing 747", "Radio 4"])
def test_numbers_stay_with_organisations(found: str) -> None:
    assert trimmed(found, "ORG") == [found]


@pytest.mark.parametrize("found", ["the", "...", "yesterday", "'s", "a", "x" * 3, "A" + "b" * 200])
def test_what_is_no_name_is_dropped(found: str) -> None:
    assert trimmed(found) == []


@given(st.text("aB .,'’\"()\n-s5é", max_size=40), st.data())
def test_trimming_stays_inside_and_never_crosses_a_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = trim(text, start, end)
    assert start <= low <= end
    assert high <= end
    assert "\n" not in text[low:high]


@pytest.mark.parametrize(
    ("found", "entity_type", "kept"),
    [
        ("Saskatoon - Rosetown - Biggar", "GPE", "Saskatoon - Rosetown - Biggar"),
        ("Rosetown - 15 - Berg", "GPE", "Rosetown"),
        ("Ann Berg - Rosetown", "PERSON", "Ann Berg"),
        ("Rosetown - a town", "GPE", "Rosetown"),
    ],
)
def test_a_riding_of_several_towns_is_one_place(found: str, entity_type: str, kept: str) -> None:
    assert trimmed(found, entity_type) == [kept]
