"""kill -9 at every step of publishing: readers see old or new, and a rerun mends everything."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.warehouse.rows import listed, stored
from warehouse.failpoint import STEPS

ROOT = Path(__file__).parents[2]


def make_parts(parts: Path) -> None:
    """Write what the publishes of kill_each_step.py add and delete."""
    stored("clusters", ["a", "b", "c"], parts / "1-clusters-0.parquet")
    stored("clusters", ["d"], parts / "1-clusters-1.parquet")
    stored("clusters", ["b", "e"], parts / "2-clusters-0.parquet", seed=7)
    listed(["a", "b"], parts / "2-gone.parquet")
    listed(["two"], parts / "2-state-gone.parquet")
    for place in range(8):
        stored("clusters", [f"f{place}"], parts / f"3-clusters-{place}.parquet", seed=place)
    listed(["e"], parts / "3-gone.parquet")
    for number in (1, 2, 3):
        stored("mentions", [f"m{number}"], parts / f"{number}-mentions.parquet")
        listed(["one", "two"], parts / f"{number}-state.parquet")


def test_a_kill_at_every_step_leaves_the_old_or_the_new() -> None:
    command = [sys.executable, "-m", "tests.warehouse.kill_each_step"]
    # In memory where that is possible: a kill does not test the disk, and fsync is free there.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        make_parts(Path(folder) / "parts")
        arguments = [folder, f"{folder}/parts"]
        done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    died = json.loads(done.stdout)
    assert set(died) == set(STEPS), "a step that no kill landed on"
    assert died["publish.fsync"] > 60
    assert died["publish.merge"] and died["publish.rewrite"] > 1


def test_the_list_of_steps_is_complete() -> None:
    named = set()
    for file in (ROOT / "warehouse").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "reached":
                named.add(ast.literal_eval(node.args[0]))
    assert named == set(STEPS)
    assert len(STEPS) == len(set(STEPS))
