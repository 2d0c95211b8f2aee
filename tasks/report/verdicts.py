"""Reads what the gate decided: a verdict for each expectation, and the rows it set aside."""

from dataclasses import dataclass
from typing import cast

import polars as pl

from tasks.report.rows import Tables, gathered, run_rows

FAILED_SHOWN = 60
ASIDE_SHOWN = 50
MESSAGE_LONGEST = 400  # characters


@dataclass(frozen=True)
class Verdict:
    """One expectation that did not hold, with up to five of the values that failed it."""

    table: str
    expectation: str
    column: str
    severity: str
    evaluated: int
    unexpected: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class TableVerdict:
    """How many expectations a table met, of how many, over how many rows."""

    table: str
    held: int
    judged: int
    rows: int


@dataclass(frozen=True)
class SetAside:
    """One input or row in quarantine: where it was met, what it is and the first reasons."""

    stage: str
    table: str | None
    place: str
    reasons: tuple[str, ...]


def table_verdicts(tables: Tables, run_id: str) -> tuple[TableVerdict, ...]:
    """Return one line for each table that the gate judged."""
    rows = run_rows(tables, "expectation_results", run_id)
    totals = gathered(
        rows.group_by("table_name")
        .agg(held=pl.col("success").sum(), judged=pl.len(), rows=pl.col("evaluated").max())
        .sort("table_name")
    )
    return tuple(TableVerdict(*row) for row in totals.iter_rows())


def failed_verdicts(tables: Tables, run_id: str) -> tuple[tuple[Verdict, ...], int]:
    """Return the expectations that failed, those that stop a run first, and how many are cut."""
    rank = pl.col("severity").replace_strict({"table": 0, "row": 1, "warning": 2}, default=3)
    failed = gathered(
        run_rows(tables, "expectation_results", run_id)
        .filter(~pl.col("success"))
        .sort(rank, "table_name", "expectation", "column")
        .select(
            "table_name", "expectation", "column", "severity",
            "evaluated", "unexpected_count", "examples",
        )
    )  # fmt: skip
    shown = failed.head(FAILED_SHOWN).iter_rows()
    made = (
        Verdict(of, what, column, severity, judged, bad, _all_cut(examples))
        for of, what, column, severity, judged, bad, examples in shown
    )
    return tuple(made), max(0, failed.height - FAILED_SHOWN)


def set_aside(tables: Tables, run_id: str) -> tuple[tuple[SetAside, ...], int]:
    """Return items that the run put into quarantine, bounded, and how many more there are."""
    rows = run_rows(tables, "quarantine", run_id)
    total = gathered(rows.select(pl.len())).item()
    shown = gathered(
        rows.select("stage", "table_name", "raw_uri", "record_key", "reasons", "quarantine_id")
        .sort("stage", "raw_uri", "quarantine_id")
        .head(ASIDE_SHOWN)
    )
    items = tuple(_item(row) for row in shown.iter_rows(named=True))
    return items, max(0, int(total) - len(items))


def _item(row: dict[str, object]) -> SetAside:
    reasons = cast(list[dict[str, str | None]], row["reasons"])
    return SetAside(
        stage=str(row["stage"]),
        table=cast(str | None, row["table_name"]),
        place=str(row["raw_uri"] or row["record_key"] or row["quarantine_id"]),
        reasons=tuple(_cut(str(one["message"] or one["expectation"])) for one in reasons[:3]),
    )


def _all_cut(values: list[str]) -> tuple[str, ...]:
    return tuple(_cut(value) for value in values)


def _cut(text: str) -> str:
    return text if len(text) <= MESSAGE_LONGEST else text[:MESSAGE_LONGEST].rstrip() + "…"
