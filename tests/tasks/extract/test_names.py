"""Surnames lead to full names, in both orders of names."""

import pytest

from tasks.extract.name_order import surname
from tests.tasks.extract.scripted import read, told


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Moon Jae In", "Moon"),
        ("Kim Yo Jong", "Kim"),
        ("Park Geun Hye", "Park"),
        ("Park Geun-hye", "Park"),
        ("Lee Do-hoon", "Lee"),
        ("Xi Jinping", "Xi"),
        ("Nguyen Van Linh", "Linh"),
        ("John Kerry", "Kerry"),
        ("Donald J. Trump", "Trump"),
        ("Martin Vale Jr.", "Vale"),
        ("Vincent van Gogh", "Gogh"),
        ("Park Robinson", "Robinson"),
        ("Kim Kardashian", "Kardashian"),
        ("Shinzo Abe", "Abe"),
        ("Jack Ma", "Ma"),
    ],
)
def test_the_family_name(name: str, family: str) -> None:
    assert surname(name) == family


@pytest.mark.parametrize("name", ["Madonna", "Jr.", "", "Vincent van"])
def test_no_family_name(name: str) -> None:
    assert surname(name) is None


def test_a_surname_is_retyped_and_named() -> None:
    text = "John Kerry spoke in Rome. Later Kerry left."
    assert told(text, John_Kerry="PERSON", Kerry="ORG")[-1] == ("Kerry", "PERSON", "John Kerry")


def test_a_missed_surname_is_added() -> None:
    text = "John Kerry spoke. In the evening Kerry left, and Kerry's aides too."
    assert [m[2] for m in told(text, John_Kerry="PERSON")] == ["John Kerry"] * 3


def test_of_two_bearers_the_nearest_before_is_meant() -> None:
    text = "Hillary Clinton won. Bill Clinton cheered. Then Clinton sang."
    found = told(text, Hillary_Clinton="PERSON", Bill_Clinton="PERSON")
    assert found[-1] == ("Clinton", "PERSON", "Bill Clinton")


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May spoke. The vote is set for May 5, officials said.",
        "Anna Berg spoke. The Berg Hotel was full.",
        "Anna Long spoke. Long delays followed a long day.",
        "Anna Berg spoke. Heidelberg is far and so is Berg-Dorf.",
    ],
)
def test_a_word_that_only_looks_like_the_surname_is_left(text: str) -> None:
    found = told(text, Theresa_May="PERSON", Anna_Berg="PERSON", Anna_Long="PERSON")
    assert len([m for m in found if m[1] == "PERSON"]) == 1


def test_a_country_is_no_surname() -> None:
    text = "Jeff Israel flew home. He said Israel was warm."
    assert told(text, Jeff_Israel="PERSON", Israel="GPE")[-1] == ("Israel", "GPE", "Israel")


def test_a_korean_name_with_a_hyphen_is_found_by_its_form() -> None:
    text = "“Yes,” said Do Hae-won, a fisherman. So Far-reaching a plan, Do added."
    assert told(text) == [
        ("Do Hae-won", "PERSON", "Do Hae-won"),
        ("Do", "PERSON", "Do Hae-won"),
    ]


def test_a_shouted_word_is_nobody_s_first_name() -> None:
    text = "Taylor Swift sang. When VMA Taylor spoke, Taylor was heard."
    found = told(text, Taylor_Swift="PERSON", VMA_Taylor="PERSON", Taylor="PERSON")
    assert found[-1] == ("Taylor", "PERSON", "Taylor Swift")


def test_a_cut_korean_name_is_completed() -> None:
    text = "President Moon Jae In met aides. Moon smiled."
    found = told(text, Moon_Jae="PERSON")
    assert ("Moon Jae In", "PERSON", "Moon Jae In") in found
    assert ("Moon", "PERSON", "Moon Jae In") in found


def test_a_hyphenated_given_name_is_completed() -> None:
    assert told("It was Kim In-so who left.", Kim="PERSON") == [
        ("Kim In-so", "PERSON", "Kim In-so")
    ]


def test_a_western_name_is_not_completed() -> None:
    assert told("Kim Basinger Wins again.", Kim_Basinger="PERSON")[0][0] == "Kim Basinger"


def test_a_given_name_alone_is_its_person() -> None:
    text = "Hillary Clinton won. Hillary sang."
    found = told(text, Hillary_Clinton="PERSON", Hillary="PERSON")
    assert found[-1] == ("Hillary", "PERSON", "Hillary Clinton")


def test_the_kind_says_how_a_person_is_named() -> None:
    _, mentions = read("John Kerry spoke. In time Kerry left.", John_Kerry="PERSON")
    assert [m.kind for m in mentions] == ["full", "surname"]


def test_a_town_with_its_state_is_nobody() -> None:
    text = "Chester Burbank was born in Burbank, California. Burbank left at ten."
    found = told(text, **{"Chester Burbank": "PERSON", "Burbank": "GPE"})
    assert [k for s, k, _ in found if s == "Burbank"] == ["GPE", "PERSON"]
