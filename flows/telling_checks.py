"""The findings of `check` as people and programs see them."""

import dataclasses

from expectations.check import CheckReport


def facts_of(report: CheckReport) -> dict[str, object]:
    """The report as JSON-ready facts."""
    return dataclasses.asdict(report) | {"ok": report.ok}


def print_checks(report: CheckReport) -> None:
    """Print one line a check, with examples under those that failed."""
    for found in report.checks:
        mark = "ok  " if not found.failures else "FAIL"
        print(f"{mark} {found.table:<20} {found.name:<44} {found.rows:>10,} rows")
        if found.failures:
            print(f"     {found.failures:,} failures, such as {'; '.join(found.examples)}")
    print("all checks hold" if report.ok else "some checks fail")
