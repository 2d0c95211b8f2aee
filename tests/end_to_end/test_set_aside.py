"""Quarantine, release, the gate's stop, the writer's lock: what happens when things go wrong."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import Cli
from tests.end_to_end.records import BODY, run, write
from tests.end_to_end.tables import current
from warehouse.contract import SCHEMA_VERSION


def test_repaired_record_is_released(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    good = {"id": "good", "title": "Ferries stop", "text": BODY}
    bad = {"id": "bad", "title": "Ferries stay", "text": BODY[::-1], "published": "31 Febtober"}
    outcome = run(cli, write(tmp_path / "in", "a.jsonl", good, bad), warehouse)
    assert (outcome["articles_new"], outcome["quarantined"]) == (1, 1)
    [item] = cli.facts("quarantine", "list", "--warehouse", warehouse)["items"]
    assert item["record_key"] == "bad"
    assert "a.jsonl" in item["reasons"][0]["message"]

    key = item["quarantine_id"]
    again = cli("quarantine", "release", key, "--warehouse", warehouse, "--json")
    assert again.returncode == 1, "released as it was, it is set aside as before"
    assert json.loads(again.stdout)["articles_new"] == 0
    assert cli.facts("quarantine", "list", "--warehouse", warehouse)["items"]

    mended = ("--set", "published=2024-02-29", "--warehouse", warehouse)
    released = cli.facts("quarantine", "release", key, *mended)
    assert released["articles_new"] == 1
    assert cli.facts("quarantine", "list", "--warehouse", warehouse)["items"] == []
    article = current(warehouse, "articles").filter(pl.col("native_id") == "bad").row(0, named=True)
    assert article["published_at"] == datetime(2024, 2, 29, tzinfo=UTC)
    [row] = current(warehouse, "quarantine").to_dicts()
    assert row["resolution"] == "released"
    assert cli.facts("check", "--warehouse", warehouse)["ok"]


def test_a_mended_input_settles_what_was_set_aside(cli: Cli, tmp_path: Path) -> None:
    warehouse, folder = tmp_path / "warehouse", tmp_path / "in"
    bad = {"id": "bad", "title": "Ferries stop", "text": BODY, "published": "31 Febtober"}
    write(folder, "a.jsonl", bad)
    (folder / "notes.pdf").write_bytes(b"%PDF-1.4 nothing that we read")
    (folder / "README").write_text("Where these come from.")
    first = run(cli, folder, warehouse)
    assert (first["articles_new"], first["quarantined"]) == (0, 2)

    write(folder, "a.jsonl", bad | {"published": "2024-02-29"})
    mended = run(cli, folder, warehouse)
    assert (mended["articles_new"], mended["quarantined"]) == (1, 0), "the PDF is known"
    assert ["notes.pdf" in sentence for sentence in mended["warnings"]] == [True]
    rows = current(warehouse, "quarantine").select("raw_uri", "resolution").sort("raw_uri")
    assert rows["resolution"].to_list() == ["superseded", None]
    again = cli("run", folder, "--warehouse", warehouse, "--entities", "none")
    assert "1 unchanged: nothing to publish; 1 of the inputs cannot be read" in again.stderr
    assert "1 side files" in again.stderr
    assert cli.facts("check", "--warehouse", warehouse)["ok"]


def test_discarded_item_stays_in_the_table(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    run(cli, write(tmp_path / "in", "a.jsonl", {"id": "x"}, {"id": "y", "text": BODY}), warehouse)
    [item] = cli.facts("quarantine", "list", "--warehouse", warehouse)["items"]
    cli.facts("quarantine", "discard", item["quarantine_id"][:10], "--warehouse", warehouse)
    assert cli.facts("quarantine", "list", "--warehouse", warehouse)["items"] == []
    [row] = current(warehouse, "quarantine").to_dicts()
    assert row["resolution"] == "discarded"
    again = cli("quarantine", "release", item["quarantine_id"], "--warehouse", warehouse)
    assert (again.returncode, "is already discarded" in again.stderr) == (2, True)


def test_only_bad_inputs_still_publish_their_quarantine(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    outcome = run(cli, write(tmp_path / "in", "a.jsonl", {"id": "x"}), warehouse)
    assert (outcome["status"], outcome["quarantined"]) == ("published", 1)
    assert current(warehouse, "articles").is_empty()


def test_gate_stops_the_run_and_nothing_is_published(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    bands = tmp_path / "volume.toml"
    bands.write_text("[sources.local.articles]\nfail_below = 100\n", "utf-8")
    inputs = write(tmp_path / "in", "a.jsonl", {"id": "y", "text": BODY})
    arguments = ("run", inputs, "--warehouse", warehouse, "--entities", "none", "--json")
    done = cli(*arguments, BROADSHEET_VOLUME=str(bands))
    assert done.returncode == 1, done.stderr[-3000:]
    outcome = json.loads(done.stdout)
    assert outcome["status"] == "stopped"
    assert "Traceback" not in done.stderr
    assert any("local" in sentence for sentence in outcome["failures"])
    assert not (warehouse / "current").exists()
    assert outcome["failures"][0][:40] in Path(outcome["report"]).read_text("utf-8")
    bands.write_text("", "utf-8")
    assert json.loads(cli(*arguments, BROADSHEET_VOLUME=str(bands)).stdout)["snapshot"] == 1


def test_second_writer_is_told_who_writes(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    holder = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            "import sys, time; from pathlib import Path\n"
            "from warehouse.layout import Warehouse; from warehouse.lock import writer_lock\n"
            "with writer_lock(Warehouse(Path(sys.argv[1])), 'a long run', 0):\n"
            "    print('held', flush=True); time.sleep(120)",
            str(warehouse),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        inputs = write(tmp_path / "in", "a.jsonl", {"id": "y", "text": BODY})
        done = cli("run", inputs, "--warehouse", warehouse, BROADSHEET_LOCK_WAIT_SECONDS="0")
        assert done.returncode == 1
        assert f"process {holder.pid}" in done.stderr
        assert "a long run" in done.stderr
    finally:
        holder.kill()
        holder.wait()


def test_newer_warehouse_is_refused(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    run(cli, write(tmp_path / "in", "a.jsonl", {"id": "y", "text": BODY}), warehouse)
    manifest = warehouse / "current" / "manifest.json"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace(f'"{SCHEMA_VERSION}"', '"9.0.0"', 1), "utf-8")
    inputs = write(tmp_path / "more", "b.jsonl", {"id": "z", "text": BODY})
    for verb in (("run", inputs), ("query", "select 1"), ("tables",)):
        done = cli(*verb, "--warehouse", warehouse)
        assert done.returncode == 2, (verb, done.stderr)
        assert "9.0.0" in done.stderr


def test_cleaning_off_keeps_every_character(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    text = "print PRINT\n\n  odd   spacing\t\u00a0kept \n\n\n" + BODY + "\n\nMore Stories\n"
    inputs = write(tmp_path / "in", "a.jsonl", {"id": "y", "title": "T", "text": text})
    run(cli, inputs, warehouse, "--cleaning", "off")
    [article] = current(warehouse, "articles").to_dicts()
    assert article["text"] == text
    assert article["headline"] == "T"
    assert current(warehouse, "removed_blocks").is_empty()
    assert cli.facts("check", "--warehouse", warehouse)["ok"]


@pytest.mark.parametrize("name", ["a.jsonl", "b.jsonl"])
def test_versions_and_dates_of_an_edited_story(cli: Cli, tmp_path: Path, name: str) -> None:
    warehouse = tmp_path / "warehouse"
    first = {"url": "https://island.example/1", "title": "Ferries stop", "text": BODY}
    later = first | {"text": BODY + "\n\nThe first boat sailed on Thursday.", "modified": NEXT_DAY}
    run(cli, write(tmp_path / "in", name, first), warehouse)
    outcome = run(cli, write(tmp_path / "in", f"next-{name}", later), warehouse)
    assert (outcome["articles_new"], outcome["articles_updated"]) == (0, 1)
    versions = current(warehouse, "article_versions").sort("version")
    assert versions["change_kind"].to_list() == ["first_seen", "publisher_edit"]
    assert versions["chars_added"].to_list()[1] == len("The first boat sailed on Thursday.")
    assert versions["valid_to"].to_list()[1] is None
    [article] = current(warehouse, "articles").to_dicts()
    assert article["version"] == 2
    assert cli.facts("check", "--warehouse", warehouse)["ok"]


NEXT_DAY = "2024-03-02T10:00:00Z"


def test_a_page_is_released_as_the_page_it_was(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    first, second = BODY.split("\n\n")
    page = f"<article><h1>Ferries to the islands stop</h1><p>{first}</p><p>{second}</p></article>"
    run(cli, write(tmp_path / "in", "a.jsonl", {"html": page, "published": "2999"}), warehouse)
    [item] = cli.facts("quarantine", "list", "--warehouse", warehouse)["items"]
    words = ("--set", "published=2024-05-02", "--set", "id=ferries", "--warehouse", warehouse)
    cli.facts("quarantine", "release", item["quarantine_id"], *words)
    [row] = current(warehouse, "articles").to_dicts()
    assert (row["headline"], row["text"]) == ("Ferries to the islands stop", BODY)
    assert (row["native_id"], str(row["published_date"])) == ("ferries", "2024-05-02")


def test_an_item_that_is_refused_again_is_told(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    other = {"id": "one", "title": "Schools stay open", "text": BODY[::-1]}
    run(cli, write(tmp_path / "in", "a.jsonl", {"id": "one", "text": BODY}, other), warehouse)
    [item] = cli.facts("quarantine", "list", "--warehouse", warehouse)["items"]
    key = item["quarantine_id"]
    refused = cli("quarantine", "release", key, "--warehouse", warehouse, "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["refused"] == [key]
    assert f"{key} is set aside again" in refused.stderr
    words = ("--set", "id=two", "--set", f"text={BODY} It is raining.", "--warehouse", warehouse)
    assert cli.facts("quarantine", "release", key, *words)["refused"] == []
    assert set(current(warehouse, "articles")["native_id"]) == {"one", "two"}
    assert current(warehouse, "articles")["text"].str.ends_with("It is raining.").sum() == 1
