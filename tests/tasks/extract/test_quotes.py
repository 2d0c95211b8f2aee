"""Quotations, their speakers and their verbs; odd marks do no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.quotes import Quote, find_quotes
from tests.tasks.extract.scripted import read

PEOPLE = {"Anna Berg": "PERSON", "Berg": "PERSON", "Tom Vale": "PERSON", "Harbour Board": "ORG"}


def quotes(text: str) -> list[tuple[str, str | None, str | None, str]]:
    article, mentions = read(text, None, **PEOPLE)
    return [_row(article.printed, q) for q in find_quotes(article.printed, mentions)]


def _row(text: str, q: Quote) -> tuple[str, str | None, str | None, str]:
    who = text[q.speaker.start : q.speaker.end] if q.speaker else None
    return text[q.start : q.end], who, q.cue, q.kind


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“We will build it,” Anna Berg said.", "Anna Berg", "said"),
        ("“We will build it,” said Anna Berg.", "Anna Berg", "said"),
        ("“We will build it,” Berg told reporters on Monday.", "Berg", "told"),
        ("“Will we build it?” asked Anna Berg.", "Anna Berg", "asked"),
        ('"We will build it," Anna Berg said.', "Anna Berg", "said"),
        ("Anna Berg said: “We will build it.”", "Anna Berg", "said"),
        ("According to Anna Berg, “we will build it.”", "Anna Berg", "According to"),
        ("“We will build it,” according to Anna Berg.", "Anna Berg", "according to"),
        ("“We will build it,” Anna Berg, the mayor of Altstadt, said.", "Anna Berg", "said"),
        ("“We will build it,” the Harbour Board said in a letter.", "Harbour Board", "said"),
        ("“We will build it,” she added.", "she", "added"),
        (
            "“We will build it,” a senior harbour official said.",
            "a senior harbour official",
            "said",
        ),
        ("Tom Vale left. Anna Berg said “we will build it” soon.", "Anna Berg", "said"),
        ("Anna Berg praised the plan and called it “quite a bridge.”", "Anna Berg", "called"),
        ("Anna Berg praised the plan, saying it was “quite a bridge.”", "Anna Berg", "saying"),
    ],
)
def test_speakers(text: str, speaker: str, cue: str) -> None:
    ((_, found, verb, _),) = quotes(text)
    assert (found, (verb or "").lower()) == (speaker, cue.lower())


def test_direct_and_mixed() -> None:
    text = "“We will build it,” Anna Berg said.\n\nTom Vale called it “quite a bridge” today."
    assert [q[3] for q in quotes(text)] == ["direct", "mixed"]


def test_a_broken_quotation_keeps_its_speaker() -> None:
    text = "“We will build it,” Anna Berg said. “And we will pay for all of it.”"
    assert [q[1] for q in quotes(text)] == ["Anna Berg", "Anna Berg"]


def test_a_quotation_over_two_paragraphs_keeps_its_speaker() -> None:
    text = "Anna Berg said: “We will build it.\n\n“And we will pay for all of it.”"
    assert [q[1] for q in quotes(text)] == ["Anna Berg", "Anna Berg"]


def test_a_new_paragraph_with_another_verb_changes_the_speaker() -> None:
    text = "“We will build it,” Anna Berg said.\n\n“They never will do it,” Tom Vale said."
    assert [q[1] for q in quotes(text)] == ["Anna Berg", "Tom Vale"]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “bridge” was a plank.",
        "She sang “Over the Water” at noon.",
        "Nothing is quoted here, Anna Berg said.",
        "“” and “ ” and “...” are empty, Anna Berg said.",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert quotes(text) == []


def test_nested_marks_stay_inside_the_outer_quotation() -> None:
    text = "“He told me “never again” and left,” Anna Berg said."
    assert [q[:2] for q in quotes(text)] == [("He told me “never again” and left,", "Anna Berg")]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "Anna Berg said: “We will build it.\n\nThe plan is old."
    assert [q[0] for q in quotes(text)] == ["We will build it."]


MARKS = ("“", "”", '"', "«", "»", "''", "\n", " ", ",", "?")
PIECES = st.sampled_from((*MARKS, "said", "Anna Berg", "he", "and", "We go there.", "according to"))


@given(st.lists(PIECES))
def test_any_marks_in_any_order(pieces: list[str]) -> None:
    article, mentions = read("".join(pieces), None, **PEOPLE)
    text = article.printed
    reached = 0
    for quote in find_quotes(text, mentions):
        assert reached <= quote.start < quote.end <= len(text)
        assert "\n" not in text[quote.start : quote.end]
        assert 0 <= quote.score <= 1
        if quote.speaker:
            assert 0 <= quote.speaker.start < quote.speaker.end <= len(text)
        reached = quote.end
