"""A snapshot's manifest.json: which files make each table, with rows, bytes and digests."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

JSON: TypeAlias = bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"] | None

MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True)
class FileEntry:
    """One Parquet file: name inside its folder, rows, size in bytes, SHA-256 as hex digits."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class FolderEntry:
    """The files of one table or state, and the fingerprint of the schema they were written with."""

    schema: str
    files: tuple[FileEntry, ...]

    @property
    def rows(self) -> int:
        """Rows in all files together."""
        return sum(file.rows for file in self.files)


@dataclass(frozen=True)
class Manifest:
    """What a snapshot consists of; it holds no clock, so the same input gives the same bytes.

    `parent` is 0 for the first snapshot. `facts` is what the publisher of the snapshot wants to
    find again: the run's id, the digests of its inputs.
    """

    number: int
    parent: int
    schema_version: str
    facts: Mapping[str, JSON]
    tables: Mapping[str, FolderEntry]
    state: Mapping[str, FolderEntry]


def schema_fingerprint(schema: pa.Schema) -> str:
    """Return 16 hex digits over column names, types and nullability; descriptions do not count."""
    columns = [f"{field.name} {field.type} {field.nullable}" for field in schema]
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()[:16]


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    """Write the manifest into a snapshot's folder and return its path."""
    path = folder / MANIFEST_NAME
    path.write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n", "utf-8")
    return path


def _folders(raw: dict[str, dict[str, object]]) -> dict[str, FolderEntry]:
    return {name: _folder(entry) for name, entry in raw.items()}


def _folder(raw: dict[str, object]) -> FolderEntry:
    files = raw["files"]
    if not isinstance(files, list):
        raise ValueError("files is not a list")
    return FolderEntry(str(raw["schema"]), tuple(FileEntry(**file) for file in files))


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest.

    Raises FileNotFoundError when there is none and ValueError when it does not parse.
    """
    raw = json.loads((folder / MANIFEST_NAME).read_text("utf-8"))
    try:
        return Manifest(
            number=raw["number"],
            parent=raw["parent"],
            schema_version=raw["schema_version"],
            facts=raw["facts"],
            tables=_folders(raw["tables"]),
            state=_folders(raw["state"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{folder / MANIFEST_NAME} is not a manifest: {error!r}") from error
