"""Finds or starts the Prefect server that runs report to, and leaves it for the next run."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from flows.server_process import LOG

START_LIMIT_SECONDS = 180.0  # a cold start on two busy cores took 40 s; Prefect's own limit is 20
KEEPER_SECONDS = 20.0
AWAKE_SECONDS = 20.0


class ServerError(RuntimeError):
    """Prefect's server did not start; the message names its log."""


@dataclass(frozen=True)
class ServerStatus:
    """A running server: where its API and pages are and who keeps it alive."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        """Address of the user interface."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """Address of the API."""
        return f"{self.url}/api"


def _alive(directory: Path) -> bool:
    """Whether a keeper holds its lock; true even before it has written where it listens."""
    try:
        with (directory / "server.alive").open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def server_status(directory: Path) -> ServerStatus | None:
    """Return the running server kept under this folder, or None."""
    if not _alive(directory):
        return None
    try:
        state = json.loads((directory / "server.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return ServerStatus(state["pid"], state["port"])


def _free_port(wanted: int | None) -> int:
    for port in [*([wanted] if wanted else []), 0]:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerError("no free port on 127.0.0.1")


def environment(directory: Path, port: int) -> dict[str, str]:
    """Prefect's settings for this server and its clients; nothing is sent anywhere else."""
    return {
        "PREFECT_HOME": str(directory),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
    }


def _spawn(directory: Path, port: int, idle_seconds: float) -> None:
    (directory / "server.json").unlink(missing_ok=True)
    settings = environment(directory, port)
    settings.pop("PREFECT_API_URL")  # the server would wait for itself
    settings |= {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONSAFEPATH": "1",  # the folder that the caller is in may have modules of our names
    }
    asked = [directory, port, idle_seconds]
    with (directory / LOG).open("ab") as log:
        subprocess.Popen(
            [sys.executable, "-m", "flows.server_process", *map(str, asked)],
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _healthy(status: ServerStatus) -> bool:
    try:
        with urllib.request.urlopen(f"{status.api_url}/health", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def start_server(directory: Path, idle_seconds: float, port: int | None = None) -> ServerStatus:
    """Start a server in the background unless there is one; say where it is or will be.

    It may not answer yet. Raises ServerError when its keeper does not start.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "start.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if _alive(directory):
            (directory / "last_used").touch()
        else:
            _spawn(directory, _free_port(port), idle_seconds)
        deadline = time.monotonic() + KEEPER_SECONDS
        while time.monotonic() < deadline:
            if status := server_status(directory):
                return status
            time.sleep(0.02)
    raise ServerError(f"Prefect's server did not start; see {directory / LOG}")


def wait_for_server(directory: Path, limit: float = START_LIMIT_SECONDS) -> ServerStatus:
    """Wait until the server answers. Raises ServerError when it ends or the limit passes."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        status = server_status(directory)
        if status is not None and _healthy(status):
            return status
        if not _alive(directory):
            break
        time.sleep(0.2)
    raise ServerError(f"Prefect's server did not start; see {directory / LOG}")


def stop_server(directory: Path) -> bool:
    """Stop the server kept under this folder; return whether there was one."""
    status = server_status(directory)
    if status is None:
        return False
    os.kill(status.pid, signal.SIGTERM)
    deadline = time.monotonic() + 30
    while _alive(directory) and time.monotonic() < deadline:
        time.sleep(0.1)
    return True


@contextmanager
def kept_awake(directory: Path) -> Iterator[None]:
    """Keep the server from its idle limit while the body runs."""
    done = Event()

    def touch() -> None:
        while not done.wait(AWAKE_SECONDS):
            (directory / "last_used").touch()

    thread = Thread(target=touch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        (directory / "last_used").touch()


@contextmanager
def sole_schedule(directory: Path) -> Iterator[None]:
    """Be the only schedule of this data folder: a second one would replace the first unseen.

    Raises ServerError, with the first one's process, when there is one.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "serve.lock").open("a+") as guard:
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            guard.seek(0)
            raise ServerError(
                f"process {guard.read().strip()} serves a schedule for {directory.parent} already; "
                "stop it first, or name all inputs as sources in broadsheet.toml and serve those"
            ) from error
        guard.truncate(0)
        guard.write(str(os.getpid()))
        guard.flush()
        yield
