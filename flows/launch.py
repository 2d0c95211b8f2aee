"""Starts a run from the command line: finds the server first, then runs the flow against it."""

import os
from pathlib import Path

from flows.request import RunOutcome, RunRequest
from flows.server import environment, kept_awake, start_server, wait_for_server
from flows.settings import Settings


def connect(settings: Settings, port: int | None = None, wait: bool = True) -> None:
    """Point Prefect at a server: the user's own (PREFECT_API_URL), or one kept under the data.

    Without ``wait`` the server may still be starting. Raises ServerError when it does not start.
    """
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    if "PREFECT_API_URL" in os.environ:
        return
    start_server(settings.data_dir, settings.server_idle_minutes * 60, port)
    if wait:
        status = wait_for_server(settings.data_dir)
        os.environ.update(environment(settings.data_dir, status.port))


def missing(paths: list[str]) -> str | None:
    """Return the first path that cannot be an input, to refuse it before anything starts."""
    for path in paths:
        is_pattern = any(sign in path for sign in "*?[")
        if "://" not in path and not is_pattern and not Path(path).exists():
            return path
    return None


def launch(request: RunRequest) -> RunOutcome:
    """Run the flow once in this process. Raises what `flows.pipeline.broadsheet` raises."""
    settings = request.settings
    connect(settings, wait=False)  # it starts while this process imports
    import prefect.settings  # noqa: F401  (read again below, once the address is known)

    connect(settings)
    from flows.pipeline import broadsheet

    if settings.data_dir.is_dir():
        with kept_awake(settings.data_dir):
            return broadsheet(request)
    return broadsheet(request)
