"""The findings of `check` as people and programs see them."""

import dataclasses
from collections.abc import Sequence

from expectations.check import CheckReport
from warehouse.verify import Damage


def facts_of(report: CheckReport, damaged: Sequence[Damage]) -> dict[str, object]:
    """The report, and what is wrong with the files, as JSON-ready facts."""
    files = [{"path": str(one.path), "problem": one.problem} for one in damaged]
    return dataclasses.asdict(report) | {"damaged": files, "ok": report.ok and not damaged}


def print_checks(report: CheckReport, damaged: Sequence[Damage]) -> None:
    """Print one line a check, with examples under those that failed."""
    for found in report.checks:
        mark = "ok  " if not found.failures else "FAIL" if found.severity != "warning" else "warn"
        print(f"{mark} {found.table:<20} {found.name:<44} {found.rows:>10,} rows")
        if found.failures:
            print(f"     {found.failures:,} failures, such as {'; '.join(found.examples)}")
    for one in damaged:
        print(f"FAIL {one.path} {one.problem}")
    print("all checks hold" if report.ok and not damaged else "some checks fail")
