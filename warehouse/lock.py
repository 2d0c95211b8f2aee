"""One writer at a time, no snapshot dropped while it is read: locks that die with their process."""

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from warehouse.layout import Warehouse

POLL_SECONDS = 0.1

_open_locks: set[int] = set()


class LockHeld(RuntimeError):
    """Another process writes to this warehouse; the message says which and since when."""


class LeaseLost(RuntimeError):
    """The snapshot was dropped before the lease on it took hold."""


def _close_in_forked_child() -> None:
    # A forked worker shares the lock and would keep it alive after its parent died.
    for descriptor in list(_open_locks):
        os.close(descriptor)
    _open_locks.clear()


os.register_at_fork(after_in_child=_close_in_forked_child)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags, 0o666)
    _open_locks.add(descriptor)
    try:
        yield descriptor
    finally:
        if descriptor in _open_locks:
            _open_locks.discard(descriptor)
            os.close(descriptor)


def _locks(descriptor: int, operation: int) -> bool:
    try:
        fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int, holder: str) -> None:
    note = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "what": holder,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(note).encode(), 0)


def holder_of(warehouse: Warehouse) -> str:
    """Return a phrase that names the last writer: what it does, its process, host and start."""
    try:
        note = json.loads(warehouse.lock_file.read_text("utf-8"))
        return f"{note['what']} (process {note['pid']} on {note['host']}, since {note['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"


@contextmanager
def writer_lock(warehouse: Warehouse, holder: str, wait_seconds: float) -> Iterator[None]:
    """Hold the right to write to a warehouse; `holder` says for what, such as ``run``.

    Waits up to `wait_seconds` for another writer, then raises LockHeld. The lock is the kernel's:
    it ends with the process, however that ends. Two threads of one process exclude each other.
    """
    warehouse.root.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_seconds
    with _opened(warehouse.lock_file, os.O_RDWR | os.O_CREAT) as descriptor:
        while not _locks(descriptor, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                raise LockHeld(
                    f"{warehouse.root} is being written by {holder_of(warehouse)}; "
                    f"waited {wait_seconds:g} s. Try again when it has finished."
                )
            time.sleep(POLL_SECONDS)
        _sign(descriptor, holder)
        try:
            yield
        finally:
            if descriptor in _open_locks:
                os.ftruncate(descriptor, 0)


@contextmanager
def lease(lease_file: Path) -> Iterator[None]:
    """Hold a reader's share of a snapshot's lease file; any number of readers may.

    Raises LeaseLost when the snapshot was dropped before the lease took hold.
    """
    with ExitStack() as held:
        try:
            descriptor = held.enter_context(_opened(lease_file, os.O_RDONLY))
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            lease_file.stat()  # gone when the snapshot was dropped while we waited
        except FileNotFoundError as error:
            raise LeaseLost(f"{lease_file.parent} was dropped; read again") from error
        yield


@contextmanager
def without_readers(lease_file: Path) -> Iterator[bool]:
    """Try to shut out all readers of a snapshot; yields False when one holds a lease.

    A snapshot whose lease file is gone has no readers.
    """
    if not lease_file.exists():
        yield True
        return
    with _opened(lease_file, os.O_RDONLY) as descriptor:
        yield _locks(descriptor, fcntl.LOCK_EX)
