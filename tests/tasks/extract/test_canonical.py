"""One entity has one id however its name is spelled."""

import pytest

from tasks.extract.canonical import entity_id, normal_name


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("PERSON", "Kim Jong-un", "Kim Jong Un"),
        ("PERSON", "Donald J. Trump", "Donald Trump"),
        ("PERSON", "José Ruiz", "Jose Ruiz"),
        ("PERSON", "Mr. Vale", "Vale"),
        ("ORG", "Acme Inc.", "Acme"),
        ("ORG", "The Harbour Board", "HARBOUR BOARD"),
        ("ORG", "O.H.B.", "OHB"),
    ],
)
def test_spellings_of_one_name(entity_type: str, one: str, other: str) -> None:
    assert entity_id(entity_type, one, None) == entity_id(entity_type, other, None)


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("PERSON", "Anna Berg", "Anna Bergh"),
        ("PERSON", "J. Smith", "K. Smith"),
        ("ORG", "Acme", "Acme Bank"),
    ],
)
def test_different_names(entity_type: str, one: str, other: str) -> None:
    assert normal_name(entity_type, one) != normal_name(entity_type, other)


def test_a_country_is_known_by_its_code_alone() -> None:
    assert entity_id("GPE", "N. Korea", "KP") == entity_id("GPE", "DPRK", "KP")
    assert entity_id("NORP", "Japanese", "JP") == entity_id("GPE", "Japan", "JP")
    assert entity_id("NORP", "Kurds", None) != entity_id("GPE", "Kurds", None)
    assert entity_id("PERSON", "Washington", None) != entity_id("GPE", "Washington", None)


@pytest.mark.parametrize("name", ["...", "-", "“”", "'"])
def test_a_name_of_signs_alone_still_has_a_form(name: str) -> None:
    assert normal_name("OTHER", name)
