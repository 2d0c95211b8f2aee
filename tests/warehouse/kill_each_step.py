"""Kills a publish at every step that it reaches, runs it again, and compares with a calm run.

Started as a process of its own by test_crash.py: it forks a child for each attempt, which is only
safe in a process that has not used Polars' threads. Prints one JSON object: kills per step.
"""

import hashlib
import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.contract import table_names
from warehouse.failpoint import STEPS, VARIABLE
from warehouse.layout import Warehouse
from warehouse.publish import TableChange, publish
from warehouse.retention import clear_leftovers, drop_old_snapshots
from warehouse.snapshot import current_snapshot, pointed_to

VISIBLE_FROM = {"publish.swapped", "publish.done"}
LEAVES_MOST = {("publish.manifest", 1), ("publish.swap", 1), ("drop.remove", 1)}
AFTER_A_KILL = ("publish.clear", "drop.rename", "drop.remove", "drop.done")


def changes_of(number: int, parts: Path) -> tuple[list[TableChange], list[TableChange]]:
    """The changes of the three publishes: a first one, an upsert, and one that merges files."""
    there = sorted(parts.glob(f"{number}-clusters-*.parquet"))
    gone = parts / f"{number}-gone.parquet"
    delete = (gone, "cluster_id") if gone.exists() else (None, None)
    state_gone = parts / f"{number}-state-gone.parquet"
    state_delete = (state_gone, "value") if state_gone.exists() else (None, None)
    return (
        [
            TableChange("clusters", tuple(there), *delete),
            TableChange("mentions", (parts / f"{number}-mentions.parquet",)),
        ],
        [TableChange("sketch", (parts / f"{number}-state.parquet",), *state_delete)],
    )


def run(warehouse: Warehouse, number: int, parts: Path) -> None:
    """Publish snapshot `number` unless it is there already, as the flow does on a rerun."""
    parent = current_snapshot(warehouse)
    if parent is None or parent.facts["run"] != number:
        publish(warehouse, parent, *changes_of(number, parts), {"run": number})
    clear_leftovers(warehouse)
    drop_old_snapshots(warehouse, keep_seconds=-1, keep_at_least=2)


def attempt(work: Callable[[], None], stop_at: str | None) -> bool:
    """Do the work in a child that dies at a step; return whether it died there."""
    child = os.fork()
    if child == 0:
        if stop_at:
            os.environ[VARIABLE] = stop_at
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    assert os.waitstatus_to_exitcode(status) == 0, f"the child failed at {stop_at}"
    return False


def seen(warehouse: Warehouse) -> str:
    """A digest of all that a reader finds by plain globs, and of the states."""
    digest = hashlib.sha256()
    folders = [*table_names(), "_state/sketch"]
    for folder in folders if warehouse.current.exists() else []:
        for file in sorted((warehouse.current / folder).glob("*.parquet")):
            with pq.ParquetFile(file) as parquet:
                digest.update(repr((folder, parquet.read(use_threads=False).to_pylist())).encode())
    return digest.hexdigest()


Whole = tuple[str, dict[str, str]]


def whole(warehouse: Warehouse) -> Whole:
    """What readers see, and every path below the snapshots, the manifests with their text."""
    files = [path for path in sorted(warehouse.snapshots.rglob("*")) if path.is_file()]
    return seen(warehouse), {
        str(path.relative_to(warehouse.root)): path.read_text() if path.suffix == ".json" else ""
        for path in files
    }


def kills(base: Path, number: int, parts: Path, old: str, goal: Whole) -> Iterable[str]:
    """Kill publish `number` at every step; yield each step that a child died at."""
    for step in STEPS:
        for times in range(1, sys.maxsize):
            warehouse = copy_of(base)
            if not attempt(lambda w=warehouse: run(w, number, parts), f"{step}:{times}"):
                break
            published = pointed_to(warehouse) == number
            assert published or step not in VISIBLE_FROM, f"{step}:{times}"
            assert seen(warehouse) == (goal[0] if published else old), f"{step}:{times}"
            yield step
            if (step, times) in LEAVES_MOST:
                yield from kills_while_clearing(warehouse, number, parts)
            run(warehouse, number, parts)
            assert whole(warehouse) == goal, f"after {step}:{times} and a rerun"


def kills_while_clearing(warehouse: Warehouse, number: int, parts: Path) -> Iterable[str]:
    """Kill the reruns too, while they remove what the killed attempt left."""
    for step in AFTER_A_KILL:
        if attempt(lambda: run(warehouse, number, parts), f"{step}:1"):
            yield step


def copy_of(base: Path) -> Warehouse:
    """A warehouse like the base, made of hard links, that an attempt may spoil."""
    scratch = base.with_name("scratch")
    shutil.rmtree(scratch, ignore_errors=True)
    if base.exists():
        shutil.copytree(base, scratch, symlinks=True, copy_function=os.link)
    return Warehouse(scratch)


def main(folder: Path, parts: Path) -> None:
    """Go through the three publishes, each from the undisturbed state before it."""
    base = folder / "base"
    died: Counter[str] = Counter()
    for number in (1, 2, 3):
        undisturbed = copy_of(base)
        old = seen(undisturbed)
        run(undisturbed, number, parts)
        goal = whole(undisturbed)
        next_base = undisturbed.root.rename(folder / "next")
        died.update(kills(base, number, parts, old, goal))
        shutil.rmtree(base, ignore_errors=True)
        next_base.rename(base)
    print(json.dumps(died))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
