"""A text document is described by the lines that cleaning moved, and where none, by its own."""

from datetime import date
from pathlib import Path

import pytest

from tests.tasks.describe.parts import BODY, describe_one


def test_a_british_page_states_both_times(tmp_path: Path) -> None:
    draft = describe_one(
        tmp_path,
        moved={
            "published_at": "Tue 5 Jul 2022 09.30 BST",
            "modified_at": "Last modified on Tue 5 Jul 2022 17.12 BST",
        },
    )
    assert f"{draft['published_at']:%H:%M} {draft['modified_at']:%H:%M}" == "08:30 16:12"


def test_an_unknown_credit_is_the_agency_unless_it_is_the_outlet(tmp_path: Path) -> None:
    line = {"dateline": "OSLO (Harbor Ledger) —"}
    wire = describe_one(tmp_path / "a", moved=line)
    own = describe_one(tmp_path / "b", moved=line, given={"publisher": "Harbor Ledger"})
    assert (wire["agency"], own["agency"]) == ("Harbor Ledger", None)


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("Posted by Ann Bell on May 3, 2020 | Permalink", ["Ann Bell"]),
        ("Ann Bell, Chief Political Correspondent 3 May 2020", ["Ann Bell"]),
        ("Ann Bell\n3 May 2020", ["Ann Bell"]),
        ("By Harbor Watch\n3 May 2020", []),  # no first name is known
        ("Tennis Story\n3 May 2020", []),
    ],
)
def test_a_byline_that_was_not_moved_is_read_off_the_text(
    tmp_path: Path, head: str, authors: list[str]
) -> None:
    source = f"Ferry late again\n{head}\n{BODY}"
    row = describe_one(tmp_path, source_text=source, moved={"headline": "Ferry late again"})
    assert (row["authors"], row["published_date"]) == (authors, date(2020, 5, 3))


@pytest.mark.parametrize(
    ("byline", "day"),
    [
        ("By The Associated Press Updated 3:15 p.m. EDT, May 3, 2020", date(2020, 5, 3)),
        ("By Ann Bell | May 3, 2020 at 2:26 PM", date(2020, 5, 3)),
        ("By Ann Bell – 3 days ago", date(2026, 1, 7)),
        ("By Ann Bell, Room 2020", None),
    ],
)
def test_a_byline_with_a_date_dates_the_page(tmp_path: Path, byline: str, day: date | None) -> None:
    assert describe_one(tmp_path, moved={"byline": byline})["published_date"] == day


def test_moved_lines_of_a_text_are_not_overruled(tmp_path: Path) -> None:
    moved = {"headline": "Ferry late again", "byline": "By Carl Dunn", "published_at": "1 May 2020"}
    source = f"Ferry late again\nBy Ann Bell\n3 May 2020\n{BODY}"
    row = describe_one(tmp_path, source_text=source, moved=moved)
    assert (row["authors"], row["published_date"]) == (["Carl Dunn"], date(2020, 5, 1))
