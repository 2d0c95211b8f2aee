"""Publishes a run: its tables, what it set aside, its own row and its state, in one step."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl
from prefect import task
from prefect.cache_policies import NO_CACHE

from expectations.gate import Candidates, Verdict
from expectations.quarantine import number
from flows.assemble import values
from flows.discover import INPUTS
from flows.run_identity import RunIdentity, code_version, package_versions
from flows.run_state import RunState
from flows.settings import run_clock
from tasks.clean import CLEANER_VERSION, REPEATED
from tasks.deduplicate.task import INDEX, SHINGLES
from warehouse.ids import sha256_text
from warehouse.publish import TableChange, publish
from warehouse.retention import drop_old_snapshots
from warehouse.snapshot import Snapshot
from warehouse.stage import write_part, write_table


@dataclass(frozen=True)
class Published:
    """The new snapshot, how many items the run set aside that were not before, and which again.

    `refused` has quarantine_id and reason of the items that were to be released and were not.
    """

    snapshot: Snapshot
    quarantined: int
    refused: dict[str, str]


def quarantine_of(
    aside: Sequence[Path], parent: Snapshot | None, identity: RunIdentity, out: Path
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All rows that the run set aside, and those of them that are not in quarantine yet."""
    rows = pl.read_parquet(number(aside, identity.run_id, identity.clock, out))
    if parent is None:
        return rows, rows
    known = parent.scan("quarantine").select("quarantine_id")
    return rows, rows.lazy().join(known, on="quarantine_id", how="anti").collect()


def _replayed(run: RunState) -> pl.LazyFrame | None:
    """The items that the run puts through again, as they stand in quarantine."""
    if run.replay is None or run.parent is None:
        return None
    asked = pl.Series(run.request.quarantine_ids, dtype=pl.String)
    return run.parent.scan("quarantine").filter(pl.col("quarantine_id").is_in(asked.implode()))


def _refused(run: RunState, again: pl.DataFrame) -> dict[str, str]:
    """Why replayed items were set aside again, by quarantine_id: as they were, or for another."""
    rows = _replayed(run)
    if rows is None:
        return {}
    reason = pl.col("reasons").list.first().struct.field("message")
    why = again.sort("raw_uri", "quarantine_id").select("raw_uri", why=reason).unique("raw_uri")
    found = rows.select("quarantine_id", "raw_uri").collect().join(why, on="raw_uri")
    return dict(found.sort("quarantine_id").select("quarantine_id", "why").iter_rows())


def _resolved(run: RunState, again: pl.DataFrame, clock: datetime) -> pl.DataFrame | None:
    """The replayed rows with their resolution; a row set aside again as it was stays open."""
    rows = _replayed(run)
    if rows is None:
        return None
    places = again.get_column("raw_uri").drop_nulls().implode()
    return (
        rows.collect()
        .join(again, on="quarantine_id", how="anti")
        .with_columns(
            resolved_at=pl.lit(clock).cast(pl.Datetime("us", "UTC")),
            resolution=pl.when(pl.col("raw_uri").is_in(places))
            .then(pl.lit("superseded"))
            .otherwise(pl.lit("released")),
        )
    )


def _superseded(run: RunState, again: pl.DataFrame, clock: datetime) -> pl.DataFrame | None:
    """Open rows of inputs that were read again and no longer give the item."""
    uris = pl.Series([one.uri for one in run.discovery.new], dtype=pl.String)
    if run.parent is None or uris.is_empty():
        return None
    file = pl.col("raw_uri").str.split("#").list.first()
    return (
        run.parent.scan("quarantine")
        .filter(pl.col("resolved_at").is_null() & file.is_in(uris.implode()))
        .collect()
        .join(again, on="quarantine_id", how="anti")
        .with_columns(
            resolved_at=pl.lit(clock).cast(pl.Datetime("us", "UTC")),
            resolution=pl.lit("superseded"),
        )
    )


def _quarantine_change(
    run: RunState, all_rows: pl.DataFrame, new: pl.DataFrame, clock: datetime, out: Path
) -> list[TableChange]:
    settled = [rows(run, all_rows, clock) for rows in (_resolved, _superseded)]
    done = [rows for rows in settled if rows is not None and not rows.is_empty()]
    resolved = pl.concat(done).unique("quarantine_id", keep="first") if done else None
    added = new if resolved is None else pl.concat([new, resolved])
    if added.is_empty():
        return []
    write_table("quarantine", [added], out / "quarantine.parquet")
    if resolved is None:
        return [TableChange("quarantine", (out / "quarantine.parquet",))]
    part = write_part(resolved.select("quarantine_id"), out / "deleted-quarantine.parquet")
    return [TableChange("quarantine", (out / "quarantine.parquet",), part, "quarantine_id")]


