"""Fixtures for tests that run the real pipeline: one Prefect server for the whole session."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.server import environment, start_server, stop_server, wait_for_server

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "examples" / "sample_news"
SEEDS = ROOT.parent / "shared" / "bench" / "cleaning" / "seed_lines.jsonl"
BROADSHEET = Path(sys.executable).parent / "broadsheet"
NOW = "2026-11-01T06:00:00+00:00"


@dataclass(frozen=True)
class Cli:
    """The installed console script, with a server to report to and a fixed clock."""

    variables: dict[str, str]

    def __call__(
        self, *arguments: object, cwd: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(BROADSHEET), *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=cwd,
            env={**os.environ, **self.variables, **variables},
            check=False,
            timeout=240,
        )

    def facts(self, *arguments: object, **variables: str) -> dict[str, Any]:
        """Run a verb with --json, which must end with 0, and return what it answers."""
        done = self(*arguments, "--json", **variables)
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """The command line, against a server of the test session's own."""
    home = tmp_path_factory.mktemp("prefect")
    start_server(home, idle_seconds=3600)
    try:
        status = wait_for_server(home)
        yield Cli({**environment(home, status.port), "BROADSHEET_NOW": NOW})
    finally:
        stop_server(home)


@pytest.fixture(scope="session")
def sample_run(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The main job over the shipped samples, once for the session: warehouse and outcome."""
    warehouse = tmp_path_factory.mktemp("sample") / "warehouse"
    return warehouse, cli.facts("run", SAMPLES, "--warehouse", warehouse)
