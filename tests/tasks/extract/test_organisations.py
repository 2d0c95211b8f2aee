"""Acronyms, short forms and ministries lead to the body that they stand for."""

import pytest

from tasks.extract.acronyms import find_acronyms
from tests.tasks.extract.scripted import read, told


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("the Old Harbour Board (OHB) met", "OHB"),
        ("the United Nations Command (UNC) met", "UNC"),
        ("a Terminal High Altitude Area Defence (Thaad) battery", "Thaad"),
        ("the Ministry of Sea and Sand (MSS) met", "MSS"),
    ],
)
def test_long_forms(text: str, short: str) -> None:
    assert [a.short for a in find_acronyms(text)] == [short]


@pytest.mark.parametrize(
    "text",
    [
        "the Old Harbour Board (Friday) met",
        "the Old Harbour Board (XYZ) met",
        "he won (USA) again",
        "old harbour board (OHB) met",
        "Harbour\nBoard (HB) met",
        "(OHB) alone",
        "a Member of the Scottish Parliament (MSP) met",
        "the Chief Executive Officer (CEO) met",
    ],
)
def test_no_long_form(text: str) -> None:
    assert find_acronyms(text) == []


def test_an_acronym_is_named_and_found_again() -> None:
    text = "The Old Harbour Board (OHB) met. Later OHB left and the OHB's boat too."
    found = told(text, Old_Harbour_Board="ORG", OHB="PERSON")
    assert (
        found
        == [("Old Harbour Board", "ORG", "Old Harbour Board")]
        + [("OHB", "ORG", "Old Harbour Board")] * 3
    )


def test_a_foreign_acronym_behind_an_organisation() -> None:
    text = "The Freedom League of Arcadia (FLÖ) won. Voters of FLÖ cheered."
    found = told(text, **{"Freedom League of Arcadia": "ORG"})
    assert {m[2] for m in found} == {"Freedom League of Arcadia"}
    assert len(found) == 3


def test_a_country_in_brackets_is_no_acronym() -> None:
    found = told("Old Harbour Board (USA) won.", Old_Harbour_Board="ORG")
    assert found[-1][1:] == ("GPE", "United States")


def test_known_bodies_have_one_name() -> None:
    found = told("The U.N. Security Council met; the Security Council voted.")
    assert {m[2] for m in found} == {"United Nations Security Council"}


def test_the_first_word_stands_for_the_whole_name() -> None:
    text = "Jiji Press wrote. Others quoted Jiji."
    assert told(text, Jiji_Press="ORG", Jiji="ORG")[-1] == ("Jiji", "ORG", "Jiji Press")


def test_a_first_word_of_two_organisations_stands_for_itself() -> None:
    text = "Delta Bank and Delta Board met. Then Delta left."
    found = told(text, Delta_Bank="ORG", Delta_Board="ORG", Delta="ORG")
    assert found[-1] == ("Delta", "ORG", "Delta")


def test_a_ministry_belongs_to_the_country_beside_it() -> None:
    text = "A Japanese Foreign Ministry official spoke. Later the Foreign Ministry said no."
    found = told(text, Foreign_Ministry="ORG")
    assert [m[2] for m in found if m[1] == "ORG"] == ["Foreign Ministry (Japan)"] * 2


def test_a_ministry_of_two_countries_stays_open() -> None:
    text = (
        "The Japanese Foreign Ministry spoke to the Canadian Foreign Ministry. "
        "Then the Foreign Ministry replied."
    )
    found = [m[2] for m in told(text, Foreign_Ministry="ORG") if m[1] == "ORG"]
    assert found == ["Foreign Ministry (Japan)", "Foreign Ministry (Canada)", "Foreign Ministry"]


def test_the_majority_of_types_wins() -> None:
    article, mentions = read("Zorbia rose. Zorbia fell. It was Zorbia.", Zorbia="ORG")
    assert [m.type for m in mentions] == ["ORG"] * 3
    assert article.text_start == 0


