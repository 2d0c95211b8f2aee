"""Starts a run from the command line: finds the server first, then runs the flow against it."""

import errno
import gc
import glob
import itertools
import logging
import os
import re
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from flows import workers
from flows.request import NamedPaths, RunOutcome, RunRequest
from flows.server import environment, kept_awake, start_server, wait_for_server
from flows.settings import SOURCE_NAME, ConfigurationError, Settings
from flows.workers import OBJECTS_BEFORE_LOOKING
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


def request_for(
    settings: Settings, sources: list[str], source: str, may_be_empty: bool = False
) -> RunRequest:
    """Return what a run over the given inputs, else the configured sources, is asked to do.

    Raises ConfigurationError when there is nothing to read or a named input does not exist. What
    is configured or served (`may_be_empty`) may be a pattern that no file has yet.
    """
    if not re.match(SOURCE_NAME, source):
        raise ConfigurationError(f"--source {source!r}: letters, digits, '_', '.' and '-' only")
    named = [NamedPaths(name=s.name, paths=s.paths) for s in settings.sources]
    if sources:
        named = [NamedPaths(name=source, paths=sources)]
    if not named:
        raise ConfigurationError(
            "nothing to read: name files or folders, or list sources in broadsheet.toml"
        )
    for one in named:
        for path in one.paths:
            if not _is_there(path, may_be_empty or not sources):
                raise ConfigurationError(
                    f"{path}: no such file or folder, and no file of that pattern; check the "
                    "spelling"
                )
    return RunRequest(sources=named, settings=settings)


def _is_there(path: str, may_be_empty: bool) -> bool:
    if "://" in path or os.path.lexists(Path(path).expanduser()):
        return True
    if not glob.has_magic(path):
        return False
    whole = Path(path).expanduser()
    plain = itertools.takewhile(lambda part: not glob.has_magic(part), whole.parts)
    if may_be_empty:
        return Path(*plain).is_dir()
    return next(glob.iglob(str(whole), recursive=True), None) is not None  # noqa: PTH207 - the pattern may begin at the root


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
    finally:
        workers.let_go()


def _is_full(folder: Path) -> bool:
    there = next(f for f in [folder, *folder.absolute().parents] if f.is_dir())
    usage = shutil.disk_usage(there)  # a file system that only shows things has no size at all
    return usage.total > 0 and usage.free < FULL_BYTES and os.access(there, os.W_OK)


def _interrupt(*_: object) -> None:
    """End the run at Ctrl-C, without Prefect's report on each task that ends with it."""
    logging.disable(logging.CRITICAL)
    raise KeyboardInterrupt


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Leave out Prefect's traceback of a run that the gate stopped: the run tells why."""
    error = record.exc_info[1] if record.exc_info else None
    return not hasattr(error, "outcome")


def _launch(request: RunRequest) -> RunOutcome:
    settings = request.settings
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _interrupt)
    gc.set_threshold(OBJECTS_BEFORE_LOOKING, *gc.get_threshold()[1:])
    workers.get_ready()
    ready = connect(settings)
    from flows.pipeline import broadsheet

    logging.getLogger("prefect.flow_runs").addFilter(_is_unexpected)
    ready()
    if settings.data_dir.is_dir():
        with kept_awake(settings.data_dir):
            return broadsheet(request)
    return broadsheet(request)
