"""A known name inside a longer one is not who is meant, so it gets no public id."""

import pytest

from tests.tasks.extract.test_links import ids


@pytest.mark.parametrize(
    ("text", "surface", "label", "is_linked"),
    [
        ("He was one of Houston's Top Dentists, they said.", "Houston", "GPE", False),
        ("He was one of Houston's oldest dentists.", "Houston", "GPE", True),
        ("A Houston Chronicle reporter left.", "Houston", "GPE", False),
        ("It was sold to H Houston for a song.", "Houston", "GPE", False),
        ("They met in Houston Thursday.", "Houston", "GPE", True),
        ("They met Houston Mayor Ann Berg.", "Houston", "GPE", True),
        ("He saw Houston's Prime Minister Ann Berg.", "Houston", "GPE", True),
        ("In Los Angeles, Orange and Riverside Counties it rained.", "Los Angeles", "GPE", False),
        ("In Los Angeles, Boston and Chicago it rained.", "Los Angeles", "GPE", True),
        ("It is a film by CNN Films, they said.", "CNN", "ORG", False),
        ("It was shown by CNN Saturday.", "CNN", "ORG", True),
        ("It was sold to The Associated Press.", "Associated Press", "ORG", True),
    ],
)
def test_a_piece_of_a_longer_name(text: str, surface: str, label: str, is_linked: bool) -> None:
    found = ids(text, **{surface: label})[surface]
    assert (found[0] is not None) == is_linked


def test_words_of_another_mention_do_not_count() -> None:
    text = "They asked Houston's Harbor Pilots Union about it."
    assert ids(text, Houston="GPE", Harbor_Pilots_Union="ORG")["Houston"][0] == "Q16555"
