"""Names in results and league tables are teams, in sports news alone."""

import pytest

from tests.tasks.extract.scripted import told

MATCH = (
    "The match was the last of the season, and the coach praised his goalkeeper and the striker"
    " who scored two goals before halftime in the league tournament.\n"
)
TABLE = MATCH + "Standings\nDunmere 12 9 1 2 25 10 28\nOld Fell 12 8 3 1 24 11 27\n"


def test_a_row_whose_games_add_up_is_a_team() -> None:
    found = told(TABLE, Dunmere="PERSON")
    assert [(s, k) for s, k, _ in found] == [("Dunmere", "ORG"), ("Old Fell", "ORG")]


def test_a_row_that_does_not_add_up_is_none() -> None:
    text = MATCH + "Ann Berg 70 68 69 71 278\nBo Hall 9 1 49 0 5\n"
    found = told(text, **{"Ann Berg": "PERSON"})
    assert [(s, k) for s, k, _ in found] == [("Ann Berg", "PERSON")]


def test_a_line_of_a_result_holds_two_teams() -> None:
    text = MATCH + "Dunmere 1 Old Fell 0\nEngland 2 France 1\nRudd 3 (Marsh 4th, 9th) Brock 0\n"
    found = told(text, **{"Dunmere 1 Old Fell": "ORG", "Marsh": "PERSON"})
    assert [(s, k) for s, k, _ in found] == [
        ("Dunmere", "ORG"), ("Old Fell", "ORG"), ("England", "GPE"), ("France", "GPE"),
        ("Rudd", "ORG"), ("Marsh", "PERSON"), ("Brock", "ORG"),
    ]  # fmt: skip


def test_two_people_may_play_too() -> None:
    text = MATCH + "Ann Berg 6 Eva Lund 3\n"
    found = told(text, **{"Ann Berg": "PERSON", "Eva Lund": "PERSON"})
    assert {k for _, k, _ in found} == {"PERSON"}


def test_a_team_of_the_table_is_no_person_elsewhere() -> None:
    text = "Dunmere beat Old Fell. " + TABLE
    found = told(text, Dunmere="PERSON", Old_Fell="PERSON")
    assert {k for _, k, _ in found} == {"ORG"}
    text = "Eva Dunmere spoke. Dunmere won. " + TABLE
    found = told(text, **{"Eva Dunmere": "PERSON", "Dunmere": "PERSON"})
    assert [k for _, k, n in found if n == "Eva Dunmere"] == ["PERSON", "PERSON"]


def test_a_city_and_its_row_are_one_team() -> None:
    text = "Wrexham drew with Dunmere. " + MATCH + "Wrexham 1 Dunmere 1\n"
    names = {n for s, _, n in told(text, Wrexham="GPE", Dunmere="ORG") if s == "Wrexham"}
    assert names == {"Wrexham (football team)"}


@pytest.mark.parametrize(
    "text",
    [
        "The council voted.\nWard 3 4 1 2 1 5 5\nDunmere 1 Old Fell 0\n",
        "Budget\nRoads 12 9 1 2 25 10 28\nSchools 12 8 3 1 24 11 27\n",
    ],
)
def test_tables_of_other_news_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_page_of_results_is_sports_news_without_a_word_of_sport() -> None:
    lines = "".join(f"Team{letter} 1 Side{letter} 0\n" for letter in "abcde")
    assert len(told("Saturday\n" + lines)) == 10
