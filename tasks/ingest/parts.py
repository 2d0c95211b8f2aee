"""Collects documents and problems and writes them as Parquet parts of bounded size."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import polars as pl
import pyarrow as pa

from tasks.ingest.record import DOCUMENT, GIVEN, QUARANTINED
from tasks.ingest.row import Document, Item, Problem
from warehouse.stage import write_part

ROW_OVERHEAD = 1024  # bytes that a row costs beside its content while it is held

_BY_ARROW: dict[pl.DataType, pa.DataType] = {  # where Polars takes rows one by one, Arrow does not
    pl.List(pl.String): pa.large_list(pa.large_string()),
    pl.Datetime("us", "UTC"): pa.timestamp("us", tz="UTC"),
}


def _columns(rows: Sequence[tuple[object, ...]], schema: pl.Schema) -> list[pl.Series]:
    values: Iterable[Sequence[object]] = zip(*rows, strict=True) if rows else [()] * len(schema)
    pairs = zip(schema.items(), values, strict=True)
    return [_column(name, dtype, column) for (name, dtype), column in pairs]


def _column(name: str, dtype: pl.DataType, values: Sequence[object]) -> pl.Series:
    if (kind := _BY_ARROW.get(dtype)) is not None:
        return cast(pl.Series, pl.from_arrow(pa.array(values, kind))).alias(name)
    return pl.Series(name, values, dtype=dtype)


def document_frame(documents: Sequence[Document]) -> pl.DataFrame:
    """Return documents as a frame of `record.DOCUMENT`."""
    at = Document._fields.index("given")
    rest = pl.Schema({name: kind for name, kind in DOCUMENT.items() if name != "given"})
    columns = _columns([(*d[:at], *d[at + 1 :]) for d in documents], rest)
    fields = pl.Schema({field.name: field.dtype for field in GIVEN.fields})
    given = pl.DataFrame(_columns([d.given for d in documents], fields))
    columns.insert(at, given.to_struct("given"))
    return pl.DataFrame(columns)


def problem_frame(problems: Sequence[Problem]) -> pl.DataFrame:
    """Return problems as a frame of `record.QUARANTINED`."""
    at = Problem._fields.index("reasons")
    rows = [(*p[:at], [r._asdict() for r in p.reasons], *p[at + 1 :]) for p in problems]
    return pl.DataFrame(_columns(rows, QUARANTINED))


def part_name(prefix: str, number: int) -> str:
    """The file name of a part of documents."""
    return f"documents-{prefix}-{number:05d}.parquet"


def parts_of(out_dir: Path, prefix: str) -> list[Path]:
    """Return the parts that lie under a prefix, of documents and of what was set aside."""
    names = (f"documents-{prefix}-", f"quarantine-{prefix}")
    found = [p for p in sorted(out_dir.glob("*.parquet")) if p.name.startswith(names)]
    tails = {p: p.stem.removeprefix(names[0]).removeprefix(names[1]) for p in found}
    return [p for p, tail in tails.items() if tail.lstrip("-").isdigit() or not tail]


class PartWriter:
    """Takes documents and problems one by one and writes a part whenever enough are held.

    A part that bears its final name is whole, and the next one's number is one higher, so that
    it may be read while others are still to come. A second attempt writes the same parts.
    """

    def __init__(self, out_dir: Path, prefix: str, batch_bytes: int) -> None:
        self._out_dir, self._prefix, self._batch_bytes = out_dir, prefix, batch_bytes
        self._documents: list[Document] = []
        self._problems: list[Problem] = []
        self._document_bytes = self._problem_bytes = 0
        self.parts: list[Path] = []
        self.quarantine: list[Path] = []
        out_dir.mkdir(parents=True, exist_ok=True)

    def add(self, item: Item) -> None:
        """Take a document or a problem. Raises OSError when a part cannot be written."""
        if isinstance(item, Document):
            self._documents.append(item)
            self._document_bytes += item.byte_length + ROW_OVERHEAD
            if self._document_bytes >= self._batch_bytes:
                self._write_documents()
        elif isinstance(item, Problem):
            self._problems.append(item)
            self._problem_bytes += len(item.payload or "") + ROW_OVERHEAD
            if self._problem_bytes >= self._batch_bytes:
                self._write_problems()

    def close(self) -> None:
        """Write what is still held."""
        if self._documents:
            self._write_documents()
        if self._problems:
            self._write_problems()
        for stale in {*parts_of(self._out_dir, self._prefix)} - {*self.parts, *self.quarantine}:
            stale.unlink()  # an attempt with other limits may have left more

    def _write_documents(self) -> None:
        path = self._out_dir / part_name(self._prefix, len(self.parts))
        self.parts.append(write_part(document_frame(self._documents), path))
        self._documents, self._document_bytes = [], 0

    def _write_problems(self) -> None:
        number = f"-{len(self.quarantine):05d}" if self.quarantine else ""
        path = self._out_dir / f"quarantine-{self._prefix}{number}.parquet"
        self.quarantine.append(write_part(problem_frame(self._problems), path))
        self._problems, self._problem_bytes = [], 0
