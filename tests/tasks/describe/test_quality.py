"""The quality flags that a document earns by its text, its damage and its metadata."""

from pathlib import Path

import pytest

from tests.tasks.describe.parts import BODY, MOVED, describe_one


@pytest.mark.parametrize(
    ("fields", "flag"),
    [
        ({"text": "Too short to tell."}, "short"),
        ({"text": "Kort."}, "language_unknown"),
        ({}, "undated"),
        ({}, "no_headline"),
        ({"damage": ["replaced characters"]}, "damaged_encoding"),
        ({"text": BODY + " \ufffd"}, "damaged_encoding"),
        ({"text": f"{BODY}\n\n{BODY}"}, "repeated_paragraphs"),
        ({"text": "word " * 20_001}, "very_long"),
        ({"text": (BODY * 4).lower()}, "one_case"),
        ({"text": (BODY * 4).upper()}, "one_case"),
    ],
)
def test_flags(tmp_path: Path, fields: dict, flag: str) -> None:
    assert flag in describe_one(tmp_path, **fields)["quality_flags"]


def test_a_script_without_capitals_is_not_of_one_case(tmp_path: Path) -> None:
    row = describe_one(tmp_path, text="昨日、東京で首脳会談が開かれ、両国は協力で一致した。" * 20)
    assert "one_case" not in row["quality_flags"]


def test_a_plain_document_earns_no_flags_of_its_own(tmp_path: Path) -> None:
    assert describe_one(tmp_path, moved=MOVED)["quality_flags"] == []
