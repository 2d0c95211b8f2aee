"""What stands beside a lone name says whether it is a place or a company, all over the article."""

import pytest

from tests.tasks.extract.scripted import told


def kinds(text: str, **labels: str) -> dict[str, set[str]]:
    """Return the types that each surface has in a text."""
    found: dict[str, set[str]] = {}
    for surface, kind, _ in told(text, **labels):
        found.setdefault(surface, set()).add(kind)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "In Orrell, the roads were blocked. Orrell is used to it.",
        "Residents of Orrell met. Orrell was quiet.",
        "The mayor of Orrell resigned.",
        "Roads in eastern Orrell were closed.",
        "Orrell County Council opened a hall. Snow fell on Orrell.",
        "Orrell, Tavick and Brunt were worst hit.",
        "The road between Orrell and Tavick is shut.",
        "They will visit Orrell and Tavick.",
        "Ann Berg, from Orrell, taught there.",
    ],
)
def test_a_name_taken_for_a_person_is_a_place(text: str) -> None:
    labels = {"Orrell": "PERSON", "Tavick": "GPE", "Brunt": "GPE", "Orrell County Council": "ORG"}
    assert kinds(text, **labels)["Orrell"] == {"GPE"}


@pytest.mark.parametrize(
    "text",
    [
        "Voters have lost confidence in Orrell. Orrell will stay.",
        "They saw a leader in Orrell.",
        "In Orrell's view the plan is bad.",
        "He served in Orrell administration circles.",
        "Mr Orrell spoke. In Orrell, they see a winner.",
        "In Orrell, they see a winner. Orrell, 44, said so.",
        "In Orrell, who won last year, they see a leader.",
        "Ann Orrell won. In Orrell, they see a leader.",
        "A call between Orrell and Moscow was short.",
        "Orrell, Paris and London agreed.",
        "Orrell, Ann Berg and Tavick ran.",
        'He played the lead in Orrell" last year.',
    ],
)
def test_a_person_stays_a_person(text: str) -> None:
    labels = {"Orrell": "PERSON", "Ann Orrell": "PERSON", "Ann Berg": "PERSON", "Tavick": "GPE"}
    assert kinds(text, **labels)["Orrell"] == {"PERSON"}


def test_a_people_that_has_residents_is_a_place() -> None:
    assert kinds("Residents of Rowans met. Rowans is full.", Rowans="NORP")["Rowans"] == {"GPE"}
    text = "People in European cities and in Maoist camps met."
    found = kinds(text, European="NORP", Maoist="NORP")
    assert found == {"European": {"NORP"}, "Maoist": {"NORP"}}


@pytest.mark.parametrize(
    "text",
    [
        "Shares in Tollgate fell. Tollgate said so.",
        "Tollgate shares fell.",
        "Tollgate's chief executive left.",
        "Tollgate (TGT.L) fell.",
        "The book was published by Tollgate in May.",
        "The publisher Tollgate closed.",
        "Tollgate, the van rental company, closed.",
        "Tollgate, which is based in Leeds, closed.",
        "Shares were mixed. Tollgate rose 3 percent.",
        "Tollgate Holdings closed. Staff of Tollgate left.",
        "Tollgate said its profit fell.",
        "Tollgate, which was founded in 1929, closed.",
        "Tollgate said it plans to close shops.",
    ],
)
@pytest.mark.parametrize("label", ["GPE", "PERSON", "LOC"])
def test_a_name_with_a_companys_words_is_a_company(text: str, label: str) -> None:
    labels = {"Tollgate": label, "Tollgate Holdings": "ORG"}
    assert kinds(text, **labels)["Tollgate"] == {"ORG"}


@pytest.mark.parametrize(
    "text",
    [
        "Tollgate rose 3 percent in the polls.",
        "Tollgate shares the view of the board.",
        "Tollgate, a former bank manager, left.",
        "Some 62 percent of Tollgate voters agreed.",
        "The lawmaker Tollgate left.",
        "Tollgate said it was time to go.",
        "He met Tollgate, which surprised many.",
        "Mr Tollgate has a stake. Shares in Tollgate's firm fell. Published by Tollgate.",
        "Ann Tollgate left. The book was published by Tollgate.",
    ],
)
def test_a_person_beside_money_stays_a_person(text: str) -> None:
    found = kinds(text, **{"Tollgate": "PERSON", "Ann Tollgate": "PERSON"})
    assert found["Tollgate"] == {"PERSON"}


def test_a_city_of_the_tables_is_no_company() -> None:
    found = kinds("Shares in Houston fell, traders said.", Houston="GPE")
    assert found["Houston"] == {"GPE"}


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("Fellbank", "GPE", "ORG"),
        ("Nordcorp", "PERSON", "ORG"),
        ("Heliotech", "GPE", "ORG"),
        ("Transgaz", "PERSON", "ORG"),
        ("Fellbank", "PERSON", "ORG"),
        ("Eubank", "PERSON", "PERSON"),
        ("Burbank", "GPE", "GPE"),
    ],
)
def test_a_name_may_say_itself_what_it_is(name: str, label: str, kind: str) -> None:
    assert kinds(f"On Monday {name} said so.", **{name: label})[name] == {kind}


def test_a_chain_of_islands_is_no_company() -> None:
    found = kinds("A storm hit the Orrell Keys, a chain of islands.", Orrell_Keys="LOC")
    assert found["Orrell Keys"] == {"LOC"}


def test_a_bank_of_a_river_is_a_place() -> None:
    for label in ("GPE", "PERSON"):
        assert kinds("They met in Fellbank.", Fellbank=label)["Fellbank"] == {"GPE"}
    found = kinds("Ann Fellbank left. Fellbank was fined.",
                  **{"Ann Fellbank": "PERSON", "Fellbank": "PERSON"})  # fmt: skip
    assert found["Fellbank"] == {"PERSON"}


def test_an_irish_county_is_known_by_its_short_name() -> None:
    text = "Kerry, Cork and Clare were worst hit. Crews in Kerry worked."
    found = told(text, Kerry="PERSON", Cork="GPE", Clare="GPE")
    assert [name for surface, _, name in found if surface == "Kerry"] == ["County Kerry"] * 2
    text = "John Kerry flew to Cork. Kerry said so in Cork."
    found = told(text, Cork="GPE", **{"John Kerry": "PERSON", "Kerry": "PERSON"})
    assert [(k, n) for s, k, n in found if s == "Kerry"] == [("PERSON", "John Kerry")]


def test_one_word_is_not_a_body_here_and_a_place_there() -> None:
    text = "The head of Orrell school left. She was born in Orrell. Orrell mourned."
    found = kinds(text, Orrell="GPE")
    assert found["Orrell"] == {"GPE"}
