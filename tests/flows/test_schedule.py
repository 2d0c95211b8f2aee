"""Intervals, cron lines and requests of a schedule are checked before anything starts."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from flows.launch import request_for
from flows.schedule import interval, serve_schedule
from flows.server import ServerError, sole_schedule
from flows.settings import ConfigurationError, Settings


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("15m", 900), ("1h", 3600), ("2d", 172_800), (" 30 m ", 1800)],
)
def test_intervals(text: str, seconds: int) -> None:
    assert interval(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "1", "h", "4s", "-1h", "1w", "1.5h"])
def test_bad_intervals(text: str) -> None:
    with pytest.raises(ConfigurationError, match="--every"):
        interval(text)


@pytest.mark.parametrize("cron", ["* * *", "61 * * * *", "every day"])
def test_bad_cron_lines(cron: str) -> None:
    with pytest.raises(ConfigurationError, match="--cron"):
        serve_schedule(Settings(), ["x"], "local", None, cron, 4200, False)


def test_one_of_every_and_cron() -> None:
    for every, cron in ((None, None), ("1h", "0 * * * *")):
        with pytest.raises(ConfigurationError, match="one of"):
            serve_schedule(Settings(), ["x"], "local", every, cron, 4200, False)


def test_nothing_to_read_is_misuse() -> None:
    with pytest.raises(ConfigurationError, match="nothing to read"):
        request_for(Settings(), [], "local")


def test_an_inbox_may_be_empty_but_must_be_there(tmp_path: Path) -> None:
    inbox = str(tmp_path / "*.html")
    assert request_for(Settings(), [inbox], "herald", may_be_empty=True).sources[0].paths == [inbox]
    for paths, may_be_empty in (([inbox], False), ([str(tmp_path / "no" / "*.html")], True)):
        with pytest.raises(ConfigurationError, match="check the spelling"):
            request_for(Settings(), paths, "herald", may_be_empty)
    with pytest.raises(ConfigurationError, match="--source"):
        request_for(Settings(), [str(tmp_path)], "a b")


def test_one_schedule_serves_a_data_folder(tmp_path: Path) -> None:
    taken = pytest.raises(ServerError, match=f"process {os.getpid()} serves")
    with sole_schedule(tmp_path), taken, sole_schedule(tmp_path):
        pass
    with sole_schedule(tmp_path):
        pass
