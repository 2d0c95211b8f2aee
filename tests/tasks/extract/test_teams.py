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
    assert found == ["England (team)", "France (team)", "Paris"]


@pytest.mark.parametrize(
    "text",
    [
        "England beat the deadline to ratify the treaty with France.",
        "The minister said that Germany had lost patience with Italy.",
        "Fans came from England to the match in France." + MATCH,
    ],
)
def test_a_country_elsewhere_is_a_country(text: str) -> None:
    assert not any("(team)" in name for name in names(text))


def test_a_city_with_one_club_is_that_club() -> None:
    text = "The Texas Rangers came home. Texas won 4-2 on Sunday." + MATCH
    found = told(text, Texas_Rangers="ORG", Texas="GPE")
    assert [(s, k, n) for s, k, n in found] == [
        ("Texas Rangers", "ORG", "Texas Rangers"),
        ("Texas", "ORG", "Texas Rangers"),
    ]
