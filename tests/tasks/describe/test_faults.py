"""Documents whose given dates cannot be true are set aside, with their reasons."""

import json
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.tasks.describe.parts import BODY, CLOCK, describe_one, document, run


@pytest.mark.parametrize(
    ("published", "expectation"), [("soon", "valid_date"), ("2031-05-01", "date_not_in_future")]
)
def test_untrue_given_dates_set_the_record_aside(
    tmp_path: Path, published: str, expectation: str
) -> None:
    bad = document("bad", given={"title": "T", "published": published})
    result = run(tmp_path, [document("good"), bad])
    assert (result.documents, result.quarantined) == (1, 1)
    assert pl.read_parquet(result.drafts)["native_id"].to_list() == ["good.txt"]
    row = pl.read_parquet(result.quarantine).row(0, named=True)
    reason = row["reasons"][0]
    assert (row["stage"], reason["expectation"], reason["column"], reason["value"]) == (
        "describe", expectation, "published", published,
    )  # fmt: skip
    assert bad["raw_uri"] in reason["message"] and "Correct the field" in reason["message"]
    document_ = json.loads(row["payload"])["document"]
    assert document_["source_text"] == BODY and document_["given"]["published"] == published


def test_both_dates_may_be_at_fault(tmp_path: Path) -> None:
    bad = document(given={"published": "soon", "modified": "later"})
    row = pl.read_parquet(run(tmp_path, [bad]).quarantine).row(0, named=True)
    assert [reason["column"] for reason in row["reasons"]] == ["published", "modified"]


def test_two_days_ahead_is_still_a_date(tmp_path: Path) -> None:
    soon = (CLOCK + timedelta(hours=47)).isoformat()
    assert describe_one(tmp_path, given={"published": soon})["published_at"] is not None


def test_an_ambiguous_given_date_is_left_out(tmp_path: Path) -> None:
    row = describe_one(tmp_path, given={"title": "T", "published": "03/05/2020"})
    assert row["published_at"] is None
    assert {"ambiguous_date_dropped", "undated"} <= set(row["quality_flags"])
