"""Which lines are raised because their likes belong to a body, whatever the model thinks."""

import numpy as np
import polars as pl
import pytest

from tasks.clean.author_notes import author_notes
from tasks.clean.belonging import BODY, belonging
from tasks.clean.blocks import split_lines
from tasks.clean.features import own_features
from tasks.clean.region import Regions
from tasks.clean.sequences import stamps

LEAD = "The harbour board of Port Ellery delayed the new ferry terminal on Tuesday by a year."
END = "Its engineers will draw a smaller terminal, the board said, before it meets in March."


def raised(lines: list[tuple[float, str]]) -> list[str]:
    """Return the lines whose opinions rise."""
    page = split_lines(pl.Series(["\n\n".join(text for _, text in lines)]))
    opinion = np.array([likely for likely, _ in lines], np.float32)
    out = belonging(opinion, page["text"], own_features(page))
    assert (out >= opinion).all()
    assert out[out > opinion] == pytest.approx(BODY)
    return page["text"].filter(pl.Series(out > opinion)).to_list()


@pytest.mark.parametrize(
    "rows",
    [
        ["Kyoto\t12.3", "Osaka\t14.1"],
        ["Norway 5 2 1 8", "Sweden 3 4 4 11"],
        ["Adults £6", "Children £3"],
        ["If you go", "• Doors: 7pm", "• Tickets: book online"],
        ["• 300 g flour", "• 2 eggs", "• a pinch of salt"],
        ["The towns are:", "• Wexley", "• Lenne"],
        ["Eintritt: 8 Euro", "Treffpunkt: am Brunnen"],
    ],
)
def test_rows_between_sentences(rows: list[str]) -> None:
    between = [(0.1, row) for row in rows]
    assert raised([(0.9, LEAD), *between, (0.8, END)]) == rows
    assert raised([(0.2, LEAD), *between, (0.1, END)]) == []
    assert raised([(0.9, LEAD), *between]) == []


@pytest.mark.parametrize(
    "rows",
    [
        ["Read more: Three sites, three problems", "Video: Mayor speaks to parents"],
        ["• Bridge to close for three weekends", "• Mayor speaks to parents"],
        ["Share", "Tweet", "Email"],
        ["Kyoto\t12.3"],
        ["More stories", "Bridge to close", "A school is no car park", "Norway 5 2 1 8"],
    ],
)
def test_teasers_and_single_rows_are_not_raised(rows: list[str]) -> None:
    assert raised([(0.9, LEAD), *((0.1, row) for row in rows), (0.8, END)]) == []


def test_an_interview_is_raised_as_a_whole_up_to_the_comments() -> None:
    page = [
        (0.1, "Why bees?"), (0.8, "Because my doctor told me to get out more, and I do."),
        (0.1, "Any complaints?"), (0.7, "One, from a tenor, who was stung during rehearsal."),
        (0.1, "And the winter?"), (0.3, "I lost three colonies of forty, and I wept for them."),
    ]  # fmt: skip
    assert raised(page) == [text for likely, text in page if likely < BODY]
    assert raised([(likely / 4, text) for likely, text in page]) == []
    comments = [*page[:2], (0.1, "Marge says:"), *page[2:4], (0.1, "Sue says:"), *page[4:]]
    assert raised(comments) == []


BLOG = [
    "10:42",
    LEAD,
    "10.55am GMT",
    "Trees down",
    END,
    "11:10 Uhr: Schulen zu",
    LEAD,
    "12h05",
    END,
]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (BLOG, [True, False, True, False, False, True, False, True, False]),
        (BLOG[:5], [False] * 5),
        (["10:42", LEAD, "9:10", END, "12:05", LEAD, "8:00", END], [False] * 8),
        (["Marge", "10:42", LEAD, "Olaf", "10:55", END, "Sue", "11:20", LEAD], [False] * 9),
        (["10:42", "10:55", "11:20", "11:40", LEAD], [False] * 5),
        (["10.5 million", LEAD, "11.2 million", END, "12.75 metres", LEAD], [False] * 6),
    ],
)
def test_times_of_a_live_blog(page: list[str], found: list[bool]) -> None:
    lines = split_lines(pl.Series(["\n".join(page)]))
    seen = own_features(lines)
    assert stamps(lines["text"], seen.own, seen.bounds).tolist() == found


@pytest.mark.parametrize(
    ("last", "likely", "is_note"),
    [
        ("Maria Keller is professor of transport planning.", 0.4, True),
        ("The author writes about trains.", 0.4, True),
        ("The author is a master of rain.", 0.9, False),
        ("Maria Keller is professor of transport planning.", 0.9, True),
        ("Maria Keller lehrt an der Universität Norden.", 0.4, True),
        ("Maria was late, and so was her train, on most days of that winter.", 0.4, False),
        ("Emil Keller is professor of transport planning.", 0.4, False),
        ("Maria Keller, the trains, the town: all of them late again.", 0.4, False),
    ],
)
def test_what_is_told_about_the_author(last: str, likely: float, is_note: bool) -> None:
    page = ["Let the trains run", "By Maria Keller", LEAD, END, last]
    lines = split_lines(pl.Series(["\n\n".join(page)]))
    keep = np.array([False, False, True, True, True])
    one = np.array([2])
    opinion = np.array([0.1, 0.1, 0.9, 0.9, likely], np.float32)
    found = Regions(keep, np.zeros(5, np.bool_), one, one + 3, np.ones(1))
    notes = author_notes(lines["text"], own_features(lines), found, opinion)
    assert notes.tolist() == [*[False] * 4, is_note]
