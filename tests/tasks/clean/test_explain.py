"""Explaining covers every character, and needs nothing heavy to be imported."""

import subprocess
import sys

from tasks.clean.explain import Segment, explain, segments_from_removed

SOURCE = (
    "print PRINT\n\nTOKYO (Valley News) - The board of the harbour met on Tuesday and voted to "
    "wait for another year.\n\nNobody spoke against it, the chairwoman said after the meeting.\n"
)


def test_segments_cover_the_source() -> None:
    segments = explain(SOURCE)
    assert "".join(SOURCE[s.char_start : s.char_end] for s in segments) == SOURCE
    assert [s.kind for s in segments if s.kind] == ["print_control"]


def test_segments_from_rows_in_any_order() -> None:
    rows = [
        {"char_start": 6, "char_end": 8, "kind": "advert", "action": "removed", "rule_id": "a",
         "score": 1.0},
        {"char_start": 0, "char_end": 2, "kind": "deck", "action": "moved", "rule_id": "b",
         "score": 0.5},
    ]  # fmt: skip
    assert segments_from_removed("0123456789", rows) == [
        Segment(0, 2, "deck", "moved", "b", 0.5),
        Segment(2, 6),
        Segment(6, 8, "advert", "removed", "a", 1.0),
        Segment(8, 10),
    ]


def test_import_is_light() -> None:
    code = "import sys, tasks.clean.explain; print({'numba', 'polars', 'lxml'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
