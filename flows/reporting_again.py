"""Writes the page of an earlier run again, from the facts kept beside it and the tables."""

from pathlib import Path

from flows.explaining import ReadError, tables_of
from flows.facts_from_tables import facts_from_tables
from tasks.report.facts import RunFacts
from tasks.report.page import write_report
from warehouse.snapshot import Snapshot


def write_again(snapshot: Snapshot, run_id: str | None) -> Path:
    """Write the page of a run, or of the last published one, and return its path.

    Raises ReadError when no run has that id.
    """
    runs = snapshot.scan("runs").sort("snapshot").select("run_id").collect().to_series().to_list()
    chosen = run_id or (runs[-1] if runs else "")
    reports = snapshot.path.parent.parent / "reports"
    page = reports / f"{chosen}.html"
    kept = page.with_suffix(".json")
    if kept.is_file():
        facts = RunFacts.from_json(kept.read_text("utf-8"))
    elif chosen in runs:
        facts = facts_from_tables(snapshot, chosen)
    else:
        raise ReadError(f"no run {chosen!r}; see the table `runs`")
    if facts.status == "stopped":
        return page
    reports.mkdir(exist_ok=True)
    return write_report(facts, tables_of(snapshot), page)
