"""The gate: judges what a run wants to publish, table by table, and changes none of it."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from expectations.candidates import Candidates, added
from expectations.evaluate import warm_up
from expectations.judgement import Outcome, judge_table, sentences
from expectations.offenders import find_offenders, prove_ledger
from expectations.results import is_waived, write_results, write_set_aside
from expectations.suite import suite_tables
from expectations.volume import judge_volume

__all__ = ["Candidates", "GateOptions", "Verdict", "judge", "prove_ledger", "warm_up"]


@dataclass(frozen=True)
class GateOptions:
    """What the gate needs to know of the run.

    clock: start of the run, in UTC.
    volume: a TOML file of bands per source; null for the ones that come with the gate.
    waived: record keys (of rows or of articles) released from quarantine; what fails in them row
        by row is accepted and noted.
    proven: what `prove_ledger` has found in the same candidates; null when nobody has looked.
    """

    run_id: str
    clock: datetime
    volume: Path | None = None
    waived: frozenset[str] = field(default_factory=frozenset)
    proven: Path | None = None


@dataclass(frozen=True)
class Verdict:
    """What the gate found.

    ok: no table-level failure. failures: a sentence for each, with value and remedy.
    set_aside: part of the rows that fail by themselves (`results.SET_ASIDE`); null for none.
    results: part with the rows of expectation_results. warnings: sentences, told only.
    """

    ok: bool
    failures: tuple[str, ...]
    set_aside: Path | None
    results: Path
    warnings: tuple[str, ...]


def judge(candidates: Candidates, out_dir: Path, options: GateOptions) -> Verdict:
    """Judge the candidates of every table that has a suite; write what was found to `out_dir`.

    Raises UnjudgedError when an expectation cannot be evaluated, ValueError for volume bands that
    cannot be read.
    """
    scratch = out_dir / "scratch"
    try:
        tables = [table for table in suite_tables() if _concerned(candidates, table)]
        offenders = find_offenders(candidates, tables, scratch, options.proven)
        outcomes: list[Outcome] = []
        for table in tables:
            judged = judge_table(candidates, table, offenders, options.clock, scratch)
            outcomes += _owned(candidates, table, judged)
        outcomes += judge_volume(candidates, options.volume)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return _verdict(outcomes, out_dir, options)


def _concerned(candidates: Candidates, table: str) -> bool:
    return bool(candidates.added.get(table) or candidates.current.get(table))


def _owned(candidates: Candidates, table: str, outcomes: list[Outcome]) -> list[Outcome]:
    """Name the article of each failing row of raw_documents, which itself does not know it."""
    if table != "raw_documents" or all(outcome.wrong.is_empty() for outcome in outcomes):
        return outcomes
    columns = ["raw_id", "article_id"]
    owners = added(candidates, "article_versions", columns).unique("raw_id").collect()
    owners = owners.rename({"raw_id": "record_key"})
    named = []
    for outcome in outcomes:
        wrong = outcome.wrong.drop("article_id").join(owners, on="record_key", how="left")
        named.append(replace(outcome, wrong=wrong.select(outcome.wrong.columns).sort("record_key")))
    return named


def _verdict(outcomes: list[Outcome], out_dir: Path, options: GateOptions) -> Verdict:
    failures = [s for o in outcomes if o.expectation.severity == "table" for s in sentences(o)]
    failures += [
        s for o in outcomes if o.expectation.severity == "row" for s in runaway(o, options)
    ]
    warnings = [s for o in outcomes if o.expectation.severity == "warning" for s in sentences(o)]
    aside = write_set_aside(outcomes, options.waived, out_dir / "set_aside.parquet")
    results = out_dir / "results.parquet"
    write_results(outcomes, options.waived, options.run_id, results)
    return Verdict(not failures, tuple(failures), aside, results, tuple(warnings))


RUNAWAY_ROWS = 1_000
RUNAWAY_SHARE = 0.5


def runaway(outcome: Outcome, options: GateOptions) -> list[str]:
    """Return a sentence when so many rows fail that the rules are at fault, not the input."""
    if outcome.wrong.height < RUNAWAY_ROWS:
        return []
    failed = outcome.wrong.filter(~is_waived(options.waived)).height
    if failed < max(RUNAWAY_ROWS, RUNAWAY_SHARE * outcome.evaluated):
        return []
    return [
        f"{sentence} More than half of a table is not set aside." for sentence in sentences(outcome)
    ]
