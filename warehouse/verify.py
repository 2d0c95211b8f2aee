"""Checks that a snapshot is what its manifest says: all files there, whole and of the contract."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.contract import contract
from warehouse.durable import describe_file
from warehouse.manifest import FileEntry
from warehouse.snapshot import STATE, Snapshot


@dataclass(frozen=True)
class Damage:
    """One thing that is wrong with a snapshot: the path, and a sentence that says what."""

    path: Path
    problem: str


def damages(snapshot: Snapshot) -> Iterator[Damage]:
    """Read every byte of a snapshot and yield what does not agree with its manifest.

    That is: a missing or strange file, other bytes than were published, another row count, or a
    table whose file does not have its contract's columns, types and nullability.
    """
    for name, folder in snapshot.manifest.tables.items():
        yield from _folder(snapshot.path / name, folder.files, contract(name).schema)
    for name, folder in snapshot.manifest.state.items():
        yield from _folder(snapshot.path / STATE / name, folder.files, None)


def _folder(path: Path, files: tuple[FileEntry, ...], schema: pa.Schema | None) -> Iterator[Damage]:
    listed = {file.name for file in files}
    for stray in sorted(path.glob("*")):
        if stray.name not in listed:
            yield Damage(stray, "is not in the manifest, yet readers of the folder find it")
    for file in files:
        if problem := _problem(path / file.name, file, schema):
            yield Damage(path / file.name, problem)


def _problem(path: Path, file: FileEntry, schema: pa.Schema | None) -> str | None:
    if not path.is_file():
        return "is missing"
    if describe_file(path, file.name, file.rows) != file:
        return "does not have the bytes that were published"
    with pq.ParquetFile(path) as parquet:
        if parquet.metadata.num_rows != file.rows:
            return f"has {parquet.metadata.num_rows} rows where the manifest says {file.rows}"
        if schema is not None and not parquet.schema_arrow.equals(schema):
            return "does not have the columns of its contract"
    return None
