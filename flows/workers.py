"""Worker processes for the stages; each starts clean, without importing what the caller is."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_OBJECTS = 100_000  # made before Python looks for reference cycles; stages hold many and make none


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep spawned children from importing this process's main module.

    Under Prefect's runner that module is Prefect itself, which costs every child seconds.
    """
    main = sys.modules["__main__"]
    kept = {name: main.__dict__.pop(name) for name in ("__file__",) if hasattr(main, name)}
    spec, main.__spec__ = main.__spec__, None
    try:
        yield
    finally:
        main.__spec__ = spec
        main.__dict__.update(kept)


def _begin(given_up: Connection) -> None:
    """Make a new worker ready: it seldom looks for reference cycles, and ends with its parent."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    _end_with_parent(given_up)


def _end_with_parent(given_up: Connection) -> None:
    """Let a worker end when the process that started it is gone, even by kill -9, or gives it up.

    Otherwise it would wait for work for ever, and hold the caller's standard streams open.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel, given_up])  # the other end of a pipe is closed: that counts as ready
        os._exit(1)

    Thread(target=watch, daemon=True).start()


class WorkerPool(Executor):
    """A process pool that starts processes only as work comes and replaces itself if one dies.

    A killed worker (out of memory, say) breaks a standard pool for good; here the next call
    gets a new one, so that a task's retry can succeed.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._guard = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._hold: Connection | None = None  # workers end when it is closed

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run ``fn`` in a worker process. Raises BrokenProcessPool if workers cannot start."""
        with self._guard, _without_main():
            try:
                return self._running().submit(fn, *args, **kwargs)
            except BrokenProcessPool:
                self._pool = None
                return self._running().submit(fn, *args, **kwargs)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            given_up, self._hold = multiprocessing.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(given_up,),
            )
        return self._pool

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; a later call starts new ones."""
        with self._guard:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def give_up(self) -> None:
        """End the processes at once, whatever they do.

        Waiting for what they do could take as long as a stage; and a process that ends without
        waiting for them never ends, when it is itself a child of Prefect's runner.
        """
        with self._guard:
            pool, self._pool = self._pool, None
            if self._hold is not None:
                self._hold.close()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
