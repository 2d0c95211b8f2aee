"""Acronyms, short forms and ministries lead to the body that they stand for."""

import pytest

from tasks.extract.acronyms import find_acronyms
from tests.tasks.extract.scripted import read, told


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("the Old Harbour Board (OHB) met", "OHB"),
        ("the United Nations Command (UNC) met", "UNC"),
        ("a Terminal High Altitude Area Defence (Thaad) battery", "Thaad"),
        ("the Ministry of Sea and Sand (MSS) met", "MSS"),
    ],
)
def test_long_forms(text: str, short: str) -> None:
    assert [a.short for a in find_acronyms(text)] == [short]


@pytest.mark.parametrize(
    "text",
    [
        "the Old Harbour Board (Friday) met",
        "the Old Harbour Board (XYZ) met",
        "he won (USA) again",
        "old harbour board (OHB) met",
        "Harbour\nBoard (HB) met",
        "(OHB) alone",
    ],
)
def test_no_long_form(text: str) -> None:
    assert find_acronyms(text) == []


def test_an_acronym_is_named_and_found_again() -> None:
    text = "The Old Harbour Board (OHB) met. Later OHB left and the OHB's boat too."
    found = told(text, Old_Harbour_Board="ORG", OHB="PERSON")
    assert (
        found
        == [("Old Harbour Board", "ORG", "Old Harbour Board")]
        + [("OHB", "ORG", "Old Harbour Board")] * 3
    )


def test_a_foreign_acronym_behind_an_organisation() -> None:
    text = "The Freedom League of Arcadia (FLÖ) won. Voters of FLÖ cheered."
    found = told(text, **{"Freedom League of Arcadia": "ORG"})
    assert {m[2] for m in found} == {"Freedom League of Arcadia"}
    assert len(found) == 3


def test_a_country_in_brackets_is_no_acronym() -> None:
    found = told("Old Harbour Board (USA) won.", Old_Harbour_Board="ORG")
    assert found[-1][1:] == ("GPE", "United States")


def test_known_bodies_have_one_name() -> None:
    found = told("The U.N. Security Council met; the Security Council voted.")
    assert {m[2] for m in found} == {"United Nations Security Council"}


def test_the_first_word_stands_for_the_whole_name() -> None:
    text = "Jiji Press wrote. Others quoted Jiji."
    assert told(text, Jiji_Press="ORG", Jiji="ORG")[-1] == ("Jiji", "ORG", "Jiji Press")


def test_a_first_word_of_two_organisations_stands_for_itself() -> None:
    text = "Delta Bank and Delta Board met. Then Delta left."
    found = told(text, Delta_Bank="ORG", Delta_Board="ORG", Delta="ORG")
    assert found[-1] == ("Delta", "ORG", "Delta")


def test_a_ministry_belongs_to_the_country_beside_it() -> None:
    text = "A Japanese Foreign Ministry official spoke. Later the Foreign Ministry said no."
    found = told(text, Foreign_Ministry="ORG")
    assert [m[2] for m in found if m[1] == "ORG"] == ["Foreign Ministry (Japan)"] * 2


def test_a_ministry_of_two_countries_stays_open() -> None:
    text = (
        "The Japanese Foreign Ministry spoke to the Canadian Foreign Ministry. "
        "Then the Foreign Ministry replied."
    )
    found = [m[2] for m in told(text, Foreign_Ministry="ORG") if m[1] == "ORG"]
    assert found == ["Foreign Ministry (Japan)", "Foreign Ministry (Canada)", "Foreign Ministry"]


def test_the_majority_of_types_wins() -> None:
    article, mentions = read("Zorbia rose. Zorbia fell. It was Zorbia.", Zorbia="ORG")
    assert [m.type for m in mentions] == ["ORG"] * 3
    assert article.text_start == 0


def test_a_name_seen_once_and_missed_later_is_added() -> None:
    text = "Harbour Board members met. \nThe old harbour was full. He left the Harbour Board."
    found = told(text, Harbour_Board="ORG")
    assert len(found) == 2


def test_a_common_word_is_not_repeated() -> None:
    text = "He sang for Echo. She ran Echo. An echo came. Echo is loud."
    assert len(told(text, Echo="ORG")) == 3  # the scripted model itself finds all three
