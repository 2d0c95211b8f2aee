"""A country or city is its team in sports news only, and only where it acts as one."""

import pytest

from tests.tasks.extract.scripted import told

MATCH = (
    " The match was the last of the season, and the coach praised his goalkeeper and the striker"
    " who scored two goals before halftime in the league tournament."
)


def names(text: str, **labels: str) -> list[str]:
    return [name for _, _, name in told(text, **labels)]


def test_a_country_that_beats_another_is_a_team() -> None:
    text = "England beat France 2-1 in Paris on Saturday." + MATCH
    found = names(text, Paris="GPE")
    assert found == ["England (football team)", "France (football team)", "Paris"]


@pytest.mark.parametrize(
    "text",
    [
        "England beat the deadline to ratify the treaty with France.",
        "The minister said that Germany had lost patience with Italy.",
        "Fans came from England to the match in France." + MATCH,
    ],
)
def test_a_country_elsewhere_is_a_country(text: str) -> None:
    assert not any("team)" in name for name in names(text))


def test_a_city_with_one_club_is_that_club() -> None:
    text = "The Texas Rangers came home. Texas won 4-2 on Sunday." + MATCH
    found = told(text, Texas_Rangers="ORG", Texas="GPE")
    assert [(s, k, n) for s, k, n in found] == [
        ("Texas Rangers", "ORG", "Texas Rangers"),
        ("Texas", "ORG", "Texas Rangers"),
    ]


INNINGS = (
    " The pitcher gave up a homer in the ninth inning, and the shortstop was hurt. It was the last"
    " of the games of the season, won by two points."
)


def test_a_sport_that_nothing_tells_is_left_out_of_the_name() -> None:
    text = "England beat France 2-1. The squad and its coach won the championship game, fans said."
    assert names(text) == ["England (team)", "France (team)"]


def test_each_sport_of_a_country_has_a_team_of_its_own() -> None:
    cricket = "England beat India. The bowler took five wickets in 20 overs of the match, the coach"
    found = names(f"{cricket} said, and won the one-day tournament of the season.")
    assert found == ["England (cricket team)", "India (cricket team)"]


def test_a_city_and_a_nickname_are_the_club_of_the_league() -> None:
    text = "Cleveland beat Seattle 4-2. The Indians won again." + INNINGS
    found = told(text, Cleveland="GPE", Seattle="GPE", Indians="ORG")
    assert [(k, n) for _, k, n in found] == [
        ("ORG", "Cleveland Indians"),
        ("ORG", "Seattle Mariners"),
        ("ORG", "Cleveland Indians"),
    ]


def test_a_citys_team_is_an_organisation_and_a_countrys_stays_a_country() -> None:
    text = "England beat France. Wrexham beat Barrow." + MATCH
    found = told(text, Wrexham="GPE", Barrow="GPE")
    assert [k for _, k, _ in found] == ["GPE", "GPE", "ORG", "ORG"]


@pytest.mark.parametrize(
    "dateline",
    ["SEATTLE 1996-08-30\n", "SEATTLE, July 4 (AP) — ", "SEATTLE (Reuters) - ", "SEATTLE - "],
)
def test_where_sports_news_was_written_is_no_team(dateline: str) -> None:
    text = f"{dateline}Seattle beat Toronto 4-2.{INNINGS}"
    found = told(text, Seattle="GPE", Toronto="GPE", SEATTLE="GPE")
    assert [(k, n) for s, k, n in found if s.title() == "Seattle"] == [
        ("GPE", "Seattle"),
        ("ORG", "Seattle Mariners"),
    ]


def test_a_county_that_plays_cricket_is_its_club() -> None:
    text = (
        "Yorkshire beat Kent. The bowler took five wickets in 20 overs of the match in Yorkshire."
    )
    found = told(text, Yorkshire="GPE", Kent="GPE")
    club = "Yorkshire County Cricket Club"
    assert [n for s, _, n in found if s == "Yorkshire"] == [club, "Yorkshire"]


def test_a_city_of_two_clubs_stays_open() -> None:
    text = "Chicago beat Seattle 4-2." + INNINGS
    assert names(text, Chicago="GPE")[0] == "Chicago (baseball team)"


def test_the_side_that_plays_at_home_in_a_table_is_a_team() -> None:
    text = "SEATTLE AT TORONTO\n" + INNINGS
    found = names(text, Seattle="GPE", Toronto="GPE")
    assert found == ["Seattle Mariners", "Toronto Blue Jays"]


def test_a_match_in_other_news_is_between_teams() -> None:
    text = "She was seen at the Alabama versus Utah football game. Alabama voted on Tuesday."
    assert names(text) == ["Alabama (team)", "Utah (team)", "Alabama (team)"]


def test_whose_town_it_is_is_no_team() -> None:
    text = "Ottawa beat Barrow. Mr Thomas Green of Ottawa was there." + MATCH
    found = told(text, Ottawa="GPE", Barrow="GPE", **{"Thomas Green": "PERSON"})
    assert [k for s, k, _ in found if s == "Ottawa"] == ["ORG", "GPE"]
