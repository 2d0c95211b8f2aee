"""docs/tables.md is what the contracts say, names everything, and its examples are valid SQL."""

from pathlib import Path

import duckdb
import pytest

from warehouse import dictionary
from warehouse.contract import contract, table_names
from warehouse.layout import Warehouse
from warehouse.publish import publish
from warehouse.snapshot import Snapshot
from warehouse.vocabulary import VOCABULARY


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(Warehouse(tmp_path_factory.mktemp("empty")), None, [], [], {})


def test_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert dictionary.main(["--check"]) == 0, capsys.readouterr().err


def test_stale_page_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dictionary, "PAGE", tmp_path / "tables.md")
    assert dictionary.main(["--check"]) == 1
    assert "out of date" in capsys.readouterr().err
    assert dictionary.main([]) == 0
    assert dictionary.main(["--check"]) == 0


def test_page_names_every_table_column_and_word() -> None:
    page = dictionary.dictionary()
    assert set(dictionary.READING_ORDER) == set(table_names())
    for name in table_names():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for column in contract(name).columns:
            assert f"| `{column.name}` |" in section
    for words in VOCABULARY.values():
        assert all(f"`{word}`" in page for word in words)


@pytest.mark.parametrize("table", table_names())
def test_example_query_runs(table: str, empty: Snapshot) -> None:
    with duckdb.connect() as connection:
        for name in table_names():
            glob = f"{empty.path}/{name}/*.parquet"
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{glob}')")
        example = contract(table).example
        assert table in example
        assert connection.execute(example).fetchall() == []
