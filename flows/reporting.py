"""Sums a run up as its outcome, and writes its page."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from expectations.gate import Candidates, Verdict
from flows.publishing import Published
from flows.request import COUNTS, RunOutcome
from flows.run_identity import RunIdentity
from flows.run_state import RunState
from flows.settings import run_clock
from warehouse.contract import table_names


def _rows(files: Sequence[Path]) -> int:
    return int(pl.scan_parquet(list(files)).select(pl.len()).collect().item()) if files else 0


def _counts(run: RunState, built: Candidates | None, quarantined: int) -> dict[str, int]:
    counts = dict.fromkeys(COUNTS, 0)
    counts |= {
        "inputs_new": len(run.discovery.new),
        "inputs_unchanged": run.discovery.unchanged,
    }
    if built is None:
        return counts
    identified, linked = run.results.identified, run.results.linked
    return counts | {
        "documents": run.documents,
        "articles_new": identified.new,
        "articles_updated": identified.updated,
        "articles_unchanged": identified.unchanged,
        "duplicates": run.results.deduplicated.copies,
        "quarantined": quarantined,
        "mentions": linked.mentions_count if linked else 0,
        "entities": linked.entities_count if linked else 0,
        "removed_blocks": _rows(built.added.get("removed_blocks", ())),
    }


def _removed_by_kind(built: Candidates | None) -> dict[str, int]:
    files = built.added.get("removed_blocks", ()) if built else ()
    if not files:
        return {}
    found = pl.scan_parquet(list(files)).group_by("kind").len().sort("kind").collect()
    return dict(zip(found["kind"].to_list(), found["len"].to_list(), strict=True))


def outcome_of(
    run: RunState,
    identity: RunIdentity,
    built: Candidates | None,
    verdict: Verdict | None,
    published: Published | None = None,
    failures: Sequence[str] = (),
) -> RunOutcome:
    """Say what became of the run: published, unchanged, or stopped by the gate."""
    status: Literal["published", "unchanged", "stopped"] = (
        "published" if published else "stopped" if verdict else "unchanged"
    )
    snapshot = published.snapshot.number if published else identity.parent_snapshot
    current = run.warehouse.current
    refused = published.refused if published else {}
    again = [f"{key} is set aside again: {why}" for key, why in refused.items()]
    return RunOutcome(
        run_id=identity.run_id,
        flow=run.request.flow,
        status=status,
        snapshot=snapshot,
        counts=_counts(run, built, published.quarantined if published else 0),
        seconds=round(time.monotonic() - run.started, 2),
        stages=dict(run.teller.seconds),
        removed_by_kind=_removed_by_kind(built),
        tables={name: str(current / name) for name in table_names()} if snapshot else {},
        failures=[*(verdict.failures if verdict else ()), *failures],
        warnings=[*run.discovery.complaints(), *(verdict.warnings if verdict else ()), *again],
        refused=list(refused),
    )


def write_page(
    run: RunState, identity: RunIdentity, outcome: RunOutcome, files: Mapping[str, Sequence[Path]]
) -> Path:
    """Write the run's page and the facts it was made from beside it; return the page's path."""
    from tasks.report.facts import RunFacts, StageFacts
    from tasks.report.page import write_report

    facts = RunFacts(
        run_id=identity.run_id,
        snapshot=outcome.snapshot,
        status=outcome.status,
        started_at=identity.clock,
        finished_at=run_clock(),
        parameters=run.request.settings.shaping(),
        counts={**outcome.counts, "seconds": outcome.seconds},
        stages=tuple(
            StageFacts(name, took, run.teller.facts.get(name, {}))
            for name, took in run.teller.seconds.items()
        ),
        tables=outcome.tables,
        failures=tuple(outcome.failures),
        warnings=tuple(outcome.warnings),
    )
    page = run.warehouse.reports / f"{identity.run_id}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.with_suffix(".json").write_text(facts.to_json(), "utf-8")
    return write_report(facts, files, page)
