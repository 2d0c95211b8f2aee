"""A schedule really fires: a server starts, a scheduled run appears, finishes and publishes."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

from flows.server import server_status, stop_server
from tests.conftest import BROADSHEET, SAMPLES

LIMIT_SECONDS = 240


def flow_runs(api: str) -> list[dict[str, Any]]:
    ask = urllib.request.Request(
        f"{api}/flow_runs/filter", b"{}", {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(ask, timeout=10) as answer:
        return json.loads(answer.read())


def scheduled_and_done(api: str) -> list[dict[str, Any]]:
    return [r for r in flow_runs(api) if r["auto_scheduled"] and r["state_type"] == "COMPLETED"]


def test_scheduled_run_appears_and_finishes(tmp_path: Path) -> None:
    warehouse = tmp_path / "data" / "warehouse"
    home = tmp_path / "data" / "prefect"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    story = SAMPLES / "meridian_post" / "softer_line.txt"
    served = subprocess.Popen(  # the first run comes at once, not an hour later
        [str(BROADSHEET), "serve", str(story), "--every", "1h", "--warehouse", str(warehouse)],
        env=environment | {"BROADSHEET_ENTITIES": "none"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + LIMIT_SECONDS
        done: list[dict[str, Any]] = []
        while not done and time.monotonic() < deadline and served.poll() is None:
            time.sleep(2)
            status = server_status(home)
            if status is not None and (warehouse / "current").exists():
                done = scheduled_and_done(status.api_url)
        assert done, f"no scheduled run finished; {served.poll()}"
        assert (warehouse / "current").readlink().name == "1"
        status = server_status(home)
        assert status is not None
        with urllib.request.urlopen(status.url, timeout=10) as page:
            assert b"<html" in page.read(2000).lower()
    finally:
        os.killpg(served.pid, signal.SIGINT)
        try:
            served.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(served.pid, signal.SIGKILL)
        stop_server(home)
    assert server_status(home) is None
