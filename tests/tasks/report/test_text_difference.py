"""Tells texts apart: every sentence of either text is accounted for, however they are mixed."""

import time
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tasks.report.text_difference import CHARACTERS_COMPARED, difference

WORDS = st.sampled_from(["One.", "Two two.", "Three!", "Four?", "Five."])
TEXTS = st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=5).map("\n\n".join)


def told(text: str, other: str) -> list[tuple[str, str]]:
    return [(s.change, s.text) for s in difference("a", text, "b", other).sentences]


def test_equal_words_are_kept_whatever_case_and_marks() -> None:
    assert told("THE PIER — is shut!", "The pier is shut.") == [("kept", "THE PIER — is shut!")]


def test_added_removed_and_moved_stand_where_they_are_read() -> None:
    early = (
        "The pier is shut. Nobody was hurt.\n\nRepairs take a week. He said: “Enough.” All left."
    )
    late = "The pier is shut. Repairs take a week. Rain fell. All left. Nobody was hurt."
    assert told(late, early) == [
        ("kept", "The pier is shut."),
        ("kept", "Repairs take a week."),
        ("removed", "He said: “Enough.”"),
        ("added", "Rain fell."),
        ("kept", "All left."),
        ("moved", "Nobody was hurt."),
    ]


def test_a_stop_before_a_small_letter_ends_nothing() -> None:
    text = "The U.S. envoy left. So did he."
    assert [s for _, s in told(text, text)] == ["The U.S. envoy left.", "So did he."]


def test_scripts_without_spaces_are_told_apart_by_sentence() -> None:
    found = told(
        "港湾局が発表した。運賃は変わらない。", "港湾局が発表した。「再開は来週。」と述べた。"
    )
    assert found[0] == ("kept", "港湾局が発表した。")
    assert ("added", "運賃は変わらない。") in found


@given(text=TEXTS, other=TEXTS)
def test_every_sentence_is_accounted_for_once(text: str, other: str) -> None:
    counts = {c: Counter(s for change, s in told(text, other) if change == c)
              for c in ("kept", "added", "removed", "moved")}  # fmt: skip
    both = counts["kept"] + counts["moved"]
    mine, theirs = (
        Counter(s for s, n in _sentences(t).items() for _ in range(n)) for t in (text, other)
    )
    assert both + counts["added"] == mine
    assert both + counts["removed"] == theirs
    assert both == mine & theirs


def _sentences(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for paragraph in text.split("\n\n"):
        found.update(s for s in ("One.", "Two two.", "Three!", "Four?", "Five.")
                     for _ in range(paragraph.count(s)))  # fmt: skip
    return found


def test_huge_and_repetitive_texts_are_bounded() -> None:
    start = time.process_time()
    found = difference("a", "Yes. No. " * 400_000, "b", "No. Yes. " * 400_000)
    assert found.is_cut
    assert difference("a", "x" * (CHARACTERS_COMPARED + 1), "b", "x").is_cut
    assert not difference("a", "x", "b", "x").is_cut
    assert time.process_time() - start < 20
