"""DuckDB, Polars, pandas and PyArrow read the same rows of every table by a plain glob."""

import math
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from tests.warehouse.rows import listed, rows_of, stored
from warehouse.contract import contract, table_names
from warehouse.layout import Warehouse
from warehouse.publish import TableChange, publish

EMPTY = "quotes"
ROWS = 25

Row = dict[str, object]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Two publishes into every table but one: files as written, and files that lost a row."""
    folder = tmp_path_factory.mktemp("readers")
    warehouse = Warehouse(folder / "warehouse")
    first, second = [], []
    for table in table_names():
        if table == EMPTY:
            continue
        keys = [f"k{number}" for number in range(ROWS + 1)]
        first.append(TableChange(table, (stored(table, keys, folder / f"{table}-1.parquet"),)))
        add = stored(table, ["later"], folder / f"{table}-2.parquet", seed=40)
        gone = listed(["k3"], folder / f"{table}-gone.parquet")
        second.append(TableChange(table, (add,), gone, contract(table).key[0]))
    publish(warehouse, publish(warehouse, None, first, [], {}), second, [], {})
    return warehouse


def by_duckdb(glob: str) -> list[Row]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.sql(f"FROM read_parquet('{glob}')").to_arrow_table().to_pylist()


def by_polars(glob: str) -> list[Row]:
    return pl.read_parquet(glob).to_dicts()


def by_pandas(glob: str) -> list[Row]:
    files = sorted(Path(glob).parent.glob(Path(glob).name))
    frame = pd.read_parquet([str(file) for file in files])
    return frame.to_dict("records")


def by_pandas_folder(glob: str) -> list[Row]:
    return pd.read_parquet(Path(glob).parent).to_dict("records")


def by_pyarrow(glob: str) -> list[Row]:
    files = sorted(Path(glob).parent.glob(Path(glob).name))
    return ds.dataset([str(file) for file in files]).to_table().to_pylist()


def by_pyarrow_folder(glob: str) -> list[Row]:
    return pq.read_table(Path(glob).parent).to_pylist()


def plain(value: object) -> object:
    """One spelling for what libraries spell differently: missing values, arrays, time stamps."""
    if isinstance(value, np.ndarray | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def normal(rows: list[Row], table: str) -> list[Row]:
    key = contract(table).key[0]
    found = [{str(name): plain(value) for name, value in row.items()} for row in rows]
    return sorted(found, key=lambda row: str(row[key]))


def expected(table: str) -> list[Row]:
    if table == EMPTY:
        return []
    made = rows_of(table, [f"k{number}" for number in range(ROWS + 1)])
    first = made.filter(pl.col(contract(table).key[0]) != "k3")
    return normal([*first.to_dicts(), *rows_of(table, ["later"], seed=40).to_dicts()], table)


@pytest.mark.parametrize("table", table_names())
@pytest.mark.parametrize(
    "read",
    [by_duckdb, by_polars, by_pandas, by_pandas_folder, by_pyarrow, by_pyarrow_folder],
)
def test_every_reader_finds_the_same_rows(
    warehouse: Warehouse, table: str, read: Callable[[str], list[Row]]
) -> None:
    found = read(f"{warehouse.current}/{table}/*.parquet")
    assert len(found) == (0 if table == EMPTY else ROWS + 1)
    assert normal(found, table) == expected(table)


@pytest.mark.parametrize("table", table_names())
def test_types_descriptions_and_not_null_are_in_every_file(
    warehouse: Warehouse, table: str
) -> None:
    for file in (warehouse.current / table).glob("*.parquet"):
        schema = pq.read_schema(file)
        assert schema.equals(contract(table).schema)
        for column in contract(table).columns:
            metadata = schema.field(column.name).metadata
            assert metadata[b"description"].decode() == column.meaning
        with pq.ParquetFile(file) as parquet:
            leaves = [parquet.schema.column(place) for place in range(len(parquet.schema))]
        never_null = {leaf.path for leaf in leaves if leaf.max_definition_level == 0}
        flat = [c for c in contract(table).columns if not pa.types.is_nested(c.type)]
        assert never_null == {c.name for c in flat if not c.null}


@pytest.mark.parametrize("table", ["articles", EMPTY])
def test_readers_see_the_contract_s_types(warehouse: Warehouse, table: str) -> None:
    glob = f"{warehouse.current}/{table}/*.parquet"
    wanted = pl.DataFrame(pl.from_arrow(contract(table).schema.empty_table())).schema
    assert pl.scan_parquet(glob).collect_schema() == wanted
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM read_parquet('{glob}')").fetchall()
    types = {row[0]: row[1] for row in described}
    assert list(types) == contract(table).schema.names
    if table == "articles":
        assert types["authors"] == "VARCHAR[]"
        assert types["published_at"] == "TIMESTAMP WITH TIME ZONE"
        assert types["published_date"] == "DATE"
