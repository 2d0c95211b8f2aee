"""The town of a dateline is a place, whatever the recogniser made of it."""

import pytest

from tests.tasks.extract.scripted import told

LONG = "A jury convicted a contractor on Wednesday of bribing two officials of the harbour office."


@pytest.mark.parametrize(
    "line",
    [
        f"TAVICK, Ala. — {LONG}",
        f"TAVICK (Reuters) - {LONG}",
        f"TAVICK, Norway (AP) — {LONG}",
        f"TAVICK, April 2 (Reuters) - {LONG}",
        f"TAVICK – {LONG}",
        f"TAVICK - {LONG}",
        f"TAVICK, Kent - {LONG}",
    ],
)
@pytest.mark.parametrize("label", [None, "PERSON", "ORG", "GPE"])
def test_the_town_of_a_dateline(line: str, label: str | None) -> None:
    found = told(line, **({"TAVICK": label} if label else {}))
    assert found[0][:2] == ("TAVICK", "GPE")


@pytest.mark.parametrize(
    "line",
    [
        "SOCCER - Rovers hold on for a point",
        f"He said TAVICK — {LONG}",
        f"TAVICK said: {LONG}",
        "BBC - Home page of the day",
    ],
)
def test_a_shouted_word_elsewhere_is_no_town(line: str) -> None:
    assert not any(kind == "GPE" for _, kind, _ in told(line))
