"""Writes down the verdicts: rows of expectation_results, and the rows that are set aside."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from expectations.judgement import Outcome
from warehouse.stage import write_part

EXAMPLES = 5
REASONS = pl.List(
    pl.Struct([pl.Field(n, pl.String()) for n in ("expectation", "column", "value", "message")])
)
SET_ASIDE = pl.Schema(
    {
        "table_name": pl.String(),
        "record_key": pl.String(),
        "article_id": pl.String(),
        "reasons": REASONS,
    }
)
"""Columns of the part that lists row-level failures, one row per table and key."""


RESULT = pl.Schema(
    {
        "run_id": pl.String(),
        "table_name": pl.String(),
        "expectation": pl.String(),
        "column": pl.String(),
        "severity": pl.String(),
        "success": pl.Boolean(),
        "evaluated": pl.Int64(),
        "unexpected_count": pl.Int64(),
        "examples": pl.List(pl.String),
    }
)


def write_results(
    outcomes: Sequence[Outcome], waived: frozenset[str], run_id: str, path: Path
) -> Path:
    """Write one row of expectation_results for each outcome.

    A waived failure does not spoil success; it is counted, and named first among the examples.
    """
    names = _names(outcomes)
    rows = [
        {"run_id": run_id, "expectation": name, **_row(outcome, waived)}
        for name, outcome in zip(names, outcomes, strict=True)
    ]
    return write_part(pl.DataFrame(rows, schema=RESULT).select(RESULT.names()), path)


def _names(outcomes: Sequence[Outcome]) -> list[str]:
    """Return each expectation's name, with a suffix from the second use on one column."""
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for outcome in outcomes:
        rule = outcome.expectation
        use = (rule.table, rule.type, rule.column)
        seen[use] += 1
        names.append(rule.type if seen[use] == 1 else f"{rule.type}:{seen[use]}")
    return names


def _row(outcome: Outcome, waived: frozenset[str]) -> dict[str, object]:
    rule = outcome.expectation
    success, shown = (True, []) if outcome.wrong.is_empty() else _verdict(outcome, waived)
    return {
        "table_name": rule.table,
        "column": rule.column,
        "severity": rule.severity,
        "success": success,
        "evaluated": outcome.evaluated,
        "unexpected_count": outcome.wrong.height,
        "examples": shown,
    }


def _verdict(outcome: Outcome, waived: frozenset[str]) -> tuple[bool, list[str]]:
    """Return whether all failures are accepted, and the first of them."""
    accepted = outcome.wrong.filter(is_waived(waived))
    refused = outcome.wrong.filter(~is_waived(waived))
    shown = [f"waived: {key}" for key in accepted.head(EXAMPLES)["record_key"]]
    for key, value in refused.head(EXAMPLES).select("record_key", "value").rows():
        shown.append(key if value is None else f"{key}: {value}")
    blocking = refused if outcome.expectation.severity == "row" else outcome.wrong
    return blocking.is_empty(), shown[:EXAMPLES]


def is_waived(waived: frozenset[str]) -> pl.Expr:
    """Tell rows whose own key, or whose article, was released from quarantine."""
    keys = pl.Series(sorted(waived), dtype=pl.String).implode()
    own = pl.col("record_key").is_in(keys)
    return own | pl.col("article_id").is_in(keys).fill_null(False)


def write_set_aside(outcomes: Sequence[Outcome], waived: frozenset[str], path: Path) -> Path | None:
    """Write one row for each key that fails a row-level expectation, with all its reasons."""
    frames = [_reasons(o).filter(~is_waived(waived)) for o in outcomes if _sets_aside(o)]
    rows = pl.concat(frames) if frames else pl.DataFrame()
    if rows.is_empty():
        return None
    grouped = rows.group_by("table_name", "record_key", maintain_order=True).agg(
        pl.col("article_id").first(), pl.col("reason").alias("reasons")
    )
    ordered = grouped.select(SET_ASIDE.names()).cast(SET_ASIDE)
    return write_part(ordered.sort("table_name", "record_key"), path)


def _sets_aside(outcome: Outcome) -> bool:
    return outcome.expectation.severity == "row" and outcome.wrong.height > 0


def _reasons(outcome: Outcome) -> pl.DataFrame:
    rule = outcome.expectation
    value = pl.col("value")
    found = pl.when(value.is_null()).then(pl.lit("")).otherwise(pl.format(" Found: {}.", value))
    message = pl.format("{}{} {}", pl.lit(rule.notes), found, pl.lit(rule.remedy))
    reason = pl.struct(
        expectation=pl.lit(rule.type), column=pl.lit(rule.column), value=value, message=message
    )
    table = pl.lit(rule.table).alias("table_name")
    return outcome.wrong.select(table, "record_key", "article_id", reason=reason)
