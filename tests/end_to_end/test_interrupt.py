"""Ctrl-C ends a run with one sentence, leaves no process, and the same command goes on."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import BROADSHEET, SAMPLES, Cli
from tests.end_to_end.tables import current


def test_ctrl_c_in_the_midst_of_a_run(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    process = subprocess.Popen(
        [str(BROADSHEET), "run", str(SAMPLES), "--warehouse", str(warehouse)],
        env={**os.environ, **cli.variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a group of its own, as a terminal gives it
    )
    deadline = time.monotonic() + 120
    while not list(warehouse.glob("stage/*/ingest/*.json")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 130
    assert told.splitlines()[-1].startswith("broadsheet: interrupted")
    assert "Traceback" not in told
    assert "Crash" not in told
    assert not (warehouse / "current").exists()
    with pytest.raises(ProcessLookupError):  # soon nobody of the group is left
        while time.monotonic() < deadline:
            os.killpg(process.pid, 0)
            time.sleep(0.1)
    cli.facts("run", SAMPLES, "--warehouse", warehouse)
    assert current(warehouse, "articles").height > 50
