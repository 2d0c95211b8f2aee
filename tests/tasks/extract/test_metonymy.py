"""A capital stands for its government only where something beside it says so."""

import pytest

from tests.tasks.extract.scripted import read


def stands(text: str, headline: str | None = None) -> list[tuple[str, str]]:
    """Return every mention that stands for a government, with the country's code."""
    names = {"Washington": "GPE", "Tokyo": "GPE", "Seoul": "GPE", "Brussels": "GPE"}
    article, mentions = read(text, headline, **names)
    return [(article.printed[m.start : m.end], m.stands_for) for m in mentions if m.stands_for]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tokyo said on Friday that it would wait.", [("Tokyo", "JP")]),
        ("Tokyo has repeatedly denied the report.", [("Tokyo", "JP")]),
        ("Washington and Seoul agreed to meet.", [("Washington", "US"), ("Seoul", "KR")]),
        (
            "Last week Washington, Tokyo and Seoul agreed to meet.",
            [("Washington", "US"), ("Tokyo", "JP"), ("Seoul", "KR")],
        ),
        ("It was Pyongyang's response to the offer.", [("Pyongyang", "KP")]),
        ("He spoke of Tokyo's position on trade.", [("Tokyo", "JP")]),
        ("She urged Pyongyang to return to the table.", [("Pyongyang", "KP")]),
        ("The minister accused Moscow of meddling.", [("Moscow", "RU")]),
        ("They resumed talks with Beijing.", [("Beijing", "CN")]),
        ("There are tensions between Tokyo and Seoul.", [("Tokyo", "JP"), ("Seoul", "KR")]),
        ("New sanctions against Moscow took effect.", [("Moscow", "RU")]),
    ],
)
def test_a_capital_that_acts_is_a_government(text: str, found: list[tuple[str, str]]) -> None:
    assert stands(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "He arrived in Tokyo on Monday.",
        "People in Tokyo said the trains were late.",
        "Envoys in Washington and Seoul agreed to meet.",
        "The flight from Seoul called at two islands.",
        "Trains between Tokyo and Osaka stopped.",
        "Tokyo's streets were empty.",
        "Tokyo Governor Yuriko Koike said so.",
        "The Tokyo exchange said shares fell.",
        "She left Tokyo to see her mother.",
        "A crowd near Tokyo demanded change.",
        "Tokyo, where she lives, is large.",
        "He was on his way to Seoul, officials said.",
        "Brussels said the bank must pay.",
        "Kyoto said the trains were late.",
        "Talks in Seoul with the union failed.",
        "Tokyo is considered a safe city.",
    ],
)
def test_a_capital_as_a_place_is_a_place(text: str) -> None:
    assert stands(text) == []


def test_the_city_stays_the_entity() -> None:
    _, (mention,) = read("Tokyo said on Friday that it would wait.")
    assert (mention.name, mention.type, mention.iso) == ("Tokyo", "GPE", None)


def test_a_shouted_headline_counts_as_well() -> None:
    assert stands("The talks go on.", "Tokyo warns of delay") == [("Tokyo", "JP")]
