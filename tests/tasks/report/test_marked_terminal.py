"""The removed-text view in a terminal: width, wide characters, colours and hostile bytes."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tasks.report.cells import cut_to, printable, wrapped
from tasks.report.highlight import Segment, segments_of, segments_terminal
from tests.tasks.report.pages import PAGES

ANSI = re.compile(r"\x1b\[[0-9;]*m")
SCORES = st.sampled_from([None, 0.5])


@pytest.mark.parametrize("width", [24, 40, 63, 64, 80, 120, 200])
@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_line_is_wider_than_the_terminal(page, width: int, colour: bool) -> None:  # type: ignore[no-untyped-def]
    shown = segments_terminal(page.source_text, segments_of(page.removed), width, colour)
    assert max(cell_len(ANSI.sub("", line)) for line in shown.split("\n")) <= width


@given(
    st.text(st.sampled_from("ab \n漢字ｶ한é👩‍🚒\u0301\t\x1b"), max_size=80),
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(20, 90),
    st.booleans(),
)
def test_any_text_fits_any_width(
    text: str, start: int, length: int, width: int, colour: bool
) -> None:
    mark = Segment(start, start + length, "caption", "removed", "caption.long_rule_name", 0.5)
    for line in segments_terminal(text, [mark], width, colour).split("\n"):
        assert cell_len(ANSI.sub("", line)) <= width


def test_without_colour_marks_say_what_was_taken() -> None:
    page = PAGES[3]
    shown = segments_terminal(page.source_text, segments_of(page.removed), 400, False)
    assert "\x1b" not in shown
    marked = re.findall(r"\[-(.*?)-\]\{(\w+)\}", shown)
    assert marked == [(str(row["text"]), str(row["kind"])) for row in page.removed]
    assert "breadcrumb.head 0.97 → section" in shown


def test_with_colour_taken_text_is_struck_through_and_kept_text_is_plain() -> None:
    page = PAGES[3]
    shown = segments_terminal(page.source_text, segments_of(page.removed), 400, True)
    struck = re.findall(r"\x1b\[9;38;5;\d+m(.*?)\x1b\[0m", shown)
    assert [" ".join(s.split()) for s in struck] == [
        " ".join(str(row["text"]).split()) for row in page.removed
    ]
    plain = re.sub(r"\x1b\[[0-9;]+m.*?\x1b\[0m", "", shown)
    assert plain.split() == page.text.split()


def test_a_line_of_wide_characters_wraps_by_columns_and_loses_none() -> None:
    text = "東京の夜間フェリー、来週から再開へ" * 4
    rows = [row[0][0] for row in wrapped([(text, None)], 21)]
    assert all(cell_len(row) <= 21 for row in rows)
    assert "".join(rows) == text
    assert cut_to("東京の夜", 5) == "東京…"


def test_control_codes_of_a_document_reach_no_terminal() -> None:
    text = "a\x1b]0;pwned\x07b\x9b31m\u202ec\r\x08\x00"
    mark = Segment(0, 3, "caption\x1b[2J", "removed", "rule\x1b[2J", 0.9)
    for colour in (True, False):
        shown = segments_terminal(text, [mark], 90, colour)
        left = ANSI.sub("", shown) if colour else shown
        assert all(char.isprintable() or char == "\n" for char in left)
    assert printable("\x1b[31m") == "␛[31m"
    assert printable("soft\xadhy\u200bphen\tand\u3000space") == "softhyphen and space"


def test_the_terminal_pictures_load_nothing_heavy() -> None:
    heavy = ("prefect", "great_expectations", "spacy", "jinja2", "polars", "pyarrow")
    code = f"import sys, tasks.report.highlight; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
