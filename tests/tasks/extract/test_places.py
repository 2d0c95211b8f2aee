"""Countries, their people and their parts are known by all their names."""

import pytest

from tasks.extract.gazetteer import country_of_code, places
from tests.tasks.extract.scripted import read, told


@pytest.mark.parametrize(
    ("surface", "iso"),
    [
        ("N. Korea", "KP"),
        ("North Korea", "KP"),
        ("DPRK", "KP"),
        ("S. Korea", "KR"),
        ("U.S.", "US"),
        ("US", "US"),
        ("United States", "US"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("Burma", "MM"),
    ],
)
def test_country_names(surface: str, iso: str) -> None:
    _, mentions = read(f"Envoys from {surface} left.")
    assert [(m.type, m.iso) for m in mentions] == [("GPE", iso)]
    assert mentions[0].name == country_of_code()[iso].name


def test_a_country_inside_a_sea_is_the_sea() -> None:
    assert told("A storm came over the Sea of Japan.", Japan="GPE") == [
        ("Sea of Japan", "LOC", "Sea of Japan")
    ]


def test_a_state_behind_a_town_is_whole() -> None:
    found = told("He lives in Tulsa, Okla., with a dog.", Tulsa="GPE", Okla="PERSON")
    assert found[-1] == ("Okla.", "GPE", "Oklahoma")


def test_an_american_body_keeps_its_country() -> None:
    found = told("The U.S. Department of Justice met.", **{"Department of Justice": "ORG"})
    assert found == [("U.S. Department of Justice", "ORG", "Department of Justice")]


def test_a_wrong_type_is_overridden() -> None:
    assert told("He left N. Korea on foot.", **{"N. Korea": "PERSON"}) == [
        ("N. Korea", "GPE", "North Korea")
    ]


def test_a_demonym_is_a_group_with_its_country() -> None:
    _, mentions = read("A Japanese source spoke.")
    assert [(m.type, m.iso, m.kind) for m in mentions] == [("NORP", "JP", "demonym")]


def test_two_countries_joined_by_a_hyphen_are_two() -> None:
    found = told("The Japan-South Korea deal holds.", **{"Japan-South Korea": "ORG"})
    assert [m[0] for m in found] == ["Japan", "South Korea"]


@pytest.mark.parametrize(
    "text",
    [
        "The China Daily wrote so.",
        "The Republican Party of Iran met.",
        "He met Jordan at noon.",
        "It was Georgia who sang.",
        "Nigerian and Romania-born and Malian.",
    ],
)
def test_what_is_part_of_another_name_or_ambiguous_is_not_added(text: str) -> None:
    wrong = {"China", "Iran", "Jordan", "Georgia", "Niger", "Mali", "Oman"}
    assert not wrong & {m[0] for m in told(text)}


def test_an_ambiguous_place_is_believed_when_the_model_says_so() -> None:
    assert told("He met Jordan.", Jordan="PERSON") == [("Jordan", "PERSON", "Jordan")]
    assert told("He left Jordan.", Jordan="GPE") == [("Jordan", "GPE", "Jordan")]


def test_the_north_is_north_korea_where_the_article_names_it() -> None:
    text = "North Korea fired. Talks with the North stalled, and the North's envoy left."
    assert [m[2] for m in told(text)] == ["North Korea"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "The war between the North and the South ended; Japan watched.",
        "North Korea fired. A storm hit the North Sea and the north of Japan.",
        "North Korea fired. Snow fell in the North of England.",
    ],
)
def test_another_north_is_not_north_korea(text: str) -> None:
    assert not any(m[0] in ("North", "South") for m in told(text))


def test_a_bare_north_in_the_headline_follows_the_body() -> None:
    text = "North Korea fired. Talks with the North stalled."
    assert told(text, "Allies differ on North strategies")[0] == ("North", "GPE", "North Korea")
    assert told("North Korea fired.", "Allies differ on North strategies")[0][0] == "North Korea"


def test_a_shouted_place_is_found() -> None:
    assert told("WARSAW 1996\nThe river rose.")[0] == ("WARSAW", "GPE", "Warsaw")


def test_the_table_is_sound() -> None:
    codes = country_of_code()
    countries = [p for code, p in codes.items() if len(code) == 2]
    assert len(countries) > 200
    assert all(p.wikidata_id and p.wikidata_id[1:].isdigit() for p in countries)
    assert len({p.wikidata_id for p in countries}) == len(countries)
    assert all(not surface.startswith("?") for surface in places())


def test_an_initial_belongs_to_the_country_behind_it() -> None:
    assert told("A summit of N. Korea and others.", Korea="GPE") == [
        ("N. Korea", "GPE", "North Korea")
    ]


def test_an_unlisted_place_that_acts_is_a_person() -> None:
    assert told("There Kono attempted an answer.", Kono="GPE") == [("Kono", "PERSON", "Kono")]
    assert told("There Seoul attempted an answer.", Seoul="GPE") == [("Seoul", "GPE", "Seoul")]


def test_a_party_keeps_its_whole_name() -> None:
    party = "Anti-Masonic Party"
    assert told(f"The {party} lost.", **{party: "ORG"}) == [(party, "ORG", party)]


def test_places_of_a_shouted_line_have_their_capitals() -> None:
    text = "BOSTON FIRE SPREADS TO S. KOREAN SHIP NEAR RIO DE JANEIRO\n\nThe fire spread quickly."
    found = told(text)
    assert [(m[0], m[2]) for m in found] == [
        ("BOSTON", "Boston"),
        ("S. KOREAN", "South Korean"),
        ("RIO DE JANEIRO", "Rio de Janeiro"),
    ]


def test_a_state_is_known_by_its_abbreviation_where_a_place_stands() -> None:
    found = told("He lives in Manhattan Beach, Calif., with a dog.", **{"Calif.": "GPE"})
    assert found[-1] == ("Calif.", "GPE", "California")
    assert told("The Mass. was long.") == []


def test_the_people_of_a_part_of_a_country_have_its_code() -> None:
    _, mentions = read("A Scottish farmer met Californians.")
    assert [(m.type, m.iso) for m in mentions] == [("NORP", "GB-SCT"), ("NORP", "US-CA")]
    assert told("She taught English.") == []


def test_a_region_is_nobodys_surname() -> None:
    found = told("Lebed Chechnya plan failed. Lebed left Chechnya.",
                 **{"Lebed Chechnya": "PERSON", "Lebed": "PERSON"})  # fmt: skip
    assert ("Chechnya", "LOC", "Chechnya") in found


def test_a_city_with_its_district_is_one_place() -> None:
    found = told(
        "They went to Washington, D.C. before that.", **{"Washington": "GPE", "D.C.": "GPE"}
    )
    assert [s for s, _, _ in found] == ["Washington, D.C."]
