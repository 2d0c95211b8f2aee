"""Runs a reader's SQL with DuckDB over the files of one snapshot."""

import csv
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from warehouse.contract import table_names

if TYPE_CHECKING:
    from warehouse.snapshot import Snapshot


class QueryError(ValueError):
    """DuckDB refused the query; the message is its own."""


READING = frozenset({"SELECT", "EXPLAIN", "MULTI"})  # a PIVOT is several
"""Kinds of statements, as DuckDB names them, that write nothing."""
CELL_COLUMNS = 60  # a longer cell is cut on the screen


@dataclass(frozen=True)
class Result:
    """Column names and rows of an answer."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def run_query(snapshot: "Snapshot", sql: str) -> Result:
    """Answer one SQL statement; every table of the contract is a view.

    Raises QueryError when the statement fails.
    """
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    try:
        for name in table_names():
            files = ", ".join("'" + str(f).replace("'", "''") + "'" for f in snapshot.files(name))
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}])")  # noqa: S608
    except duckdb.Error as error:
        raise QueryError(f"{error}; `broadsheet check` looks at every file") from error
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(f"{len(statements)} statements; give exactly one")
        if statements[0].type.name not in READING:
            raise QueryError("a query only reads; write its answer with --format csv > FILE")
        answer = connection.execute(statements[0])
        columns = [column[0] for column in answer.description or []]
        return Result(columns, answer.fetchall())
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


def print_rows(result: Result, output: str) -> None:
    """Print an answer as an aligned table, as CSV or as one JSON object a line."""
    if output == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(result.columns)
        writer.writerows([_cell(value) for value in row] for row in result.rows)
    elif output == "json":
        for row in result.rows:
            named = dict(zip(result.columns, row, strict=True))
            print(json.dumps(named, ensure_ascii=False, default=str))
    else:
        _print_table(result)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _print_table(result: Result) -> None:
    """One line a row; long cells are cut, `--format csv` has them whole."""
    from rich.cells import cell_len

    from tasks.report.cells import cut_to, padded, printable

    cut = [
        [cut_to(printable(_cell(v).replace("\n", " ")), CELL_COLUMNS) for v in row]
        for row in result.rows
    ]
    shown = [result.columns, *cut]
    widths = [max(cell_len(row[i]) for row in shown) for i in range(len(result.columns))]
    right = [any(_is_number(row[i]) for row in result.rows) for i in range(len(result.columns))]
    for row in shown:
        parts = [
            f"{' ' * (width - cell_len(cell))}{cell}" if is_right else padded(cell, width)
            for cell, width, is_right in zip(row, widths, right, strict=True)
        ]
        print("  ".join(parts).rstrip())
    sys.stdout.flush()
    print(f"{len(result.rows)} rows", file=sys.stderr)
