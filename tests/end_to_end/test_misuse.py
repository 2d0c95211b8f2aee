"""What a user gets wrong ends with exit code 2 and one JSON object; what he names twice is one."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import BROADSHEET, SAMPLES, Cli

STORY = SAMPLES / "meridian_post"


@pytest.mark.parametrize(
    "words",
    [
        ("query", ""),
        ("query", "selec 1"),
        ("query", "select 1; select 2"),
        ("query", "no_such_query.sql"),
        ("query", "copy (select 1) to 'answer.csv'"),
        ("serve", STORY, "--every", "1h", "--port", 99999),
        ("diff", 1, 99),
        ("explain", "no_such_page.txt"),
        ("report", "run_nope"),
        ("run", STORY, "--entities", "huge"),
        ("run", STORY, "--entities", "spacy:no_such_package"),
        ("run", "/nowhere/*.txt"),
        ("run", STORY, "--bogus"),
        ("run", STORY, "--workers", "many"),
        ("quarantine", "release"),
        ("quarantine", "release", "q_1", "--set", "no_such_field=1"),
        ("backfill", "--from", "soon"),
        ("forget", "a_1"),
        ("forget", "a_"),
        ("explain", STORY / "softer_line.txt", "--against", "a_1f3a"),
    ],
)
def test_misuse_is_told_in_one_object(cli: Cli, sample_run, words: tuple[object, ...]) -> None:
    done = cli(*words, "--warehouse", sample_run[0], "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit_code"]) == (2, 2), done.stderr
    assert told["error"] and "Traceback" not in done.stderr


def test_a_warehouse_is_a_folder(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = cli("run", STORY, "--warehouse", tmp_path / "file")
    assert done.returncode == 2
    assert "is a file" in done.stderr


def test_a_file_named_another_way_is_the_same_input(cli: Cli, sample_run) -> None:
    around = f"{SAMPLES}/../{SAMPLES.name}/{STORY.name}/softer_line.txt"
    for named, files in ((STORY, 2), (around, 1)):
        facts = cli.facts("run", named, "--warehouse", sample_run[0])
        assert (facts["inputs_new"], facts["inputs_unchanged"]) == (0, files)


def test_a_folder_that_is_gone_is_told(cli: Cli, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", BROADSHEET, "run", STORY],
        capture_output=True, text=True, cwd=gone, env={**os.environ, **cli.variables}, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "the current folder is no longer there" in done.stderr
    assert "Traceback" not in done.stderr