def _run_row(run: RunState, identity: RunIdentity, quarantined: int) -> pl.DataFrame:
    identified, found = run.results.identified, run.results.deduplicated
    row = {
        "run_id": identity.run_id,
        "flow": run.request.flow,
        "parameters": identity.parameters,
        "started_at": identity.clock,
        "finished_at": run_clock(),
        "status": "published",
        "snapshot": identity.parent_snapshot + 1,
        "parent_snapshot": identity.parent_snapshot,
        "inputs_new": len(run.discovery.new),
        "inputs_unchanged": run.discovery.unchanged,
        "documents": run.documents,
        "articles_new": identified.new,
        "articles_updated": identified.updated,
        "articles_unchanged": identified.unchanged,
        "duplicates": found.copies,
        "quarantined": quarantined,
        "code_version": code_version(),
        "cleaner_version": CLEANER_VERSION,
        "model": run.request.settings.entities,
        "config_sha256": sha256_text(identity.parameters),
        "package_versions": package_versions(),
    }
    return pl.DataFrame([row])


def _metrics(run: RunState, built: Candidates, run_id: str) -> pl.DataFrame:
    facts = [
        (run_id, stage, "*", name, float(value))
        for stage, counts in run.teller.facts.items()
        for name, value in {**counts, "seconds": run.teller.seconds.get(stage, 0.0)}.items()
    ]
    frame = pl.DataFrame(
        facts, schema=["run_id", "stage", "source_id", "metric", "value"], orient="row"
    )
    files = built.added.get("articles", ())
    if not files:
        return frame
    mine = pl.scan_parquet(list(files)).filter(pl.col("run_id") == run_id)
    by_source = mine.group_by("source_id").agg(
        articles=pl.len().cast(pl.Float64),
        words=pl.col("word_count").sum().cast(pl.Float64),
        median_words=pl.col("word_count").median().cast(pl.Float64),
        removed_chars=pl.col("removed_chars").sum().cast(pl.Float64),
    )
    long = by_source.collect().unpivot(index="source_id", variable_name="metric")
    long = long.with_columns(run_id=pl.lit(run_id), stage=pl.lit("describe"))
    return pl.concat([frame, long.select(frame.columns)])


def _changes(built: Candidates) -> list[TableChange]:
    changes = []
    for table in sorted({*built.added, *built.deleted}):
        column, part = built.deleted.get(table, (None, None))
        changes.append(TableChange(table, built.added.get(table, ()), part, column))
    return changes


def _compared_later(run: RunState, out: Path) -> list[TableChange]:
    """The states of de-duplication: written anew where all stories were compared again."""
    found = run.results.deduplicated
    parts = ((INDEX, found.index), (SHINGLES, found.shingles))
    if run.request.backfill is not None and run.request.backfill.rededuplicate:
        return [TableChange(name, (part,), replace=True) for name, part in parts]
    stale = values("article_id", [found.stale], out / "stale.parquet")
    return [TableChange(name, (part,), stale, "article_id") for name, part in parts]


def _state(run: RunState, run_id: str, out: Path) -> list[TableChange]:
    inputs = write_part(run.discovery.state(run_id), out / "inputs.parquet")
    changes = [
        TableChange(INPUTS, (inputs,)),
        *_compared_later(run, out),
    ]
    if run.learnt is not None:
        changes.append(TableChange(REPEATED, (run.learnt.result(),), replace=True))
    return changes


@task(name="publish", cache_policy=NO_CACHE)
def publish_run(
    run: RunState, identity: RunIdentity, built: Candidates, verdict: Verdict, aside: Sequence[Path]
) -> Published:
    """Make the next snapshot. Raises PublishError when it cannot; readers then see no change."""
    out = run.warehouse.stage_dir(identity.run_id) / "publish"
    out.mkdir(exist_ok=True)
    rows, new = quarantine_of(aside, run.parent, identity, out / "numbered.parquet")
    changes = _changes(built)
    changes += _quarantine_change(run, rows, new, identity.clock, out)
    own = {
        "runs": _run_row(run, identity, new.height),
        "run_metrics": _metrics(run, built, identity.run_id),
        "expectation_results": pl.read_parquet(verdict.results),
    }
    for table, frame in own.items():
        write_table(table, [frame], out / f"{table}.parquet")
        changes.append(TableChange(table, (out / f"{table}.parquet",)))
    snapshot = publish(
        run.warehouse,
        run.parent,
        changes,
        _state(run, identity.run_id, out),
        {
            "run_id": identity.run_id,
            "batch": identity.batch,
            "parameters": json.loads(identity.parameters),
        },
    )
    drop_old_snapshots(run.warehouse, run.request.settings.keep_snapshots_hours * 3600)
    return Published(snapshot, new.height, _refused(run, rows))
