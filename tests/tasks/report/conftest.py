"""The tables of the sample run, and of a hostile one, written once for all tests."""

from pathlib import Path

import pytest

from tests.tasks.report.hostile import hostile_rows
from tests.tasks.report.newsroom import ALL_PAGES, tables_of, write

Tables = dict[str, list[Path]]


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return write(tmp_path_factory.mktemp("warehouse"), tables_of(ALL_PAGES))


@pytest.fixture(scope="session")
def hostile_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return write(tmp_path_factory.mktemp("hostile"), hostile_rows())
