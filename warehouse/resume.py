"""Remembers what a run has finished, so that a rerun after a crash does not do it again."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


def finished(marker: Path, kind: type[T], made_from: Path | None = None) -> T | None:
    """Return the result that an earlier attempt left behind, or None when there is none to use.

    It is of no use when what it was made from has been written again since.
    """
    try:
        if made_from is not None and marker.stat().st_mtime_ns < made_from.stat().st_mtime_ns:
            return None
        return TypeAdapter(kind).validate_json(marker.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def finish(marker: Path, kind: type[T], result: T) -> T:
    """Leave a result behind; the marker appears whole or not at all."""
    unfinished = marker.with_suffix(".unfinished")
    unfinished.write_bytes(TypeAdapter(kind).dump_json(result))
    unfinished.rename(marker)
    return result


def once(marker: Path, kind: type[T], work: Callable[[], T], made_from: Path | None = None) -> T:
    """Return what an earlier attempt of this run made, else do the work and remember it."""
    done = finished(marker, kind, made_from)
    return done if done is not None else finish(marker, kind, work())
