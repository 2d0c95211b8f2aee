"""Headlines are recased from the article's own words, letter for letter in place."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.capitals import is_shouted, is_title_cased, recase, straighten


def test_a_shouted_line_takes_the_spelling_of_running_text() -> None:
    text = "HARBOUR BOARD SUES OLD PORT\nOn Monday the Harbour Board said it sues the old Port."
    assert recase(text).split("\n")[0] == "Harbour Board sues old Port"


def test_an_unknown_shouted_word_becomes_small() -> None:
    text = "ZEBRA MEETS MAYOR BERG\nThen the mayor, Anna Berg, went home."
    assert recase(text).startswith("zebra meets mayor Berg")


def test_a_title_cased_headline_loses_the_capitals_of_common_words() -> None:
    headline = "Mayor Berg Opens New Bridge"
    text = f"{headline}\n\nThe mayor, Anna Berg, said she opens the new bridge with joy."
    assert recase(text, len(headline)).startswith("Mayor Berg opens new bridge")


def test_title_case_outside_the_headline_stays() -> None:
    line = "Mayor Berg Opens New Bridge"
    text = f"Short\n\n{line}\n\nThe mayor opens the new bridge."
    assert line in recase(text, len("Short"))


def test_abbreviations_in_running_text_stay() -> None:
    text = "The USA and NATO met. The BBC said so."
    assert recase(text) == text


def test_a_line_of_two_short_words_is_not_judged() -> None:
    assert not is_shouted("U.S. EU")
    assert is_shouted("EUROPEAN UNION SPLITS")
    assert not is_shouted("2019 10 11 12")
    assert not is_title_cased("Berg wins again")


def test_quotes_become_straight() -> None:
    assert straighten("Korea’s “North”") == 'Korea\'s "North"'


@given(st.text(), st.integers(0, 30))
def test_the_length_never_changes(text: str, headline_end: int) -> None:
    assert len(recase(text, headline_end)) == len(text)


@given(
    st.lists(st.sampled_from(["STRASSE", "ßtraße", "İSTANBUL", "ISTANBUL", "ŉORD", "\n", " a "]))
)
def test_letters_that_grow_with_their_case_keep_the_length(words: list[str]) -> None:
    text = " ".join(words)
    assert len(recase(text)) == len(text)
