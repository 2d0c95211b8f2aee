"""Keeps Prefect's server alive in the background and ends it when nobody has used it for a while.

Run as ``python -m flows.server_process DIR PORT IDLE_SECONDS``; standard library only, so that it
starts at once. It holds a lock on DIR/server.alive for as long as it lives.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

CHECK_SECONDS = 5.0
APP = "prefect.server.api.server:create_app"
LOG = "server.log"  # of the server, and of this keeper if it fails


def _start(directory: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "uvicorn", "--factory", APP, "--host", "127.0.0.1"]
    with (directory / LOG).open("ab") as log:
        return subprocess.Popen(
            [*command, "--port", str(port), "--log-level", "warning"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=directory,
        )


def _idle_seconds(directory: Path) -> float:
    """Seconds since the last use; without end when the folder has been removed."""
    try:
        return time.time() - (directory / "last_used").stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def main(directory: Path, port: int, idle_limit: float) -> int:
    """Serve until idle, told to stop (SIGTERM) or the server ends; return its exit code."""
    alive = (directory / "server.alive").open("w")
    fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
    (directory / "last_used").touch()
    server = _start(directory, port)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    state = {"pid": os.getpid(), "port": port, "idle_limit_seconds": idle_limit}
    unfinished = directory / "server.json.unfinished"
    unfinished.write_text(json.dumps(state))
    unfinished.rename(directory / "server.json")
    try:
        while True:
            try:
                return server.wait(CHECK_SECONDS)
            except subprocess.TimeoutExpired:
                if _idle_seconds(directory) > idle_limit:
                    server.terminate()
    finally:
        server.kill()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
