"""Writes the page of an earlier run again, from the facts kept beside it and the tables."""

from pathlib import Path

from flows.answering import by_beginning
from flows.explaining import ReadError, tables_of
from flows.facts_from_tables import facts_from_tables
from tasks.report.facts import RunFacts
from tasks.report.page import write_report
from warehouse.snapshot import Snapshot


def write_again(snapshot: Snapshot, run_id: str | None) -> Path:
    """Write the page of a run, or of the last published one, and return its path.

    ``run_id`` may be its first part. Raises ConfigurationError when no run, or several, begin so.
    """
    runs = snapshot.scan("runs").sort("snapshot").select("run_id").collect().to_series().to_list()
    reports = snapshot.path.parent.parent / "reports"
    chosen = run_id or (runs[-1] if runs else "")
    if run_id is not None:
        stopped = [page.stem for page in reports.glob("run_*.json")]
        chosen = by_beginning(run_id, {*runs, *stopped}, "run", "the table `runs`")
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
