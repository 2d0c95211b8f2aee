"""Serves the pipeline on a schedule: one run at a time, a tick is only a wake-up."""

import logging
import re
import sys
from datetime import UTC, datetime, timedelta

from flows.answering import answer, tell
from flows.request import RunRequest
from flows.server import kept_awake, sole_schedule
from flows.settings import ConfigurationError, Settings

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
FIRST_SECONDS = 5  # from the start to the first run; the deployment is registered meanwhile
SHORTEST_SECONDS = 5


def interval(text: str) -> timedelta:
    """Read an interval such as ``90s``, ``15m``, ``1h`` or ``1d``.

    Raises ConfigurationError for anything else or less than five seconds.
    """
    match = re.fullmatch(r"(\d+)\s*([smhd])", text.strip())
    seconds = int(match[1]) * UNITS[match[2]] if match else 0
    if seconds < SHORTEST_SECONDS:
        raise ConfigurationError(f"--every {text!r}: write 30s, 15m, 1h or 1d; at least 5s")
    return timedelta(seconds=seconds)


def _told(due: timedelta | None) -> str:
    """Write an interval as it is given, in the largest unit that it is a multiple of."""
    seconds = int(due.total_seconds()) if due else 0
    unit, size = next((u, n) for u, n in reversed(UNITS.items()) if seconds % n == 0)
    return f"{seconds // size}{unit}"


def _check_cron(text: str) -> str:
    from cronsim import CronSim, CronSimError

    try:
        CronSim(text, datetime(2026, 1, 1))
    except CronSimError as error:
        raise ConfigurationError(f"--cron {text!r}: {error}; five fields are needed") from error
    return text


def serve_schedule(
    settings: Settings,
    sources: list[str],
    source: str,
    every: str | None,
    cron: str | None,
    port: int,
    as_json: bool,
) -> None:
    """Register the deployment and serve it until interrupted.

    A tick that comes while a run goes on is cancelled: the next run picks up whatever is pending.
    Raises ConfigurationError unless exactly one of ``every`` and ``cron`` is given.
    """
    if (every is None) == (cron is None):
        raise ConfigurationError("name one of --every and --cron, such as --every 1h")
    due = interval(every) if every else None
    line = _check_cron(cron) if cron else None
    from flows.launch import request_for

    absolute = settings.model_copy(update={"warehouse": settings.warehouse.absolute()})
    request = request_for(absolute, sources, source, may_be_empty=True)
    request.served = True
    with sole_schedule(settings.data_dir):
        _serve(request, due, line, port, as_json)


def _end(*_: object) -> None:
    """End at SIGTERM as Prefect does, without a word on what lay open in its event loop."""
    logging.getLogger("asyncio").disabled = True
    sys.exit(0)


def _serve(
    request: RunRequest, due: timedelta | None, line: str | None, port: int, as_json: bool
) -> None:
    from flows.launch import connect
    from flows.server import server_status

    settings = request.settings
    connect(settings, port)()
    found = server_status(settings.data_dir)
    url = found.url if found else "your own server"
    if as_json:
        every = due.total_seconds() if due else None
        answer(
            {"url": url, "deployment": "broadsheet/scheduled", "every_seconds": every, "cron": line}
        )
    rhythm = line or f"now and every {_told(due)}"
    tell(f"serving broadsheet/scheduled, {rhythm}; pages at {url}; stop with Ctrl-C")

    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.runner import Runner
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    from flows.pipeline import broadsheet

    first = datetime.now(UTC) + timedelta(seconds=FIRST_SECONDS)
    setattr(Runner, "handle_sigterm", _end)  # noqa: B010 - the checker sees a method
    with kept_awake(settings.data_dir):
        broadsheet.serve(
            name="scheduled",
            schedule=Interval(due, anchor_date=first) if due else Cron(line or ""),
            parameters={"request": request.model_dump(mode="json")},
            global_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            limit=1,
            print_starting_message=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
