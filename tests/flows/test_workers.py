"""The worker pool runs functions elsewhere and survives a worker that is killed."""

import os
import signal
import subprocess
import sys
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
