"""kill -9 at every step of publishing and between stages, then rerun: the same tables."""

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli
from tests.end_to_end.tables import assert_same, reader_tables
from warehouse.failpoint import STEPS

STORY = (
    "PORT ELLERY — The harbour board agreed on Monday to dredge the eastern channel before winter, "
    "after pilots had warned for {n} years that larger ships could not turn there.\n\n"
    "Board member Ilse Tarrant said the work would cost {n} million crowns and close one berth.\n\n"
    "The pilots' guild called the plan late but welcome, and asked for a second survey in spring."
)


def records(numbers: range, edit: str = "") -> str:
    return "".join(
        json.dumps(
            {"id": f"s{n}", "title": f"Harbour board, part {n}", "text": STORY.format(n=n) + edit}
        )
        + "\n"
        for n in numbers
    )


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "first.jsonl").write_text(records(range(10, 14)), "utf-8")
    return folder


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second")
    edit = "\n\nThe board later put the vote off by a week."
    (folder / "next.jsonl").write_text(records(range(12, 16), edit), "utf-8")
    return folder


def run(cli: Cli, inputs: Path, warehouse: Path, **variables: str) -> dict[str, Any]:
    return cli.facts("run", inputs, "--warehouse", warehouse, "--entities", "none", **variables)


@pytest.fixture(scope="module")
def calm(
    cli: Cli, inbox: Path, second: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A warehouse after the first run, and another after both, without any disturbance."""
    folder = tmp_path_factory.mktemp("calm")
    run(cli, inbox, folder / "one")
    shutil.copytree(folder / "one", folder / "two", symlinks=True)
    outcome = run(cli, second, folder / "two")
    assert outcome["articles_new"] == 2
    assert outcome["articles_updated"] == 2
    return folder / "one", folder / "two"


NOT_REACHED = ("publish.clear", "publish.merge", "publish.unlink")
"""Steps that need left-overs or many files; tests/warehouse/test_crash.py kills there too."""

REACHED = [s for s in STEPS if s not in NOT_REACHED and not s.startswith("drop.")]


@pytest.mark.slow
@pytest.mark.parametrize("step", REACHED)
def test_killed_at_a_step_of_publishing(
    cli: Cli, second: Path, calm: tuple[Path, Path], tmp_path: Path, step: str
) -> None:
    one, two = calm
    warehouse = tmp_path / "warehouse"
    shutil.copytree(one, warehouse, symlinks=True)
    killed = cli(
        *("run", second, "--warehouse", warehouse, "--entities", "none"), BROADSHEET_STOP_AT=step
    )
    assert killed.returncode == -signal.SIGKILL
    seen = reader_tables(warehouse)
    assert_same(seen, reader_tables(two if (warehouse / "current").readlink().name == "2" else one))
    again = run(cli, second, warehouse)
    assert again["snapshot"] == 2
    assert_same(reader_tables(warehouse), reader_tables(two))
    assert not list((warehouse / "stage").glob("*/run.json")), "no unfinished work is left behind"
