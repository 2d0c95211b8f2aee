"""Starts a run from the command line: finds the server first, then runs the flow against it."""

import errno
import glob
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from flows.request import RunOutcome, RunRequest
from flows.server import environment, kept_awake, start_server, wait_for_server
from flows.settings import Settings
from tasks.extract.recognise import check_model

FULL_BYTES = 1 << 18
"""With less room than this on its disk nothing can be finished."""


def connect(settings: Settings, port: int | None = None) -> Callable[[], object]:
    """Point Prefect at a server: the user's own (PREFECT_API_URL), or one kept under the data.

    Must be called before Prefect is imported, which reads its settings only once and would start
    a server of its own. Returns a function that waits until the server answers; what is imported
    meanwhile costs no time. Raises ServerError when it does not start.
    """
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    if "PREFECT_API_URL" in os.environ:
        return lambda: None
    status = start_server(settings.data_dir, settings.server_idle_minutes * 60, port)
    os.environ.update(environment(settings.data_dir, status.port))
    return lambda: wait_for_server(settings.data_dir)


def missing(paths: list[str]) -> str | None:
    """Return the first path that cannot be an input, to refuse it before anything starts."""
    for path in paths:
        if "://" in path or os.path.lexists(path):
            continue
        if next(glob.iglob(str(Path(path).expanduser()), recursive=True), None) is None:  # noqa: PTH207 - the pattern may begin at the root
            return path
    return None


def launch(request: RunRequest) -> RunOutcome:
    """Run the flow once in this process.

    Raises what `check_model` and what `flows.pipeline.broadsheet` raise.
    """
    check_model(request.settings.entities)
    try:
        return _launch(request)
    except Exception as error:
        if not hasattr(error, "outcome") and _is_full(request.settings.data_dir):
            # Prefect's server, whose database is on the same disk, tells only that it failed.
            where = str(request.settings.data_dir)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), where) from error
        raise


def _is_full(folder: Path) -> bool:
    there = next(f for f in [folder, *folder.absolute().parents] if f.is_dir())
    return shutil.disk_usage(there).free < FULL_BYTES


def _launch(request: RunRequest) -> RunOutcome:
    settings = request.settings
    ready = connect(settings)
    from flows.pipeline import broadsheet

    ready()
    if settings.data_dir.is_dir():
        with kept_awake(settings.data_dir):
            return broadsheet(request)
    return broadsheet(request)
