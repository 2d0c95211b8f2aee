"""The worker pool runs functions elsewhere and survives a worker that is killed."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import polars as pl
import pytest

from flows.workers import WorkerPool, let_go

ROOT = Path(__file__).parents[2]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_runs_in_other_processes_and_heals() -> None:
    pool = WorkerPool(1)
    try:
        assert pool.submit(os.getpid).result(60) != os.getpid()
        with pytest.raises(BrokenProcessPool):
            pool.submit(die).result(60)
        assert pool.submit(len, "four").result(60) == 4
    finally:
        pool.shutdown()


def test_workers_end_with_a_killed_parent() -> None:
    code = (
        "import os, signal; from flows.workers import WorkerPool\n"
        "if __name__ == '__main__':\n"
        "    pool = WorkerPool(2); print(pool.submit(os.getpid).result(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(  # returns only when nobody holds the pipe any more
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.strip().isdigit()


def give_up_a_busy_pool() -> None:
    pool = WorkerPool(1)
    pool.submit(time.sleep, 60)
    time.sleep(1.5)
    pool.give_up()


def test_a_child_that_gives_its_workers_up_ends() -> None:
    child = multiprocessing.get_context("spawn").Process(target=give_up_a_busy_pool)
    child.start()
    child.join(30)
    assert child.exitcode == 0


def test_a_pool_that_was_given_up_works_again() -> None:
    pool = WorkerPool(2)
    assert pool.submit(len, "one").result(60) == 3
    pool.give_up()
    assert pool.submit(len, "four").result(60) == 4
    pool.give_up()


def names_of_threads(process: int) -> list[str]:
    return [
        task.joinpath("comm").read_text().strip()
        for task in Path(f"/proc/{process}/task").iterdir()
    ]


def seen_by_a_worker() -> tuple[int, list[str], list[str]]:
    """The worker's fork server, the threads in it, and what is missing of what it should load."""
    from flows.preloaded import MODULES

    known = [name for name in MODULES if name not in sys.modules]
    return os.getppid(), names_of_threads(os.getppid()), known


def test_workers_find_everything_loaded_and_no_thread_of_polars_lost() -> None:
    pool = WorkerPool(1)
    try:
        server, threads, missing = pool.submit(seen_by_a_worker).result(60)
        assert server != os.getpid()
        assert not missing
        own = {"jemalloc_bg_thd", "polars-ooc-clea"}  # no query waits for these
        assert len([name for name in threads if name not in own]) == 1
        assert pool.submit(rows_of_a_query, 3).result(60) == 3
    finally:
        pool.give_up()


def rows_of_a_query(count: int) -> int:
    return pl.LazyFrame({"n": range(count)}).group_by("n").len().collect().height


def test_workers_have_the_environment_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("one", "two"):
        monkeypatch.setenv("BROADSHEET_TEST", value)
        pool = WorkerPool(1)
        assert pool.submit(os.getenv, "BROADSHEET_TEST").result(60) == value
        pool.give_up()


def test_workers_import_from_where_the_caller_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks/__init__.py").write_text("raise ImportError('not this one')")
    monkeypatch.chdir(tmp_path)
    code = (
        "from flows.workers import WorkerPool, let_go; from warehouse.by_name import ByName\n"
        "pool = WorkerPool(1)\n"
        "print(pool.submit(ByName('tasks.ingest.sniff', 'byte_order_mark'), b'plain').result())\n"
        "pool.give_up(); let_go()"
    )
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False, env=place
    )
    assert done.stdout.strip() == "None", done.stderr


def test_letting_go_ends_the_fork_server_and_another_can_follow() -> None:
    pool = WorkerPool(1)
    first = pool.submit(os.getppid).result(60)
    pool.give_up()
    let_go()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert pool.submit(os.getppid).result(60) != first
    pool.give_up()


def test_workers_seldom_look_for_reference_cycles() -> None:
    pool = WorkerPool(1)
    try:
        assert pool.submit(gc.get_threshold).result(60)[0] > gc.get_threshold()[0]
    finally:
        pool.shutdown()
