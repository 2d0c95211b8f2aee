"""Puts what reading had set aside through again: from its payload, or from its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

import orjson
import polars as pl

from tasks.ingest.fetch import FetchError, fetch
from tasks.ingest.limits import ReadLimits
from tasks.ingest.read import ReadResult, read_items, write_items
from tasks.ingest.reading import Reading
from tasks.ingest.record_row import record_item
from tasks.ingest.row import Item, Problem, Reason
from tasks.ingest.source import Input, file_input

STAGES = ("discover", "ingest")
LISTS = {"authors", "section"}


@dataclass
class _File:
    """What is to be read again of one file; `whole` when no single record is named."""

    uri: str
    source_id: str
    native_path: str
    whole: bool = False
    fragments: set[str] = field(default_factory=set)


def replay(
    rows: pl.DataFrame,
    out_dir: Path,
    prefix: str,
    clock: datetime,
    edits: Mapping[str, str] | None = None,
    limits: ReadLimits | None = None,
) -> ReadResult:
    """Read quarantine rows of the stages discover and ingest again, into parts as `read_inputs`.

    `rows` has at least stage, record_key, payload, raw_uri and source_id. A payload with a whole
    record is read as it stands there, with `edits` (fields of a record) put in; otherwise the file
    behind raw_uri is read again, and of it only the record that the row names. What fails again is
    a quarantine row again. Rows of other stages are left alone.
    """
    limits = limits or ReadLimits()
    readings = _readings(rows, out_dir, clock, edits or {}, limits)
    return write_items(readings, out_dir, prefix, limits)


def _readings(
    rows: pl.DataFrame,
    out_dir: Path,
    clock: datetime,
    edits: Mapping[str, str],
    limits: ReadLimits,
) -> Iterator[tuple[Input, Iterator[Item]]]:
    files: dict[tuple[str, str], _File] = {}
    wanted = rows.filter(pl.col("stage").is_in(STAGES))
    for key, payload, raw_uri, source_id in wanted.select(
        "record_key", "payload", "raw_uri", "source_id"
    ).iter_rows():
        uri, _, fragment = raw_uri.partition("#")
        native_path = _native_path(key, uri, fragment)
        record = record_of(payload)
        if record is not None:
            reading = Reading(_stand_in(uri, source_id, native_path, clock), limits, clock)
            yield reading.source, iter([record_item(reading, _mended(record, edits), fragment)])
            continue
        file = files.setdefault((uri, source_id), _File(uri, source_id, native_path))
        if fragment:
            file.fragments.add(fragment)
        else:
            file.whole, file.native_path = True, native_path
    for file in files.values():
        yield _again(file, out_dir, clock, limits)


def record_of(payload: str | None) -> dict[str, object] | None:
    """Return the record of a payload, or None when it holds none or was cut."""
    try:
        held = orjson.loads(payload or "null")
    except orjson.JSONDecodeError:
        return None
    record = held.get("record") if isinstance(held, dict) else None
    return cast(dict[str, object], record) if isinstance(record, dict) else None


def _mended(record: dict[str, object], edits: Mapping[str, str]) -> dict[str, object]:
    lists = {name: [part.strip() for part in edits[name].split(";")] for name in LISTS & {*edits}}
    return {**record, **{name: value or None for name, value in edits.items()}, **lists}


def _native_path(record_key: str | None, uri: str, fragment: str) -> str:
    """Return the path inside the source: the key of a row that stands for a whole file."""
    if record_key and not fragment:
        return record_key
    return "/".join(unquote(urlsplit(uri).path).split("/")[-2:])


def _stand_in(uri: str, source_id: str, native_path: str, clock: datetime) -> Input:
    """Return an input for what is not read from its file."""
    path = unquote(urlsplit(uri).path)
    return Input(path, uri, source_id, native_path, "jsonl", 0, clock, "")


def _again(
    file: _File, out_dir: Path, clock: datetime, limits: ReadLimits
) -> tuple[Input, Iterator[Item]]:
    try:
        found = file_input(_path(file.uri, out_dir), file.native_path, file.uri, file.source_id)
    except (FetchError, OSError) as error:
        found = _missing(file, str(error), file.uri)
    if isinstance(found, Problem):
        return _stand_in(file.uri, file.source_id, file.native_path, clock), iter([found])
    return found, _wanted(file, read_items(found, limits, clock))


def _path(uri: str, out_dir: Path) -> Path:
    parts = urlsplit(uri)
    return Path(unquote(parts.path)) if parts.scheme == "file" else fetch(uri, out_dir / "fetched")


def _wanted(file: _File, items: Iterator[Item]) -> Iterator[Item]:
    if file.whole:
        yield from items
        return
    missing = {f"{file.uri}#{fragment}" for fragment in file.fragments}
    for item in items:
        uri = getattr(item, "raw_uri", None)
        if uri in missing:
            missing.discard(uri)
            yield item
    for uri in sorted(missing):
        yield _missing(file, "the file no longer has this record; discard the row", uri)


def _missing(file: _File, what: str, uri: str) -> Problem:
    reason = Reason("readable", None, None, f"{file.native_path}: {what}")
    return Problem("ingest", None, file.native_path, [reason], None, uri, file.source_id)
