"""`check` finds faults without Great Expectations, whatever the memory it may use."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from expectations import buckets, text_checks
from expectations.candidates import Candidates
from expectations.check import check
from expectations.offenders import find_offenders, prove_ledger
from expectations.text_checks import ledger_offenders
from tests.expectations.breaks import BREAKS
from tests.expectations.small import CLOCK, Frames, candidates_of, write_all
from warehouse.contract import contract
from warehouse.stage import write_table


def test_sound_warehouse_is_ok(frames: Frames, tmp_path: Path) -> None:
    report = check(write_all(frames, tmp_path), CLOCK)
    assert report.ok
    ledger = next(c for c in report.checks if c.name == "ledger_balances")
    assert (ledger.rows, ledger.failures, ledger.examples) == (4, 0, ())


def test_fault_is_counted_with_examples(frames: Frames, tmp_path: Path) -> None:
    report = check(write_all(BREAKS["mentions", "surface_is_the_slice"](frames), tmp_path), CLOCK)
    assert not report.ok
    (found,) = [c for c in report.checks if c.failures]
    assert (found.table, found.name) == ("mentions", "surface_is_the_slice")
    assert (found.rows, found.failures) == (7, 1)
    assert found.examples == ("m_a_3_headline_0",)


def test_warning_does_not_spoil_it(frames: Frames, tmp_path: Path) -> None:
    report = check(write_all(BREAKS["articles", "text_in_paragraphs"](frames), tmp_path), CLOCK)
    assert report.ok
    assert sum(c.failures for c in report.checks) == 1


def test_released_row_is_no_failure(frames: Frames, tmp_path: Path) -> None:
    files = write_all(BREAKS["mentions", "surface_is_the_slice"](frames), tmp_path)
    kinds = pl.Schema(contract("quarantine").schema)
    row = {"quarantine_id": "q", "stage": "gate", "record_key": "a_3", "reasons": [],
           "quarantined_at": CLOCK, "resolved_at": CLOCK, "run_id": "r"}  # fmt: skip
    for resolution, ok in (("discarded", False), ("released", True)):
        aside = pl.DataFrame([row | {"resolution": resolution}], schema=kinds)
        path = tmp_path / f"{resolution}.parquet"
        write_table("quarantine", [aside], path)
        assert check(files | {"quarantine": (path,)}, CLOCK).ok is ok


def test_broken_file_is_reported_and_nothing_else(frames: Frames, tmp_path: Path) -> None:
    files = write_all(frames, tmp_path)
    (file,) = files["clusters"]
    file.write_bytes(file.read_bytes()[:-9])
    report = check(files, CLOCK)
    assert [(c.table, c.examples) for c in report.checks if c.failures] == [
        ("clusters", ("part-0.parquet",))
    ]
    assert {c.name for c in report.checks} == {"files_follow_contract"}


@pytest.mark.parametrize(
    "name", [("article_versions", "ledger_balances"), ("removed_blocks", "text_is_the_slice")]
)
def test_many_buckets_find_what_one_does(
    name: tuple[str, str], frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidates = candidates_of(BREAKS[name](frames), tmp_path / "in")
    one = ledger_offenders(candidates, tmp_path / "one")
    small = buckets.boundaries(candidates, bucket_bytes=64)
    assert len(small) == 2
    monkeypatch.setattr(text_checks, "boundaries", lambda _: small)
    many = ledger_offenders(candidates, tmp_path / "many")
    assert list(one) == list(many) == [name]
    assert one[name].equals(many[name])


def test_a_proof_ahead_gives_what_the_gate_would_find(frames: Frames, tmp_path: Path) -> None:
    broken = BREAKS["removed_blocks", "text_is_the_slice"](frames)
    whole = candidates_of(broken, tmp_path / "in")
    tables = ("raw_documents", "article_versions", "removed_blocks")
    ahead = Candidates(added={table: whole.added[table] for table in tables})
    proven = prove_ledger(ahead, tmp_path / "gate")
    there = find_offenders(whole, ["articles"], tmp_path / "scratch")
    found = find_offenders(whole, ["articles"], tmp_path / "scratch", proven)
    assert list(there) == list(found) == [("removed_blocks", "text_is_the_slice")]
    assert all(found[name].equals(there[name]) for name in there)


def test_check_imports_nothing_heavy() -> None:
    code = "import sys, expectations.check; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"great_expectations", "pandas", "numba", "spacy"} & set(loaded.stdout.split())
