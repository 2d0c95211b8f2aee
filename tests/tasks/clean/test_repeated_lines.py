"""What a publisher prints on many pages is learnt from one run and taken out in the next."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tasks.clean.page import CleanOptions, clean_part
from tasks.clean.repeated_lines import LINES_KEPT, PAGES_KEPT, PRINTED, SCHEMA, merged, update
from tests.tasks.clean.pages import documents

NOTICE = "The harbour office answers questions about berths on weekdays from nine until noon."
STORIES = [
    f"The {thing} was repaired on Monday after the council had found the money for it.\n\n"
    f"Neighbours of the {thing} said that they had waited for years and were glad to see it done."
    f"\n\nThe mayor called the {thing} a sign of better times for the northern part of the town."
    for thing in "bridge tower market pier school garden station library fountain chapel".split()
]


def pages(count: int, publisher: str = "harbour.example") -> pl.DataFrame:
    frame = documents([f"{story}\n\n{NOTICE}" for story in STORIES[:count]])
    given = [
        {"url": f"https://www.{publisher}/story/{number}", "title": None} for number in range(count)
    ]
    return frame.with_columns(given=pl.Series(given, dtype=frame.schema["given"], strict=False))


def run(frame: pl.DataFrame, folder: Path, state: tuple[Path, ...] = ()) -> tuple[pl.Series, Path]:
    folder.mkdir(exist_ok=True)
    part = folder / "documents-0.parquet"
    frame.write_parquet(part)
    found = clean_part(part, folder, replace(CleanOptions(), repeated=state))
    assert found.printed is not None
    return pl.read_parquet(found.texts)["text"], update(
        state, [found.printed], folder / "repeated_lines.parquet"
    )


def test_second_run_takes_what_the_first_one_saw_often(tmp_path: Path) -> None:
    before, state = run(pages(10), tmp_path / "first")
    assert all(NOTICE in text for text in before)
    after, _ = run(pages(10), tmp_path / "second", (state,))
    assert not any(NOTICE in text for text in after)
    for text, story in zip(after, STORIES, strict=True):
        assert all(paragraph in text for paragraph in story.split("\n\n"))
    removed = pl.read_parquet(tmp_path / "second" / "removed_blocks-0.parquet")
    assert (
        removed.filter(pl.col("text") == NOTICE)["rule_id"].to_list()
        == ["repeated_line.many_pages"] * 10
    )


def test_few_pages_and_other_publishers_prove_nothing(tmp_path: Path) -> None:
    _, few = run(pages(PAGES_KEPT - 1), tmp_path / "few")
    after, _ = run(pages(3), tmp_path / "again", (few,))
    assert all(NOTICE in text for text in after)
    _, state = run(pages(10), tmp_path / "many")
    after, _ = run(pages(3, "valley.example"), tmp_path / "other", (state,))
    assert all(NOTICE in text for text in after)


def test_cleaning_the_same_pages_again_adds_nothing(tmp_path: Path) -> None:
    _, first = run(pages(5), tmp_path / "first")
    _, second = run(pages(5), tmp_path / "second", (first,))
    assert first.read_bytes() == second.read_bytes()


def rows(count: int, publisher: str = "p", lines: int = 3) -> pl.DataFrame:
    seen = [datetime(2026, 1, 1 + number % 28, tzinfo=UTC) for number in range(count)]
    return pl.DataFrame(
        {
            "publisher": [publisher] * count,
            "line": [number % lines for number in range(count)],
            "page": [(number * 7919) % 1009 for number in range(count)],
            "seen_at": seen,
        },
        schema=PRINTED,
    )


@pytest.mark.parametrize("size", [1, 7, 60])
def test_any_order_and_cut_of_a_run_gives_the_same_state(size: int) -> None:
    new = rows(60)
    whole = merged(state_of_nothing(), new)
    backwards = merged(state_of_nothing(), new.reverse())
    cut = state_of_nothing()
    for first in range(0, new.height, size):
        cut = merged(cut, new.slice(first, size))
    assert whole.equals(backwards)
    assert whole.equals(cut)
    assert whole["pages"].list.len().max() == PAGES_KEPT


def state_of_nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=SCHEMA)


def test_state_is_bounded_and_keeps_what_is_printed_most() -> None:
    often = rows(40, lines=1)
    once = rows(LINES_KEPT + 500, lines=LINES_KEPT + 500).with_columns(line=pl.col("line") + 10)
    state = merged(state_of_nothing(), pl.concat([often, once.cast(PRINTED)]))
    assert state.height == LINES_KEPT
    assert state.filter(pl.col("line") == 0)["pages"].list.len().item() == PAGES_KEPT


def test_a_story_printed_many_times_is_a_copy_and_keeps_its_text(tmp_path: Path) -> None:
    frame = documents([STORIES[0]] * 10)
    given = [{"url": f"https://harbour.example/{n}", "title": None} for n in range(10)]
    frame = frame.with_columns(given=pl.Series(given, dtype=frame.schema["given"], strict=False))
    before, state = run(frame, tmp_path / "first")
    after, _ = run(frame, tmp_path / "second", (state,))
    assert after.to_list() == before.to_list()
    assert all(paragraph in after[0] for paragraph in STORIES[0].split("\n\n"))
