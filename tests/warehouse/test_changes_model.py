"""Any sequence of changes leaves exactly the rows that a plain list of rows would hold."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.rows import listed, rows_of
from warehouse import compact
from warehouse.layout import Warehouse
from warehouse.publish import TableChange, publish
from warehouse.snapshot import Snapshot, current_snapshot
from warehouse.stage import write_part, write_table
from warehouse.verify import damages

KEYS = [f"c{number}" for number in range(8)]
MEMBERS = ["a0", "a1", "a2"]

Row = tuple[str, str]


@dataclass(frozen=True)
class Change:
    adds: list[list[Row]]
    delete_on: str | None
    values: list[str]
    replace: bool


rows = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(MEMBERS)), max_size=4)
changes = st.builds(
    Change,
    adds=st.lists(rows, max_size=3),
    delete_on=st.sampled_from([None, "cluster_id", "canonical_article_id"]),
    values=st.lists(st.sampled_from([*KEYS, *MEMBERS]), max_size=4),
    replace=st.sampled_from([False, False, False, True]),
)


def frame(wanted: list[Row]) -> pl.DataFrame:
    made = rows_of("clusters", [key for key, _ in wanted] or ["none"]).head(len(wanted))
    members = pl.Series("canonical_article_id", [member for _, member in wanted], pl.String)
    return made.with_columns(members)


def as_table_change(change: Change, folder: Path, table: str) -> TableChange:
    files = []
    for place, added in enumerate(change.adds):
        path = folder / f"{table}-{place}.parquet"
        if table == "clusters":
            write_table(table, [frame(added)], path)
        else:
            write_part(frame(added).select("cluster_id", "canonical_article_id"), path)
        files.append(path)
    delete = listed(change.values, folder / "gone.parquet") if change.delete_on else None
    return TableChange(table, tuple(files), delete, change.delete_on, change.replace)


def applied(before: list[Row], together: list[Change]) -> list[Row]:
    """The model: deletes touch what was there, then everything is added."""
    kept = [] if any(change.replace for change in together) else before
    for change in together:
        place = ["cluster_id", "canonical_article_id"].index(change.delete_on or "cluster_id")
        gone = change.values if change.delete_on else []
        kept = [row for row in kept if row[place] not in gone]
    return kept + [row for change in together for added in change.adds for row in added]


def found(scan: pl.LazyFrame) -> Counter[Row]:
    columns = scan.collect_schema().names()
    if "cluster_id" not in columns:
        return Counter()
    return Counter(scan.select("cluster_id", "canonical_article_id").collect().rows())


def holds(snapshot: Snapshot, expected: list[Row]) -> None:
    assert found(snapshot.scan("clusters")) == Counter(expected)
    assert found(snapshot.scan_state("members")) == Counter(expected)
    assert snapshot.rows("clusters") == len(expected)
    assert list(damages(snapshot)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(changes, max_size=2), min_size=1, max_size=6))
def test_snapshots_hold_what_the_model_holds(history: list[list[Change]]) -> None:
    with TemporaryDirectory() as name, patch.object(compact, "FILES_OF_A_SIZE", 2):
        warehouse = Warehouse(Path(name) / "warehouse")
        model: list[Row] = []
        past: list[tuple[Snapshot, list[Row]]] = []
        digests: dict[str, str] = {}
        for number, together in enumerate(history):
            tables, states = (
                [
                    as_table_change(change, Path(name) / f"{number}-{place}", table)
                    for place, change in enumerate(together)
                ]
                for table in ("clusters", "members")
            )
            snapshot = publish(warehouse, current_snapshot(warehouse), tables, states, {})
            model = applied(model, together)
            past.append((snapshot, model))
            for file in snapshot.manifest.tables["clusters"].files:
                assert digests.setdefault(file.name, file.sha256) == file.sha256
        for snapshot, rows_then in past:
            holds(snapshot, rows_then)
