"""The gate as a run meets it: set aside, stop, waive, and judge beside a current snapshot."""

from pathlib import Path

import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.gate import Candidates, judge
from expectations.quarantine import number, payload, quarantine_rows
from tests.expectations.breaks import BREAKS, put, story
from tests.expectations.conftest import Judge
from tests.expectations.small import CLOCK, RUN, Frames, candidates_of, options, write_all
from warehouse.contract import contract
from warehouse.stage import conform, write_part

FUTURE = BREAKS["articles", "published_not_in_future"]


def test_bad_rows_are_set_aside_and_can_be_waived(judged: Judge, frames: Frames) -> None:
    verdict = judged(BREAKS["mentions", "surface_is_the_slice"](frames))
    assert verdict.ok
    assert verdict.set_aside is not None
    (row,) = pl.read_parquet(verdict.set_aside).rows(named=True)
    assert (row["table_name"], row["record_key"]) == ("mentions", "m_a_3_headline_0")
    assert row["article_id"] == "a_3"
    (reason,) = row["reasons"]
    assert reason["column"] == "surface_is_the_slice"
    assert reason["value"] == "Ada Mohr"
    assert "Found: Ada Mohr." in reason["message"]

    waived = judged(BREAKS["mentions", "surface_is_the_slice"](frames), frozenset({"a_3"}))
    assert waived.ok
    assert waived.set_aside is None
    results = pl.read_parquet(waived.results).filter(pl.col("unexpected_count") > 0)
    assert results["success"].to_list() == [True]
    assert results["examples"].to_list() == [["waived: m_a_3_headline_0"]]


def test_table_failure_stops_the_run(judged: Judge, frames: Frames) -> None:
    verdict = judged(put("clusters", pl.col("cluster_id") == "c_1", size=3)(frames))
    assert not verdict.ok
    (failure,) = verdict.failures
    for word in ("clusters", "size_equals_members", "c_1", "found 2", "report it"):
        assert word in failure
    assert verdict.set_aside is None


def test_warning_only_warns(judged: Judge, frames: Frames) -> None:
    verdict = judged(BREAKS["articles", "text_in_paragraphs"](frames))
    assert verdict.ok
    assert len(verdict.warnings) == 1
    assert verdict.set_aside is None


def test_results_conform_to_their_contract(judged: Judge, frames: Frames) -> None:
    verdict = judged(FUTURE(frames))
    table = conform("expectation_results", pl.read_parquet(verdict.results))
    key = pl.DataFrame(table).select(contract("expectation_results").key)
    assert key.is_unique().all()
    assert verdict.results.read_bytes() == judged(FUTURE(frames)).results.read_bytes()


def test_file_that_differs_from_its_contract_fails(
    warm: None, frames: Frames, tmp_path: Path
) -> None:
    candidates = candidates_of(frames, tmp_path / "in")
    (file,) = candidates.added["entities"]
    table = pq.read_table(file)
    nullable = pa.schema([f.with_nullable(True) for f in table.schema])
    gap = pa.array([None, "n"], pa.string())
    pq.write_table(table.set_column(2, "name", gap).cast(nullable), file)
    verdict = judge(candidates, tmp_path / "out", options())
    assert not verdict.ok
    failed = pl.read_parquet(verdict.results).filter(~pl.col("success"))["column"].to_list()
    assert {"schema_is_the_contract", "required_values_present"} <= set(failed)


@pytest.fixture
def current(frames: Frames, tmp_path: Path) -> dict[str, tuple[Path, ...]]:
    return write_all(frames, tmp_path / "current")


def test_new_rows_may_point_at_current_ones(
    warm: None, frames: Frames, current: dict[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    again = {"mentions": frames["mentions"].filter(story("a_3"))}
    gone = write_part(pl.DataFrame({"id": ["a_3"]}), tmp_path / "gone.parquet")
    added = write_all(again, tmp_path / "in")
    mine = Candidates(added, {"mentions": ("article_id", gone)}, current)
    assert judge(mine, tmp_path / "out", options()).failures == ()
    without_deletion = Candidates(added, {}, current)
    failures = judge(without_deletion, tmp_path / "out", options()).failures
    assert any("mentions" in f and "key_is_unique" in f for f in failures)


def test_rows_left_behind_by_a_deletion_are_found(
    warm: None, current: dict[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    gone = write_part(pl.DataFrame({"id": ["a_3"]}), tmp_path / "gone.parquet")
    forgotten = Candidates({}, {"articles": ("article_id", gone)}, current)
    verdict = judge(forgotten, tmp_path / "out", options())
    failed = pl.read_parquet(verdict.results).filter(~pl.col("success"))
    names = set(failed.select("table_name", "column").rows())
    assert ("mentions", "article_id_resolves") in names
    assert ("clusters", "size_equals_members") in names
    assert not verdict.ok


def test_quarantine_payload_holds_row_and_document(
    judged: Judge, frames: Frames, tmp_path: Path
) -> None:
    bad = FUTURE(BREAKS["mentions", "surface_is_the_slice"](frames))
    verdict = judged(bad)
    assert verdict.set_aside is not None
    added = candidates_of(bad, tmp_path / "in").added
    part = quarantine_rows(verdict.set_aside, added, tmp_path / "q.parquet")
    rows = {row["table_name"]: row for row in pl.read_parquet(part).rows(named=True)}
    assert set(rows) == {"articles", "mentions"}
    for table, row in rows.items():
        held = orjson.loads(row["payload"])
        assert held["table"] == table
        assert held["row"]["article_id"] == "a_3"
        assert held["document"]["raw_id"] == "r_a_3_1"
        assert "Snow fell on Mount Ilve." in held["document"]["source_text"]
        assert (row["stage"], row["raw_uri"]) == ("gate", "file:///a_3")
    first = number([part, part], RUN, CLOCK, tmp_path / "n.parquet")
    table = conform("quarantine", pl.read_parquet(first))
    assert table.num_rows == 2
    later = number([part], "another_run", CLOCK, tmp_path / "m.parquet")
    assert pl.read_parquet(later)["quarantine_id"].to_list() == table["quarantine_id"].to_pylist()
    assert number([], RUN, CLOCK, tmp_path / "none.parquet").exists()


def test_payload_is_cut_at_one_mebibyte() -> None:
    document: dict[str, object] = {"raw_id": "r", "source_text": "“\n" * 900_000}
    text = payload("articles", "article_id", {"article_id": "a", "text": "x" * 2_000_000}, document)
    assert len(text.encode()) <= 1 << 20
    held = orjson.loads(text)
    assert held["cut"] is True
    assert held["row"] == {"article_id": "a"}
    assert str(document["source_text"]).startswith(held["document"]["source_text"])
    assert len(held["document"]["source_text"]) > 100_000
