"""Reads a published snapshot: one number, resolved once, so that all tables are of one moment."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from warehouse.contract import SCHEMA_VERSION, contract
from warehouse.layout import Warehouse
from warehouse.lock import LeaseLost, lease
from warehouse.manifest import JSON, FolderEntry, Manifest, read_manifest

LEASE_NAME = ".lease"
STATE = "_state"


class NewerSchema(RuntimeError):
    """The warehouse was written by a later Broadsheet than this one can read or add to."""


class SnapshotUnreadable(RuntimeError):
    """The snapshot that `current` names is missing, dropped or damaged."""


@dataclass(frozen=True)
class Snapshot:
    """One published state of all tables; its files never change."""

    number: int
    path: Path
    manifest: Manifest

    @property
    def facts(self) -> Mapping[str, JSON]:
        """What the publishing run noted: its id, the digests of its inputs."""
        return self.manifest.facts

    def files(self, table: str) -> list[Path]:
        """The files of a table in publishing order; an empty table has one file without rows."""
        return self._paths(self.path / table, self.manifest.tables.get(table))

    def state_files(self, name: str) -> list[Path]:
        """The files of a state in publishing order; none when it was never written."""
        return self._paths(self.path / STATE / name, self.manifest.state.get(name))

    def rows(self, table: str) -> int:
        """Rows of a table; 0 for one that this snapshot does not know."""
        folder = self.manifest.tables.get(table)
        return folder.rows if folder else 0

    def state_rows(self, name: str) -> int:
        """Rows of a state; 0 for one that was never written."""
        folder = self.manifest.state.get(name)
        return folder.rows if folder else 0

    def scan(self, table: str) -> pl.LazyFrame:
        """Read a table lazily, with exactly its contract's columns.

        A column that the contract gained after this snapshot was written reads as null. Raises
        KeyError for an unknown table.
        """
        empty = pl.DataFrame(pl.from_arrow(contract(table).schema.empty_table()))
        files = self.files(table)
        if not files:
            return empty.lazy()
        return pl.scan_parquet(
            files,
            schema=empty.schema,
            missing_columns="insert",
            extra_columns="ignore",
            glob=False,
            hive_partitioning=False,
        )

    def scan_state(self, name: str, schema: pl.Schema | None = None) -> pl.LazyFrame:
        """Read a state lazily; an empty frame of `schema` when it was never written."""
        files = self.state_files(name)
        if not files:
            return pl.LazyFrame(schema=schema)
        return pl.scan_parquet(files, glob=False, hive_partitioning=False)

    @contextmanager
    def pin(self) -> Iterator["Snapshot"]:
        """Keep this snapshot from being dropped while the block runs.

        Raises LeaseLost when it was dropped before the pin took hold: open the current one again.
        """
        with lease(self.path / LEASE_NAME):
            yield self

    @staticmethod
    def _paths(folder: Path, entry: FolderEntry | None) -> list[Path]:
        return [folder / file.name for file in entry.files] if entry else []


def version_numbers(version: str) -> tuple[int, int]:
    """Return the major and minor number of a schema version."""
    major, minor, *_ = version.split(".")
    return int(major), int(minor)


def pointed_to(warehouse: Warehouse) -> int | None:
    """Return the number of the published snapshot, or None before the first publish.

    Raises SnapshotUnreadable when `current` is not a link to a snapshot.
    """
    try:
        return int(warehouse.current.readlink().name)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise SnapshotUnreadable(
            f"{warehouse.current} is not a link to a snapshot; if the warehouse was copied, copy "
            "it again with links kept (cp -a), or make the link: ln -s snapshots/<N> current"
        ) from error


def open_snapshot(warehouse: Warehouse, number: int) -> Snapshot:
    """Open a kept snapshot by number.

    Raises SnapshotUnreadable when it was dropped or is damaged, NewerSchema as
    `current_snapshot` does.
    """
    path = warehouse.snapshot_dir(number)
    try:
        manifest = read_manifest(path)
    except (OSError, ValueError) as error:
        raise SnapshotUnreadable(f"snapshot {number} cannot be read: {error}") from error
    if version_numbers(manifest.schema_version)[0] > version_numbers(SCHEMA_VERSION)[0]:
        raise NewerSchema(
            f"{warehouse.root} has tables of version {manifest.schema_version}, this Broadsheet "
            f"reads {SCHEMA_VERSION}: install a newer Broadsheet, or use another --warehouse"
        )
    return Snapshot(number, path, manifest)


def current_snapshot(warehouse: Warehouse) -> Snapshot | None:
    """Open the published snapshot, or return None before the first publish.

    The pointer is read once; whatever is published later, this snapshot stays what it is. Raises
    NewerSchema for a warehouse of a later major version, SnapshotUnreadable for a damaged one.
    """
    number = pointed_to(warehouse)
    while number is not None:
        try:
            return open_snapshot(warehouse, number)
        except SnapshotUnreadable:
            # Between the two reads the snapshot may have been replaced and dropped.
            newer = pointed_to(warehouse)
            if newer == number:
                raise
            number = newer
    return None


@contextmanager
def pinned_current(warehouse: Warehouse) -> Iterator[Snapshot | None]:
    """Open the published snapshot and keep it from being dropped while the block runs.

    Yields None before the first publish; raises as `current_snapshot` does.
    """
    with ExitStack() as pin:
        while (snapshot := current_snapshot(warehouse)) is not None:
            try:
                pin.enter_context(snapshot.pin())
                break
            except LeaseLost:
                continue  # replaced and dropped since it was opened
        yield snapshot


def kept_snapshots(warehouse: Warehouse) -> list[int]:
    """Return the numbers of all snapshot folders, ascending; left-overs of a crash included."""
    if not warehouse.snapshots.is_dir():
        return []
    return sorted(int(path.name) for path in warehouse.snapshots.iterdir() if path.name.isdigit())
