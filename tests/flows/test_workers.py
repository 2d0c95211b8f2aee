"""The worker pool runs functions elsewhere and survives a worker that is killed."""

import os
import signal
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