def test_a_name_seen_once_and_missed_later_is_added() -> None:
    text = "Harbour Board members met. \nThe old harbour was full. He left the Harbour Board."
    found = told(text, Harbour_Board="ORG")
    assert len(found) == 2


def test_a_common_word_is_not_repeated() -> None:
    text = "He sang for Echo. She ran Echo. An echo came. Echo is loud."
    assert len(told(text, Echo="ORG")) == 3  # the scripted model itself finds all three


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Northern Harbour Policy Committee", "NHPC"),
        ("Chicago White Sox", "White Sox"),
        ("Old Press", "Old"),
    ],
)
def test_short_forms_without_brackets(long: str, short: str) -> None:
    found = told(f"The {long} met. The {short} left.", **{long: "ORG", short: "ORG"})
    assert [name for _, _, name in found] == [long, long]


def test_what_two_bodies_share_is_neithers() -> None:
    labels = {"Chicago Bank": "ORG", "Boston Bank": "ORG", "Bank": "ORG"}
    found = told("The Chicago Bank and the Boston Bank met. The Bank left.", **labels)
    assert found[-1] == ("Bank", "ORG", "Bank")


def test_an_acronym_of_plain_words_is_no_body() -> None:
    text = "An artificial pancreas (AP) is a pump. The AP needs a sensor, Reuters wrote."
    assert [m[0] for m in told(text, AP="ORG", Reuters="ORG")] == ["Reuters"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Japan was wary. “It may, with Japan left out,” a Foreign Ministry source said.", "Japan"),
        ("The Foreign Ministry of Japan was wary.", "Japan"),
        ("The South Korean Ministry of Foreign Affairs Special Envoy left.", "South Korea"),
    ],
)
def test_a_ministry_is_of_a_country(text: str, name: str) -> None:
    labels = {"Foreign Ministry": "ORG", "Foreign Ministry of Japan": "ORG",
              "South Korean Ministry": "ORG"}  # fmt: skip
    (body,) = [m for m in told(text, **labels) if m[1] == "ORG"]
    assert body[2].endswith(f"({name})")


def test_a_bare_ministry_is_of_the_country_that_the_news_begins_with() -> None:
    text = (
        "Japan was wary.\nThe ambassador met reporters at the Foreign Ministry.\n"
        "Pyongyang said no. A Foreign Ministry source was surprised."
    )
    found = [m[2] for m in told(text, Foreign_Ministry="ORG") if m[1] == "ORG"]
    assert found == ["Foreign Ministry (Japan)"] * 2


def test_a_bare_ministry_beside_another_capital_stays_open() -> None:
    text = "Japan was wary.\nPyongyang said no. A Foreign Ministry source was surprised."
    assert told(text, Foreign_Ministry="ORG")[-1][2] == "Foreign Ministry"


def test_a_ministry_between_countries_is_left_alone() -> None:
    text = "Canada and Norway met.\nNorway was wary, a Foreign Ministry source said."
    assert told(text, Foreign_Ministry="ORG")[-1][2] == "Foreign Ministry"


def test_what_an_envoy_is_for_is_no_body() -> None:
    text = (
        "Special Representative for Korean Peninsula Peace and Security Affairs Lee Do-hoon left."
    )
    labels = {"Korean Peninsula Peace": "ORG", "Lee Do-hoon": "PERSON"}
    assert [m[0] for m in told(text, **labels)] == ["Lee Do-hoon"]


def test_an_american_body_behind_its_country() -> None:
    found = told("The U.S. Food and Drug Administration met.",
                 **{"U.S. Food and Drug Administration": "ORG"})  # fmt: skip
    assert found[0][2] == "Food and Drug Administration"


def test_a_headlines_verb_is_no_part_of_a_name_that_others_are_short_for() -> None:
    labels = {"Baltcorp merge": "ORG", "Baltcorp": "ORG"}
    found = told("Baltcorp has 900 workers.", "Nordtech and Baltcorp merge", **labels)
    assert found[-1] == ("Baltcorp", "ORG", "Baltcorp")
