"""Serves the pipeline on a schedule: one run at a time, a tick is only a wake-up."""

import re
from datetime import timedelta

from flows.answering import answer, tell
from flows.request import NamedPaths, RunRequest
from flows.server import kept_awake
from flows.settings import ConfigurationError, Settings

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
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


def _check_cron(text: str) -> str:
    from datetime import datetime

    from cronsim import CronSim, CronSimError

    try:
        CronSim(text, datetime(2026, 1, 1))
    except CronSimError as error:
        raise ConfigurationError(f"--cron {text!r}: {error}; five fields are needed") from error
    return text


def request_for(settings: Settings, sources: list[str], source: str) -> RunRequest:
    """What every tick runs. Raises ConfigurationError when there is nothing to read."""
    named = [NamedPaths(name=s.name, paths=s.paths) for s in settings.sources]
    if sources:
        named = [NamedPaths(name=source, paths=sources)]
    if not named:
        raise ConfigurationError("nothing to read: name inputs, or list sources in broadsheet.toml")
    return RunRequest(sources=named, settings=settings)


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
    request = request_for(settings.model_copy(update=_absolute(settings)), sources, source)

    from flows.launch import connect
    from flows.server import server_status

    connect(settings, port)()
    found = server_status(settings.data_dir)
    url = found.url if found else "your own server"
    if as_json:
        answer({"url": url, "deployment": "broadsheet/scheduled", "every": every, "cron": cron})
    tell(f"serving broadsheet/scheduled, {every or cron}; pages at {url}; stop with Ctrl-C")

    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows.pipeline import broadsheet

    with kept_awake(settings.data_dir):
        broadsheet.serve(
            name="scheduled",
            interval=due,
            cron=line,
            parameters={"request": request.model_dump(mode="json")},
            global_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            limit=1,
            print_starting_message=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )


def _absolute(settings: Settings) -> dict[str, object]:
    return {"warehouse": settings.warehouse.absolute()}
