"""Reads the reviewed suites: what is expected of each table, how severely, and in which words."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

SUITES_DIR = Path(__file__).parent / "suites"

Severity = Literal["row", "table", "warning"]
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Expectation:
    """One expectation of a suite; `type` and `kwargs` are Great Expectations' own."""

    table: str
    type: str
    column: str
    kwargs: dict[str, Json]
    severity: Severity
    notes: str
    remedy: str
    derived: bool
    """Whether it follows from the table's contract."""
    meta: dict[str, Json] = field(default_factory=dict)

    @property
    def judges_a_flag(self) -> bool:
        """Whether the column is a flag that Polars computed."""
        return self.kwargs.get("value_set") == [True]

    @property
    def shows(self) -> str | None:
        """The table's column whose value explains a failure; null where a flag's finder says it."""
        shown = self.meta.get("shows") if self.judges_a_flag else self.column
        return None if shown is None else str(shown)

    @property
    def configuration(self) -> dict[str, Json]:
        """What Great Expectations is given."""
        return {"type": self.type, "kwargs": {"column": self.column, **self.kwargs}}


@dataclass(frozen=True)
class Suite:
    """The expectations of one table."""

    table: str
    notes: str
    expectations: tuple[Expectation, ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """Names of the flag columns that the suite judges."""
        return tuple(e.column for e in self.expectations if e.judges_a_flag)

    @property
    def values(self) -> tuple[str, ...]:
        """Names of the table's own columns that the suite judges or shows."""
        return tuple(dict.fromkeys(e.shows for e in self.expectations if e.shows))


@cache
def suite_tables() -> tuple[str, ...]:
    """Names of the tables that have a suite, sorted."""
    return tuple(sorted(path.stem for path in SUITES_DIR.glob("*.json")))


@cache
def suite(table: str) -> Suite:
    """Return the suite of a table. Raises KeyError when it has none."""
    path = SUITES_DIR / f"{table}.json"
    if not path.is_file():
        raise KeyError(f"no suite for {table!r}; there are: {', '.join(suite_tables())}")
    raw = json.loads(path.read_text("utf-8"))
    return Suite(table, raw["notes"], tuple(parse(table, e) for e in raw["expectations"]))


def parse(table: str, entry: dict[str, Json]) -> Expectation:
    """Turn one entry of a suite file into an expectation. Raises ValueError for a bad severity."""
    kwargs, meta = entry["kwargs"], entry["meta"]
    assert isinstance(kwargs, dict)
    assert isinstance(meta, dict)
    severity = meta["severity"]
    if severity not in ("row", "table", "warning"):
        raise ValueError(f"suite {table}: severity {severity!r} is not row, table or warning")
    known = ("severity", "remedy", "derived")
    return Expectation(
        table=table,
        type=str(entry["type"]),
        column=str(kwargs["column"]),
        kwargs={name: value for name, value in kwargs.items() if name != "column"},
        severity=severity,  # type: ignore[arg-type]
        notes=str(entry["notes"]),
        remedy=str(meta["remedy"]),
        derived=bool(meta.get("derived", False)),
        meta={name: value for name, value in meta.items() if name not in known},
    )
