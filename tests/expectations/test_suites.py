"""Each expectation finds what it is for, and nothing else does, in the gate and in the check."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from expectations.candidates import Candidates
from expectations.check import table_checks
from expectations.document import page
from expectations.evaluate import unexpected
from expectations.flags import flag_names
from expectations.narrow import View, narrow
from expectations.offenders import find_offenders
from expectations.skeleton import refresh
from expectations.suite import SUITES_DIR, suite, suite_tables
from tests.expectations.breaks import BREAKS
from tests.expectations.implied import IMPLIED
from tests.expectations.small import CLOCK, small_frames, write_all

ON_FILES = {"schema_is_the_contract", "required_values_present"}  # broken in test_gate.py
NAMES = [(t, e.column) for t in suite_tables() for e in suite(t).expectations]
Names = set[tuple[str, str]]
Make = Callable[[str, str], "Broken"]


def test_every_expectation_has_a_break() -> None:
    assert set(BREAKS) == {name for name in NAMES if name[1] not in ON_FILES}


@dataclass(frozen=True)
class Broken:
    """A warehouse with one fault: what the check reports, and what the gate sees of the table."""

    reported: Names
    seen: pl.DataFrame


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Broken]:
    sound = small_frames()
    files = write_all(sound, tmp_path_factory.mktemp("sound"))

    @cache
    def make(table: str, column: str) -> Broken:
        frames = BREAKS[table, column](sound)
        changed = {name: frame for name, frame in frames.items() if frame is not sound[name]}
        folder = tmp_path_factory.mktemp("broken")
        whole = Candidates(files | write_all(changed, folder), {}, {})
        offenders = find_offenders(whole, suite_tables(), folder / "scratch")
        none = pl.Series([], dtype=pl.String)
        checks = [c for t in files for c in table_checks(whole, t, offenders, CLOCK, none)]
        view = View(table, suite(table).values, suite(table).flags, CLOCK)
        seen = pl.concat(narrow(whole, view, offenders)).with_columns(case=pl.lit(column))
        return Broken({(c.table, c.name.split(":")[0]) for c in checks if c.failures}, seen)

    return make


@pytest.mark.parametrize(("table", "column"), list(BREAKS))
def test_break_is_found_and_nothing_else(broken: Make, table: str, column: str) -> None:
    expected = {(table, column)} | IMPLIED.get((table, column), set())
    assert broken(table, column).reported == expected


@pytest.fixture(scope="session")
def refused(warm: None, broken: Make) -> dict[tuple[str, str], Names]:
    """What Great Expectations refuses of each broken warehouse, in the table that was broken."""
    found: dict[tuple[str, str], Names] = {name: set() for name in BREAKS}
    for table in suite_tables():
        rows = pl.concat([broken(*name).seen for name in BREAKS if name[0] == table])
        for expectation in suite(table).expectations:
            for case in unexpected(expectation, rows, ["case"])["case"].unique():
                found[table, case].add((table, expectation.column))
    return found


@pytest.mark.parametrize(("table", "column"), list(BREAKS))
def test_great_expectations_says_the_same(
    refused: dict[tuple[str, str], Names], broken: Make, table: str, column: str
) -> None:
    assert (table, column) in refused[table, column]
    reported = {name for name in broken(table, column).reported if name[0] == table}
    assert refused[table, column] == reported


@pytest.mark.parametrize("table", suite_tables())
def test_suite_follows_its_contract(table: str) -> None:
    text = (SUITES_DIR / f"{table}.json").read_text("utf-8")
    assert refresh(table) == text, "run python -m expectations.skeleton and review the change"


@pytest.mark.parametrize("table", suite_tables())
def test_suite_judges_every_flag_once(table: str) -> None:
    assert sorted(suite(table).flags) == sorted(flag_names(table))


@pytest.mark.parametrize("table", suite_tables())
def test_every_expectation_speaks_to_people(table: str) -> None:
    for expectation in suite(table).expectations:
        assert expectation.notes.endswith(".")
        assert expectation.remedy.endswith(".")


def test_documentation_is_of_these_suites() -> None:
    docs = Path(__file__).parents[2] / "docs" / "expectations.md"
    assert docs.read_text("utf-8") == page(), "run python -m expectations.document --write"
