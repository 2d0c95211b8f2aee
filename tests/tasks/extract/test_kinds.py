"""The word that goes with a name says what it is; a plain word with a capital is no name."""

import pytest

from tests.tasks.extract.scripted import told


@pytest.mark.parametrize(
    ("text", "surface", "label", "kind"),
    [
        ("The Niigata Accord was signed.", "Niigata Accord", "ORG", "OTHER"),
        ("They left the Warsaw Pact.", "Warsaw Pact", "ORG", "ORG"),
        ("It anchored on the Yamato Rise.", "Yamato Rise", "EVENT", "LOC"),
        ("A mast on Ulleung Island fell.", "Ulleung Island", "GPE", "LOC"),
        ("The firm Turtle Island closed.", "Turtle Island", "ORG", "ORG"),
        ("The cable ship Petrel Dawn left.", "Petrel Dawn", "LOC", "OTHER"),
        ("The village Petrel Dawn burned.", "Petrel Dawn", "LOC", "LOC"),
        ("Typhoon Corisande turned north.", "Typhoon Corisande", "PERSON", "EVENT"),
        ("The Thaad missile system works.", "Thaad", "ORG", "OTHER"),
        ("It won the Harcourt Prize for Fiction.", "Harcourt Prize for Fiction", "", "OTHER"),
        ("It won the Windham-Campbell Prize.", "Windham-Campbell Prize", "ORG", "OTHER"),
        ("The Harcourt prizes went.", "Harcourt", "PERSON", "PERSON"),
        ("It plays in the Town Hall Theatre.", "Town Hall Theatre", "GPE", "LOC"),
        ("The Cassini spacecraft fell.", "Cassini", "PERSON", "OTHER"),
        ("The Cassini investigation fell.", "Cassini", "PERSON", "PERSON"),
        ("The James Webb Space Telescope saw it.", "James Webb Space Telescope", "LOC", "OTHER"),
        ("A captain off Sado saw it.", "Sado", "PERSON", "GPE"),
        ("A captain met Sado there.", "Sado", "PERSON", "PERSON"),
    ],
)
def test_a_word_says_the_kind(text: str, surface: str, label: str, kind: str) -> None:
    labels = {surface: label} if label else {"Harcourt": "PERSON"}
    assert (surface, kind) in {(s, k) for s, k, _ in told(text, **labels)}


def test_a_storm_that_the_recogniser_missed_is_added_whole() -> None:
    found = told("Rain fell as Typhoon Corisande came. Corisande was late.", Corisande="PERSON")
    assert ("Typhoon Corisande", "EVENT", "Typhoon Corisande") in found
    assert told("The Hurricane Center in Miami said so.") == [("Miami", "GPE", "Miami")]


def test_a_place_is_no_person_of_that_name() -> None:
    text = "Taylor Swift sang. It was all around Taylor that they stood."
    found = told(text, Taylor_Swift="PERSON", Taylor="PERSON")
    assert [n for _, k, n in found if k == "PERSON"] == ["Taylor Swift"] * 2


def test_an_island_is_known_without_its_word() -> None:
    text = "The fishermen of Sado met. Sado Island has one port."
    found = told(text, Sado="PERSON", Sado_Island="GPE")
    assert found == [("Sado", "LOC", "Sado Island"), ("Sado Island", "LOC", "Sado Island")]


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Buoys went out on Monday. The buoys were late.", False),
        ("Buoys went out. A buoy was late.", False),
        ("Buoys spoke on Monday. He met Mr Buoys there, by the buoys.", True),
        ("Parliament met. No other parliament did.", True),
        ("Corning fell on Monday.", True),
    ],
)
def test_a_capital_of_the_sentence_makes_no_name(text: str, is_name: bool) -> None:
    word = text.split(" ")[0]
    found = told(text, **{word: "ORG" if word == "Parliament" else "PERSON"})
    assert any(surface == word for surface, _, _ in found) == is_name


def test_a_storm_is_known_without_its_word() -> None:
    found = told("Hurricane Rita came. On Tuesday Rita turned.", Rita="PERSON")
    assert [(k, n) for _, k, n in found] == [("EVENT", "Hurricane Rita")] * 2
    found = told("Rita turned. Rita Berg saw it.", **{"Rita": "PERSON", "Rita Berg": "PERSON"})
    assert {k for _, k, _ in found} == {"PERSON"}


@pytest.mark.parametrize(
    "text",
    [
        "Mail Berg.A.Boone@example.org about it.",
        "See http://www.Berg.example/news today.",
        "I looked around. (Berg.) There it was.",
    ],
)
def test_an_address_or_a_note_holds_no_name(text: str) -> None:
    assert told(text, Berg="PERSON") == []


def test_a_name_beside_an_address_stays() -> None:
    found = told("Write to Berg (berg@example.org) or Berg.", Berg="PERSON")
    assert [s for s, _, _ in found] == ["Berg", "Berg"]


def test_a_cup_is_nobodys_surname() -> None:
    found = told("The Stanley Cup was full. The Cup fell.", **{"Stanley Cup": "PERSON"})
    assert [s for s, _, _ in found] == ["Stanley Cup"]
