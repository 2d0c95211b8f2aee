"""Offices and ranks are roles of people, never names."""

import pytest

from tests.tasks.extract.scripted import read, told


def roles(text: str, **labels: str) -> list[tuple[str, str | None]]:
    article, mentions = read(text, None, **labels)
    return [(article.printed[m.start : m.end], m.role) for m in mentions if m.type == "PERSON"]


@pytest.mark.parametrize(
    ("text", "found", "role"),
    [
        ("Foreign Minister Anna Berg spoke.", "Anna Berg", "Foreign Minister"),
        ("Foreign Minister Anna Berg spoke.", "Foreign Minister Anna Berg", "Foreign Minister"),
        ("U.S. Secretary of State Anna Berg spoke.", "Anna Berg", "Secretary of State"),
        ("Chief Cabinet Secretary Anna Berg spoke.", "Anna Berg", "Chief Cabinet Secretary"),
        ("former Vice President Anna Berg spoke.", "Anna Berg", "former Vice President"),
        ("opposition leader Anna Berg spoke.", "Anna Berg", "opposition leader"),
        ("Sen. Anna Berg spoke.", "Anna Berg", "Sen."),
        (
            "Special Representative for Outer Islands Anna Berg spoke.",
            "Anna Berg",
            "Special Representative for Outer Islands",
        ),
        (
            "Anna Berg, director-general of the harbour board, spoke.",
            "Anna Berg",
            "director-general of the harbour board",
        ),
        ("Anna Berg, a former mayor of Altstadt, spoke.", "Anna Berg", "former mayor of Altstadt"),
    ],
)
def test_roles(text: str, found: str, role: str) -> None:
    assert roles(text, **{found: "PERSON"}) == [("Anna Berg", role)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Anna Berg spoke.",
        "Anna Berg, 41, spoke.",
        "Anna Berg, who likes the president of the club, spoke.",
        "The director left. Anna Berg spoke.",
        "The minister\nAnna Berg spoke.",
    ],
)
def test_no_role(text: str) -> None:
    assert roles(text, Anna_Berg="PERSON") == [("Anna Berg", None)]


def test_the_state_of_secretary_of_state_is_no_organisation() -> None:
    found = told("Secretary of State Anna Berg left.", State="ORG", Anna_Berg="PERSON")
    assert [m[0] for m in found] == ["Anna Berg"]


def test_a_titled_name_that_was_missed_is_added() -> None:
    assert told("Prime Minister Anna Berg left.") == [("Anna Berg", "PERSON", "Anna Berg")]


def test_a_post_is_cut_off_an_organisation() -> None:
    name = "Harbour Board Special Representative"
    found = told(f"{name} Anna Berg left.", **{name: "ORG", "Anna Berg": "PERSON"})
    assert found[0][0] == "Harbour Board"


@pytest.mark.parametrize("name", ["Burger King", "Dairy Queen", "Office of the Director"])
def test_a_company_named_like_a_title_stays_whole(name: str) -> None:
    assert told(f"He works at {name} now.", **{name: "ORG"})[0][0] == name


def test_two_words_behind_a_title_are_a_person() -> None:
    found = told("She met teacher Folake Bankole there.", **{"Folake Bankole": "ORG"})
    assert found == [("Folake Bankole", "PERSON", "Folake Bankole")]
    text = "She met the manager of Curtis Brown there."
    assert told(text, **{"Curtis Brown": "ORG"}) == [("Curtis Brown", "ORG", "Curtis Brown")]


def test_who_advises_somebody_is_not_that_somebody() -> None:
    _, mentions = read("Anna Berg, an adviser to President Bo Lund, left.",
                       **{"Anna Berg": "PERSON", "Bo Lund": "PERSON"})  # fmt: skip
    assert [m.role for m in mentions] == ["adviser to President Bo Lund", "President"]
