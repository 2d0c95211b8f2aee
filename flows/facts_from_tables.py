"""Rebuilds the facts of a published run from the tables alone."""

import json

import polars as pl

from tasks.report.facts import COUNT_KEYS, RunFacts, StageFacts
from warehouse.contract import table_names
from warehouse.snapshot import Snapshot


def facts_from_tables(snapshot: Snapshot, run_id: str) -> RunFacts:
    """Return a run's facts as far as `runs` and `run_metrics` tell; the rest is counted anew."""
    row = snapshot.scan("runs").filter(pl.col("run_id") == run_id).collect().row(0, named=True)
    counts = dict.fromkeys(COUNT_KEYS, 0.0)
    counts |= {key: row[key] for key in COUNT_KEYS if key in row}
    for table in ("mentions", "removed_blocks"):
        mine = snapshot.scan(table).filter(pl.col("run_id") == run_id)
        counts[table] = mine.select(pl.len()).collect().item()
    metrics = snapshot.scan("run_metrics").filter(
        (pl.col("run_id") == run_id) & (pl.col("source_id") == "*")
    )
    stages: dict[str, dict[str, float]] = {}
    for stage, metric, value in metrics.select("stage", "metric", "value").collect().iter_rows():
        stages.setdefault(stage, {})[metric] = value
    counts["seconds"] = round(sum(s.get("seconds", 0.0) for s in stages.values()), 2)
    counts["entities"] = stages.get("extract", {}).get("entities", 0.0)
    current = snapshot.path.parent.parent / "current"
    return RunFacts(
        run_id=run_id,
        snapshot=row["snapshot"],
        status="published",
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        parameters=json.loads(row["parameters"]),
        counts=counts,
        stages=tuple(StageFacts(s, m.pop("seconds", 0.0), m) for s, m in sorted(stages.items())),
        tables={name: str(current / name) for name in table_names()},
    )
