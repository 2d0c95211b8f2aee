"""Reads inputs into parts and gives the rows back, for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tasks.ingest.read import ReadLimits, ReadResult, read_inputs
from tasks.ingest.record import DOCUMENT, QUARANTINED
from tasks.ingest.source import expand

CLOCK = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ReadBack:
    """The rows that a reading wrote."""

    documents: pl.DataFrame
    problems: pl.DataFrame
    result: ReadResult

    @property
    def expectations(self) -> list[str]:
        """The rule of every quarantine row, in order."""
        return [row[0]["expectation"] for row in self.problems["reasons"]]

    @property
    def messages(self) -> list[str]:
        return [row[0]["message"] for row in self.problems["reasons"]]


def rows_of(paths: tuple[Path, ...], schema: pl.Schema) -> pl.DataFrame:
    frames = [pl.read_parquet(path) for path in paths]
    assert all(frame.schema == schema for frame in frames)
    return pl.concat([schema.to_frame(), *frames])


def back(result: ReadResult) -> ReadBack:
    documents = rows_of(result.parts, DOCUMENT)
    problems = rows_of(result.quarantine, QUARANTINED)
    assert documents.height == result.documents
    assert problems.height == result.quarantined
    return ReadBack(documents, problems, result)


def read(
    *sources: Path | str,
    out: Path,
    limits: ReadLimits | None = None,
    source_id: str = "local",
    clock: datetime = CLOCK,
) -> ReadBack:
    """Expand and read sources, without the problems of expanding them."""
    expansion = expand([str(source) for source in sources], source_id)
    return back(read_inputs(expansion.inputs, out, "w0", limits or ReadLimits(), clock))
