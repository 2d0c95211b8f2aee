"""Who may write, what a second writer is told, and that a lock dies with its process."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from warehouse.layout import Warehouse
from warehouse.lock import LeaseLost, LockHeld, holder_of, lease, without_readers, writer_lock

HOLD = """
import sys, time
from pathlib import Path
from warehouse.layout import Warehouse
from warehouse.lock import writer_lock
with writer_lock(Warehouse(Path(sys.argv[1])), "run", 5):
    print("held", flush=True)
    {then}
"""


def holding(root: Path, then: str = "time.sleep(60)") -> subprocess.Popen[str]:
    program = HOLD.format(then=then)
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_second_writer_is_told_who_holds_it_and_a_kill_frees_it(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    process = holding(warehouse.root)
    try:
        refusal = rf"run \(process {process.pid} on .+, since 20\d\d-.+\)"
        with pytest.raises(LockHeld, match=refusal), writer_lock(warehouse, "backfill", 0.2):
            pass
    finally:
        process.kill()
        process.wait()
    with writer_lock(warehouse, "backfill", 0):
        assert "backfill" in holder_of(warehouse)
    assert holder_of(warehouse) == "another process"


def test_a_forked_worker_does_not_keep_its_dead_parent_s_lock(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    fork = "import os\n    child = os.fork()\n    print(child, flush=True)\n    time.sleep(60)"
    process = holding(tmp_path, fork)
    assert process.stdout is not None
    worker = max(int(process.stdout.readline()), int(process.stdout.readline()))
    process.kill()
    process.wait()
    try:
        os.kill(worker, 0)  # still there
        with writer_lock(warehouse, "run", 0):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)


def test_a_writer_waits_for_another_thread(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    order: list[str] = []

    def second() -> None:
        with writer_lock(warehouse, "second", 10):
            order.append("second")

    with writer_lock(warehouse, "first", 0):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_lease_on_a_snapshot_that_is_just_being_dropped_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "1"
    folder.mkdir()
    (folder / ".lease").touch()
    told: list[str] = []

    def read() -> None:
        try:
            with lease(folder / ".lease"):
                told.append("read")
        except LeaseLost as error:
            told.append(str(error))

    reader = threading.Thread(target=read)
    with without_readers(folder / ".lease") as unread:
        assert unread
        reader.start()
        time.sleep(0.3)  # the reader has opened the file and waits for its lock
        assert told == []
        folder.rename(tmp_path / "1.dropped")
    reader.join()
    assert told == [f"{folder} was dropped; read again"]
