"""Worker processes for the stages, forked from one that has imported what they need.

That process, Python's fork server, runs no thread of its own and no code of ours but
`flows.preloaded`: forking the caller, with Prefect's and Polars' threads in it, would not be safe.
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from threading import Lock, Thread
from typing import ParamSpec, Protocol, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

START = "spawn" if sys.platform == "darwin" else "forkserver"
"""How workers start: macOS' own libraries may run threads, and forking is not safe beside them."""

PRELOADED = "flows.preloaded"
OBJECTS_BEFORE_LOOKING = 100_000
"""Python objects made before a worker looks for reference cycles; what the stages hold has none."""


class _ForkServer(Protocol):
    """What of Python's fork server is needed to end it; nothing public does."""

    _forkserver_pid: int | None

    def _stop(self) -> None: ...


def get_ready() -> None:
    """Start the process that workers are forked from, so that it loads while the caller does.

    It imports from where the caller does, and not from the folder that the caller happens to be
    in, which may have modules of the same names.
    """
    if START != "forkserver":
        return
    multiprocessing.set_forkserver_preload([PRELOADED])
    place = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in place}
    os.environ.update(place)
    try:
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def let_go() -> None:
    """End the process that workers are forked from, if there is one, and wait for its end.

    It would end by itself, but later; and its time and that of its workers, which are its
    children, would not count as the caller's.
    """
    server = cast(_ForkServer, forkserver._forkserver)
    if server._forkserver_pid is not None:
        with suppress(ProcessLookupError):
            os.kill(server._forkserver_pid, signal.SIGTERM)
        with suppress(ChildProcessError):  # where the caller's children are reaped unseen
            server._stop()


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


def _begin(given_up: Connection, environment: dict[str, str]) -> None:
    """Give a worker the caller's environment, and end it when the caller is gone or gives it up.

    The fork server knows only the environment of its own start. Without an end, even after a
    kill -9, a worker would wait for ever, and hold the caller's standard streams open.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the caller ends its workers
    os.environ.clear()
    os.environ.update(environment)
    gc.set_threshold(OBJECTS_BEFORE_LOOKING, *gc.get_threshold()[1:])
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
            get_ready()
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context(START),
                initializer=_begin,
                initargs=(given_up, dict(os.environ)),
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
