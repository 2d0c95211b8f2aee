"""Names are given the words of their own that a recogniser left outside."""

import pytest

from tests.tasks.extract.scripted import told


@pytest.mark.parametrize(
    ("text", "labels", "whole", "kind"),
    [
        ("A fire in County Kerry burned.", {"Kerry": "PERSON"}, "County Kerry", "GPE"),
        ("A fire in County Antrim burned.", {"County Antrim": "PERSON"}, "County Antrim", "GPE"),
        ("A fire in Ross-shire burned.", {"Ross": "PERSON"}, "Ross-shire", "GPE"),
        ("A fire burned. Perthshire was dry.", {"Perthshire": "PERSON"}, "Perthshire", "GPE"),
        (
            "The Port of New York and New Jersey is shut.",
            {"Port of New York": "GPE"},
            "Port of New York and New Jersey",
            "LOC",
        ),
        (
            "The Diocese of Down and Dromore met.",
            {"Diocese of Down": "ORG", "Dromore": "GPE"},
            "Diocese of Down and Dromore",
            "ORG",
        ),
        ("Kestrel Oil & Gas fell.", {"Kestrel Oil": "ORG"}, "Kestrel Oil & Gas", "ORG"),
        (
            "St Brigid's National School shut.",
            {"St Brigid": "GPE", "National School": "ORG"},
            "St Brigid's National School",
            "ORG",
        ),
        (
            "She went to Imperial College London then.",
            {"Imperial College": "ORG", "London": "GPE"},
            "Imperial College London",
            "ORG",
        ),
        ("Faber and Faber will print it.", {"Faber": "PERSON"}, "Faber and Faber", "ORG"),
        (
            "The La. Department of Wildlife and Fisheries met.",
            {"Department of Wildlife": "ORG"},
            "La. Department of Wildlife and Fisheries",
            "ORG",
        ),
        (
            "She left the West Virginia Board of Education.",
            {"Board of Education": "ORG"},
            "West Virginia Board of Education",
            "ORG",
        ),
        ("Then Police Scotland said no.", {}, "Police Scotland", "ORG"),
        ("Cricket Australia said no.", {"Australia": "GPE"}, "Cricket Australia", "ORG"),
    ],
)
def test_a_name_is_whole(text: str, labels: dict[str, str], whole: str, kind: str) -> None:
    assert (whole, kind) in [(s, k) for s, k, _ in told(text, **labels)]


@pytest.mark.parametrize(
    ("text", "labels", "names"),
    [
        (
            "It spread to the Port of Charleston and Port Everglades.",
            {"Port of Charleston": "GPE", "Port Everglades": "GPE"},
            ["Port of Charleston", "Port Everglades"],
        ),
        (
            "He flew from Port of Spain and Kingston.",
            {"Port of Spain": "GPE", "Kingston": "GPE"},
            ["Port of Spain", "Kingston"],
        ),
        ("The Bank of Cork and Limerick agreed.", {"Bank of Cork": "ORG", "Limerick": "GPE"},
         ["Bank of Cork", "Limerick"]),
        ("She left the school, London heard.", {"London": "GPE"}, ["London"]),
        ("Imperial College, London, said so.", {"Imperial College": "ORG", "London": "GPE"},
         ["Imperial College", "London"]),
        ("The police of Scotland said no.", {}, ["Scotland"]),
        ("Ann Ross and Ross spoke.", {"Ann Ross": "PERSON", "Ross": "PERSON"},
         ["Ann Ross", "Ross"]),
        ("Orange County Kerry", {"Kerry": "PERSON"}, ["Kerry"]),
    ],
)  # fmt: skip
def test_two_names_stay_two(text: str, labels: dict[str, str], names: list[str]) -> None:
    assert [s for s, _, _ in told(text, **labels)] == names


def test_a_department_of_a_state_has_the_states_full_name() -> None:
    found = told("The La. Department of Health met.", **{"Department of Health": "ORG"})
    assert found[0][2] == "Louisiana Department of Health"
    found = told("She left the U.S. Department of Education.", **{"Department of Education": "ORG"})
    assert found[-1][2] == "Department of Education"
