"""Checks a whole warehouse against its contracts and suites in Polars, for `broadsheet check`."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

import polars as pl
import pyarrow as pa

from expectations.candidates import Candidates, scan
from expectations.flags import flag_names
from expectations.narrow import View, follows_contract, narrow
from expectations.offenders import find_offenders
from expectations.skeleton import derived
from expectations.suite import Expectation, Suite, parse, suite, suite_tables
from expectations.text_checks import Offenders
from warehouse.contract import contract

EXAMPLES = 5


@dataclass(frozen=True)
class Check:
    """One check of one table: `rows` looked at, how many fail, and up to five of them."""

    table: str
    name: str
    notes: str
    severity: str
    rows: int
    failures: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class CheckReport:
    """Every check that was made, in a fixed order."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing failed but warnings."""
        return all(not c.failures for c in self.checks if c.severity != "warning")


def check(files: Mapping[str, Sequence[Path]], clock: datetime) -> CheckReport:
    """Check all tables of a warehouse, given by their files.

    The same flags and rules as the gate's, over every row, part by part. Rows that a person
    released from quarantine are not failures. When a file cannot be read or differs from its
    contract, only that is reported: nothing else could be relied on.
    """
    tables = sorted(files)
    footers = [_files(table, files[table]) for table in tables]
    if any(found.failures for found in footers):
        return CheckReport(tuple(footers))
    whole = Candidates(added={table: tuple(files[table]) for table in tables})
    waived = _released(files.get("quarantine", ()))
    checks = list(footers)
    with tempfile.TemporaryDirectory(prefix="broadsheet-check-") as scratch:
        offenders = find_offenders(whole, tables, Path(scratch))
        for table in tables:
            checks += table_checks(whole, table, offenders, clock, waived)
    return CheckReport(tuple(checks))


def _files(table: str, files: Sequence[Path]) -> Check:
    notes = "Every file can be read and has the contract's columns, types and descriptions."
    wrong = [file.name for file in files if not _is_sound(file, table)]
    found = tuple(sorted(wrong)[:EXAMPLES])
    return Check(table, "files_follow_contract", notes, "table", len(files), len(wrong), found)


def _is_sound(file: Path, table: str) -> bool:
    try:
        return follows_contract(file, table)
    except (pa.ArrowException, OSError):
        return False


def _released(files: Sequence[Path]) -> pl.Series:
    rows = scan("quarantine", files, ["record_key", "resolution"])
    kept = rows.filter(pl.col("resolution") == "released").select("record_key").drop_nulls()
    return kept.unique().sort("record_key").collect()["record_key"]


def rules_of(table: str) -> Suite:
    """Return a table's suite; for one without, what follows from its contract."""
    if table in suite_tables():
        return suite(table)
    stated = tuple(parse(table, entry) for entry in derived(contract(table)))
    return Suite(table, contract(table).summary, stated)


def table_checks(
    whole: Candidates, table: str, offenders: Offenders, clock: datetime, waived: pl.Series
) -> Iterator[Check]:
    """Yield the check of each rule of a table; `waived` are record keys that a person released."""
    rules = [e for e in rules_of(table).expectations if e.column != "schema_is_the_contract"]
    view = View(table, rules_of(table).values, flag_names(table), clock)
    rows, failures = 0, [0] * len(rules)
    examples: list[list[str]] = [[] for _ in rules]
    accepted = [pl.col(c).is_in(waived.implode()) for c in (*view.key, *view.owners)]
    key = pl.concat_str(view.key, separator="|").alias("key")
    for frame in narrow(whole, view, offenders):
        rows += frame.height
        held = frame.select(
            key, *(_accepting(r, accepted).alias(str(n)) for n, r in enumerate(rules))
        )
        for number in range(len(rules)):
            wrong = held["key"].filter(~held[str(number)])
            failures[number] += len(wrong)
            examples[number] = sorted({*examples[number], *wrong.sort().head(EXAMPLES)})[:EXAMPLES]
    for rule, count, shown in zip(rules, failures, examples, strict=True):
        name = rule.column if rule.judges_a_flag else f"{rule.column}: {rule.type}"
        yield Check(table, name, rule.notes, rule.severity, rows, count, tuple(shown))


def _accepting(rule: Expectation, accepted: list[pl.Expr]) -> pl.Expr:
    if rule.severity != "row":
        return holds(rule)
    return holds(rule) | pl.any_horizontal(accepted).fill_null(False)


def holds(rule: Expectation) -> pl.Expr:
    """Return an expectation as a Polars expression; like Great Expectations, a null is no failure.

    Raises ValueError for a type of expectation that no suite uses yet.
    """
    column, wanted = pl.col(rule.column), rule.kwargs
    if rule.judges_a_flag:
        good = column
    elif rule.type == "expect_column_values_to_be_in_set":
        good = column.is_in(cast(list[str], wanted["value_set"]))
    elif rule.type == "expect_column_values_to_match_regex":
        good = column.str.contains(str(wanted["regex"]))
    elif rule.type == "expect_column_values_to_be_between":
        low, high = (cast(float | None, wanted[end]) for end in ("min_value", "max_value"))
        good = pl.lit(True) if low is None else column >= low
        good = good if high is None else good & (column <= high)
    else:
        raise ValueError(f"{rule.table}: check does not know {rule.type}")
    return good.fill_null(True)
