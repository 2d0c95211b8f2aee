"""Other batch sizes, worker counts and orders of arrival give the same tables."""

import json
from pathlib import Path

from tests.conftest import SAMPLES, Cli
from tests.end_to_end.tables import assert_same, reader_tables

OWN = ("run_id", "raw_uri")


def test_batch_size_and_workers_change_nothing(cli: Cli, tmp_path: Path, sample_run) -> None:
    other = tmp_path / "warehouse"
    cli.facts("run", SAMPLES, "--warehouse", other, "--workers", 1, "--batch-mb", 1)
    assert_same(reader_tables(sample_run[0]), reader_tables(other))


def test_order_inside_a_file_changes_nothing(cli: Cli, tmp_path: Path) -> None:
    good = SAMPLES / "records" / "harbor_records.jsonl"
    lines = [json.loads(line) for line in good.read_text("utf-8").splitlines()]
    texts = [line | {"fetched_at": "2026-10-01T00:00:00Z"} for line in lines]
    made = []
    for name, ordered in (("forward", texts), ("backward", texts[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "in.jsonl").write_text("\n".join(map(json.dumps, ordered)), "utf-8")
        cli.facts("run", folder / "in.jsonl", "--warehouse", folder / "warehouse")
        made.append(reader_tables(folder / "warehouse", drop=OWN))
    assert_same(*made)
