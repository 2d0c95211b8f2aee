"""kill -9 while inputs are still read and parts already cleaned; the rerun cuts other parts."""

import gzip
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import BROADSHEET, Cli
from tests.end_to_end.tables import assert_same, reader_tables

WORDS = "the harbour board met on Monday and agreed after a long debate to dredge channel".split()


def text(number: int) -> str:
    return "\n\n".join(
        " ".join(WORDS[(number * k + n) % len(WORDS)] for n in range(60)) + f" {number * k}."
        for k in range(1, 40)
    )


@pytest.mark.slow
def test_a_rerun_with_other_parts_mixes_nothing(cli: Cli, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with gzip.open(inbox / "stories.jsonl.gz", "wt", compresslevel=1) as file:
        for number in range(600):
            file.write(json.dumps({"id": f"s{number}", "text": text(number)}) + "\n")
    run = ("run", str(inbox), "--entities", "none", "--warehouse")
    calm = cli.facts(*run, tmp_path / "calm")
    assert calm["documents"] == 600
    warehouse = tmp_path / "killed"
    process = subprocess.Popen(
        [str(BROADSHEET), *run, str(warehouse), "--batch-mb", "1"],
        env={**os.environ, **cli.variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while not list(warehouse.glob("stage/*/clean/documents-*.json")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for marker in warehouse.glob("stage/*/ingest/*.json"):
        marker.unlink()  # the reading may have ended just before: then as if it had not
    rerun = cli.facts(*run, warehouse, "--batch-mb", "2")
    assert rerun["documents"] == 600
    assert_same(reader_tables(warehouse), reader_tables(tmp_path / "calm"))
