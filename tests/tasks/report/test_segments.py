"""A text is split without losing or doubling a character, whatever the segments say."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.report.kinds import KINDS, css_class, look
from tasks.report.segments import Segment, abridged, lines, pieces, segments_of
from tests.tasks.report.pages import PAGES
from warehouse.vocabulary import REMOVAL_KINDS

texts = st.text(st.sampled_from("ab \n漢é"), max_size=60)
segments = st.lists(
    st.builds(
        Segment,
        char_start=st.integers(0, 70),
        char_end=st.integers(0, 70),
        kind=st.sampled_from([None, "caption", "advert"]),
    ),
    max_size=8,
)


@given(texts, segments)
def test_pieces_are_the_text(text: str, marks: list[Segment]) -> None:
    assert "".join(piece.text for piece in pieces(text, marks)) == text


@given(texts, segments)
def test_a_piece_lies_inside_its_segment(text: str, marks: list[Segment]) -> None:
    place = 0
    for piece in pieces(text, marks):
        if piece.segment:
            assert piece.segment.char_start <= place
            assert place + len(piece.text) <= piece.segment.char_end
        place += len(piece.text)


@given(texts, segments)
def test_lines_hold_every_visible_character_in_order(text: str, marks: list[Segment]) -> None:
    shown = "".join(piece.text for line in lines(pieces(text, marks)) for piece in line)
    assert shown.split() == text.replace("\n", "").split() or "".join(shown.split()) == "".join(
        text.split()
    )


@given(texts, segments, st.integers(4, 30))
def test_cut_characters_are_counted(text: str, marks: list[Segment], longest: int) -> None:
    cut = list(abridged(pieces(text, marks), longest))
    assert sum(len(piece.text) + piece.hidden for piece in cut) == len(text)
    assert all(len(piece.text) <= longest + longest // 4 for piece in cut)


def test_rows_become_segments_in_the_order_of_the_text() -> None:
    page = PAGES[0]
    found = segments_of(list(reversed(page.removed)))
    assert [page.source_text[s.char_start : s.char_end] for s in found] == [
        row["text"] for row in page.removed
    ]
    assert "".join(p.text for p in pieces(page.source_text, found) if not p.segment).split() == (
        page.text.split()
    )


def test_the_reason_is_a_sentence_with_rule_and_score() -> None:
    segment = Segment(0, 4, "byline_line", "moved", "byline_line.by", 0.5, "byline")
    assert segment.reason == (
        "byline line: moved to byline because it is the line that names the authors "
        "(rule byline_line.by, score 0.50)"
    )
    assert Segment(0, 4).reason == ""


def test_every_kind_of_the_vocabulary_has_a_look_and_no_other() -> None:
    assert set(KINDS) == REMOVAL_KINDS
    assert len({entry.hue for entry in KINDS.values()}) == len(KINDS)
    assert css_class('x" onload="') == "k-other"
    assert look("a kind of a later version").meaning
