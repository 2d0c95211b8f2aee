"""The worker pool runs functions elsewhere and survives a worker that is killed."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from flows.workers import WorkerPool


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


def test_workers_seldom_look_for_reference_cycles() -> None:
    pool = WorkerPool(1)
    try:
        assert pool.submit(gc.get_threshold).result(60)[0] > gc.get_threshold()[0]
    finally:
        pool.shutdown()
