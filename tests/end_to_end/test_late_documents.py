"""Documents that come out of order, or several times, take their places in the history."""

import json
import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import Cli
from tests.end_to_end.records import BODY, run, write
from tests.end_to_end.tables import assert_same, current, reader_tables

FIRST = {"id": "ferry", "title": "Ferries stop", "text": BODY}
LATER = FIRST | {"text": BODY.replace("two days", "three days")}
LAST = FIRST | {"text": BODY.replace("two days", "four days")}
OTHER = {"id": "school", "title": "Schools stay open", "text": BODY[::-1]}


def history(warehouse: Path) -> list[tuple[Any, ...]]:
    rows = current(warehouse, "article_versions").sort("article_id", "version")
    return rows.select(
        "version", "change_kind", pl.col("text").str.extract("(two|three|four)")
    ).rows()


def dated(folder: Path, name: str, day: int, *records: dict[str, Any]) -> Path:
    path = write(folder, name, *records)
    os.utime(path, (1_717_200_000 + day * 86_400,) * 2)
    return path


def test_a_late_document_is_published_with_what_comes_beside_it(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    run(cli, dated(tmp_path / "in", "2.jsonl", 2, LATER), warehouse)
    outcome = run(cli, dated(tmp_path / "in", "1.jsonl", 1, FIRST, OTHER), warehouse)
    assert (outcome["status"], outcome["articles_new"]) == ("published", 1)
    told = [row for row in history(warehouse) if row[2]]
    assert told == [(1, "first_seen", "two"), (2, "publisher_edit", "three")]
    rows = current(warehouse, "article_versions").filter(pl.col("text").str.contains("two|three"))
    late, shown = rows.sort("version").to_dicts()
    assert late["valid_from"] == late["valid_to"] == shown["valid_from"]
    assert shown["valid_to"] is None
    articles = current(warehouse, "articles").filter(native_id="ferry")
    assert articles["version_id"].to_list() == [shown["version_id"]]
    assert cli.facts("check", "--warehouse", warehouse)["ok"]


@pytest.mark.parametrize("order", [(2, 3, 1), (3, 1, 2)])
def test_states_come_in_any_order(cli: Cli, tmp_path: Path, order: tuple[int, ...]) -> None:
    warehouse = tmp_path / "warehouse"
    for day in order:
        run(
            cli,
            dated(tmp_path / "in", f"{day}.jsonl", day, (FIRST, LATER, LAST)[day - 1]),
            warehouse,
        )
    assert [row[2] for row in history(warehouse)] == ["two", "three", "four"]
    assert cli.facts("check", "--warehouse", warehouse)["ok"]


def test_states_of_one_time_come_one_after_the_other(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    for number, record in enumerate((FIRST, LATER, LAST)):
        run(cli, dated(tmp_path / "in", f"{number}.jsonl", 1, record), warehouse)
    assert len(history(warehouse)) == 3
    assert cli.facts("check", "--warehouse", warehouse)["ok"]


def test_a_record_that_stands_many_times_is_one(cli: Cli, tmp_path: Path) -> None:
    signed = FIRST | {"text": f"Ferries stop\n\nBy Ann Bell\n\n{BODY}", "fetched_at": "2026-10-01"}
    made = []
    for name, times in (("once", 1), ("often", 200)):
        folder = tmp_path / name
        outcome = run(cli, write(folder, "a.jsonl", *[signed] * times), folder / "warehouse")
        assert outcome["articles_new"] == 1
        made.append(reader_tables(folder / "warehouse", drop=("run_id", "raw_uri")))
    assert_same(*made)
    assert made[1]["articles"]["byline"].to_list() == ["By Ann Bell"]
    metrics = current(tmp_path / "often" / "warehouse", "run_metrics")
    described = metrics.filter(stage="describe", metric="documents")["value"].to_list()
    assert described == [1.0]
    bad = signed | {"id": "bad", "published": "31 Febtober"}
    outcome = run(cli, write(tmp_path / "bad", "a.jsonl", bad, bad), tmp_path / "bad" / "warehouse")
    assert (outcome["articles_new"], outcome["quarantined"]) == (0, 1)
    [reason] = current(tmp_path / "bad" / "warehouse", "quarantine")["reasons"].to_list()
    assert "Febtober" in json.dumps(reason)
