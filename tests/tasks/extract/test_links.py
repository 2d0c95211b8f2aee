"""Well-known people, places and bodies get their public ids; whoever may be another gets none."""

import tomllib
from pathlib import Path

import pytest

from tasks.extract.canonical import normal_name
from tasks.extract.known import BY_HAND, known
from tests.tasks.extract.scripted import read

CONFIRMED = Path(__file__).parents[3] / "benchmarks" / "confirmed_ids.toml"


def ids(text: str, **labels: str) -> dict[str, tuple[str | None, int | None]]:
    """Return the public ids of each surface; the last mention of a surface counts."""
    article, mentions = read(text, **labels)
    return {article.printed[m.start : m.end]: (m.wikidata_id, m.geonames_id) for m in mentions}


def test_a_head_of_government_needs_the_full_name_alone() -> None:
    found = ids("Angela Merkel spoke. Merkel left.", Angela_Merkel="PERSON")
    assert found["Angela Merkel"] == found["Merkel"] == ("Q567", None)


def test_a_surname_alone_is_nobody() -> None:
    assert ids("Merkel left early.", Merkel="PERSON")["Merkel"] == (None, None)


@pytest.mark.parametrize(
    ("text", "is_linked"),
    [
        ("Yvette Cooper opened the shop on Monday.", False),
        ("Yvette Cooper spoke in Britain on Monday.", True),
        ("Secretary Yvette Cooper spoke on Monday.", True),
    ],
)
def test_others_need_their_country_or_an_office(text: str, is_linked: bool) -> None:
    found = ids(text, Yvette_Cooper="PERSON")["Yvette Cooper"]
    assert (found[0] is not None) == is_linked


def test_two_of_one_name_in_one_country_are_nobody() -> None:
    text = "David Davis spoke in Australia, Britain and the United States."
    assert ids(text, David_Davis="PERSON")["David Davis"] == (None, None)


def test_a_type_that_does_not_agree_is_no_link() -> None:
    assert ids("They flew with Angela Merkel.", Angela_Merkel="ORG")["Angela Merkel"][0] is None


def test_one_name_in_several_parts_of_a_country() -> None:
    labels = {"Portland": "GPE"}
    maine = ids("A fire broke out in Portland, Maine, on Monday.", **labels)["Portland"]
    oregon = ids("A fire broke out in Portland, Oregon, on Monday.", **labels)["Portland"]
    bare = ids("A fire broke out in Portland on Monday.", **labels)["Portland"]
    assert maine[1] is not None
    assert oregon == ("Q6106", 5746545)
    assert maine != oregon
    assert bare in (oregon, (None, None))


def test_a_city_behind_which_another_country_stands_is_not_the_large_one() -> None:
    found = ids("He lives in Paris, Texas, with a dog.", Paris="GPE")
    assert found["Paris"][0] != "Q90"
    assert ids("He lives in Paris with a dog.", Paris="GPE")["Paris"] == ("Q90", 2988507)


def test_a_famous_city_comes_before_a_namesake_of_the_country_in_the_news() -> None:
    text = "Envoys of the United States and Japan met in Vancouver on Monday."
    assert ids(text, Vancouver="GPE")["Vancouver"] == ("Q24639", 6173331)
    text = "The mayor of Vancouver in Washington state asked the United States for help."
    assert ids(text, Vancouver="GPE")["Vancouver"] != ("Q24639", 6173331)


def test_a_party_needs_its_country() -> None:
    labels = {"Labour_Party": "ORG"}
    assert ids("The Labour Party won.", **labels)["Labour Party"] == (None, None)
    assert ids("In Britain the Labour Party won.", **labels)["Labour Party"] == ("Q9630", None)


def test_other_spellings_have_the_same_id() -> None:
    one = ids("Kim Jong-un waved.", **{"Kim_Jong-un": "PERSON"})["Kim Jong-un"]
    other = ids("Kim Jong Un waved.", Kim_Jong_Un="PERSON")["Kim Jong Un"]
    assert one == other == ("Q56226", None)


@pytest.mark.parametrize(
    ("text", "surface", "is_linked"),
    [
        ("He studied at the University of Bologna.", "University of Bologna", True),
        ("The Bank of France sold bonds.", "Bank of France", True),
        ("Under Armour is late.", "Under Armour", False),
        ("Under Armour is late, they said in the United States.", "Under Armour", True),
        ("Daihatsu was named in Japan.", "Daihatsu", False),
        ("The carmaker Daihatsu was named in Japan.", "Daihatsu", True),
        ("The carmaker Daihatsu was named.", "Daihatsu", False),
        ("Amazon was named.", "Amazon", False),
        ("Amazon shares fell.", "Amazon", True),
    ],
)
def test_a_company_needs_its_country_or_its_trade(text: str, surface: str, is_linked: bool) -> None:
    assert (ids(text, **{surface: "ORG"})[surface][0] is not None) == is_linked


def test_a_deputy_needs_both_country_and_office() -> None:
    labels = {"Stephen Biegun": "PERSON"}
    office = "Special Representative Stephen Biegun"
    assert ids(f"{office} spoke.", **labels)["Stephen Biegun"][0] is None
    assert ids("Stephen Biegun spoke in the U.S.", **labels)["Stephen Biegun"][0] is None
    found = ids(f"{office} spoke in the U.S.", **labels)["Stephen Biegun"]
    assert found[0] == "Q50300023"


def test_a_small_town_needs_its_state() -> None:
    labels = {"Beverly Hills": "GPE", "Calif": "GPE"}
    assert ids("It rained in Beverly Hills. The U.S. was dry.", **labels)["Beverly Hills"] == (
        None,
        None,
    )
    found = ids("It rained in Beverly Hills, Calif.", **labels)["Beverly Hills"]
    assert found[0] == "Q127856"


def test_an_id_by_hand_stands_once_and_a_confirmed_one_is_still_there() -> None:
    written = tomllib.loads(BY_HAND.read_text("utf-8"))
    pairs = {(key, wikidata) for ids in written.values() for key, wikidata in ids.items()}
    assert len({wikidata for _, wikidata in pairs}) == len(pairs)
    confirmed = tomllib.loads(CONFIRMED.read_text("utf-8"))
    assert {pair for ids in confirmed.values() for pair in ids.items()} <= pairs


def test_the_tables_hold_names_as_linking_compares_them() -> None:
    for kind, name in known():
        assert normal_name(kind, name) == name, (kind, name)
