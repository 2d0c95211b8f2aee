"""Writes docs/expectations.md: what the gate checks, per table, from the suites themselves."""

import argparse
import sys
from pathlib import Path

from expectations.suite import Suite, suite, suite_tables

INTRODUCTION = """\
# What the gate checks

Before a run is published, every row it would add is judged. This page is made from the suites in
`expectations/suites/` by `python -m expectations.document --write`; a test fails when it drifts.

| severity | when it fails |
|---|---|
| row | the row goes to `quarantine` with value and reason, its article too; the run goes on |
| table | the run stops and nothing is published |
| warning | the run's page says so |

How: Polars computes checks that need texts or other rows as flag columns, part by part.
Great Expectations judges the flags and the narrow columns. An expectation looks at one value at a
time, so it first sees the rows that hold each distinct value of a column, or for numbers the
smallest and the largest; only where one of them fails does it see every row of that part, and
names the keys. Texts never leave Polars. `broadsheet check` runs the same rules over the whole
warehouse without Great Expectations.

Expectations marked *contract* follow from `warehouse/tables/*.toml`
(`python -m expectations.skeleton` renews them and keeps what a reviewer changed); the others are
written by hand. Bands for how much each source brings are in `expectations/volume.toml`, which
explains itself.
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join([INTRODUCTION, *(_section(suite(table)) for table in suite_tables())])


def _section(rules: Suite) -> str:
    lines = [f"## {rules.table}", "", rules.notes, "", "| judged | severity | what must hold | |"]
    lines.append("|---|---|---|---|")
    for rule in rules.expectations:
        origin = "contract" if rule.derived else ""
        notes = rule.notes.replace("|", "\\|")
        lines.append(f"| `{rule.column}` | {rule.severity} | {notes} | {origin} |")
    return "\n".join([*lines, ""])


def main() -> int:
    """Print the page, or with --write put it where the documentation is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/expectations.md")
    if parser.parse_args().write:
        path = Path(__file__).parent.parent / "docs" / "expectations.md"
        path.write_text(page(), "utf-8")
    else:
        print(page(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
