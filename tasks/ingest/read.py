"""Reads input files of every format into parts of documents and of what was set aside."""

import gc
import importlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from tasks.ingest.limits import ReadLimits
from tasks.ingest.parts import PartWriter
from tasks.ingest.reading import Reading
from tasks.ingest.row import Document, Item, Problem, Skipped
from tasks.ingest.source import Input
from tasks.ingest.stream import ExpansionError

__all__ = ["ReadLimits", "ReadResult", "SourceCount", "read_inputs", "read_items"]

_READERS = {
    "text": "read_text",
    "html": "read_html",
    "jsonl": "read_jsonl",
    "json": "read_json",
    "parquet": "read_parquet",
    "warc": "read_warc",
    "feed": "read_feed",
}
"""Format to function; the module has the format's name and is imported when it is met."""


@dataclass(frozen=True)
class SourceCount:
    """What was read of one source."""

    source_id: str
    inputs: int
    documents: int
    quarantined: int
    skipped: int
    bytes_read: int


@dataclass(frozen=True)
class ReadResult:
    """The files that a reading wrote and what it counted.

    `skipped` counts, by reason, what is ordinary in archives and feeds but no document: pictures,
    redirects, request records, entries that are only a link.
    """

    parts: tuple[Path, ...]
    quarantine: tuple[Path, ...]
    documents: int
    quarantined: int
    bytes_read: int
    skipped: dict[str, int] = field(default_factory=dict)
    sources: tuple[SourceCount, ...] = ()


def read_inputs(
    inputs: Sequence[Input], out_dir: Path, prefix: str, limits: ReadLimits, clock: datetime
) -> ReadResult:
    """Read inputs in order into `documents-<prefix>-*.parquet` and `quarantine-<prefix>*.parquet`.

    Columns are `record.DOCUMENT` and `record.QUARANTINED`. `clock` is the start of the run: no
    document counts as fetched after it, whatever its file's time says. Files that an earlier
    attempt left under the same prefix are replaced. Raises OSError when a part cannot be written;
    an input that cannot be read is a quarantine row.
    """
    return write_items(((i, read_items(i, limits, clock)) for i in inputs), out_dir, prefix, limits)


def write_items(
    readings: Iterator[tuple[Input, Iterator[Item]]],
    out_dir: Path,
    prefix: str,
    limits: ReadLimits,
) -> ReadResult:
    """Write the items of several inputs as parts, and count them by source and reason."""
    writer = PartWriter(out_dir, prefix, limits.batch_bytes)
    counts: dict[str, Counter[str]] = {}
    skipped: Counter[str] = Counter()
    with _rare_collection():
        for source, items in readings:
            count = counts.setdefault(source.source_id, Counter())
            count.update(inputs=1, bytes_read=source.size)
            for item in items:
                if type(item) is Skipped:
                    skipped[item.reason] += 1
                count[type(item).__name__] += 1
                writer.add(item)
        writer.close()
    return _result(writer, counts, skipped)


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Let Python look for reference cycles less often: held rows have none, and are many."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _result(
    writer: PartWriter, counts: dict[str, Counter[str]], skipped: Counter[str]
) -> ReadResult:
    sources = tuple(
        SourceCount(
            source_id=source_id,
            inputs=count["inputs"],
            documents=count[Document.__name__],
            quarantined=count[Problem.__name__],
            skipped=count[Skipped.__name__],
            bytes_read=count["bytes_read"],
        )
        for source_id, count in sorted(counts.items())
    )
    return ReadResult(
        parts=tuple(writer.parts),
        quarantine=tuple(writer.quarantine),
        documents=sum(s.documents for s in sources),
        quarantined=sum(s.quarantined for s in sources),
        bytes_read=sum(s.bytes_read for s in sources),
        skipped=dict(sorted(skipped.items())),
        sources=sources,
    )


def read_items(source: Input, limits: ReadLimits, clock: datetime) -> Iterator[Item]:
    """Yield the documents, problems and skips of one input; a failure to read is a problem."""
    reading = Reading(source, limits, min(source.modified_at, clock))
    if source.size == 0:
        yield reading.problem("not_empty", "the file is empty; fill it or take it out")
        return
    try:
        yield from _reader(source.format)(reading)
    except ExpansionError as error:
        yield reading.problem("expansion_limit", f"{error}; unpack it yourself if you trust it")
    except (OSError, EOFError, pa.ArrowException) as error:
        message = f"cannot be read to its end ({error}); fetch or pack it again"
        yield reading.problem("readable", message)


def _reader(name: str) -> Callable[[Reading], Iterator[Item]]:
    module = importlib.import_module(f"tasks.ingest.{name}")
    return getattr(module, _READERS[name])  # type: ignore[no-any-return]
