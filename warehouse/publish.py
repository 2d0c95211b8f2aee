"""Publishes a run: builds the next snapshot beside the current one and swaps them in one step."""

import errno
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.build import Folder, Shape
from warehouse.change import PublishError, TableChange
from warehouse.contract import SCHEMA_VERSION, contract, table_names
from warehouse.durable import point, sync
from warehouse.failpoint import reached
from warehouse.layout import Warehouse
from warehouse.manifest import JSON, FolderEntry, Manifest, write_manifest
from warehouse.retention import UNFINISHED, clear_leftovers
from warehouse.rewrite import NotMigratable
from warehouse.snapshot import (
    LEASE_NAME,
    STATE,
    NewerSchema,
    Snapshot,
    pointed_to,
    version_numbers,
)
from warehouse.stage import TEXT_ROW_GROUP, row_group_rows, writing_of

__all__ = ["PublishError", "TableChange", "publish"]

Changes = Sequence[TableChange]


def publish(
    warehouse: Warehouse,
    parent: Snapshot | None,
    changes: Sequence[TableChange],
    state_changes: Sequence[TableChange],
    facts: Mapping[str, JSON],
) -> Snapshot:
    """Make the snapshot after `parent` and let `current` name it; return it.

    The caller holds the writer lock. All tables and states change together or, whatever happens,
    not at all: before the swap readers see the parent, after it the new snapshot. Left-overs of
    an interrupted publish are removed first (see `retention.clear_leftovers`).

    Raises PublishError when the parent is not current, a change names an unknown table or column,
    an added file has the wrong schema, or the disk is full; NewerSchema when the parent was
    written by a later Broadsheet. In each case nothing is published and the disk is cleared.
    """
    reached("publish.start")
    _check_parent(warehouse, parent)
    _check_tables(changes)
    clear_leftovers(warehouse)
    number = parent.number + 1 if parent else 1
    final = warehouse.snapshot_dir(number)
    unfinished = final.with_name(final.name + UNFINISHED)
    with _nothing_left(warehouse, unfinished, final):
        manifest = _build(unfinished, parent, changes, state_changes, facts)
        reached("publish.rename")
        unfinished.rename(final)
        sync(warehouse.snapshots)
        point(warehouse.current, final)
    reached("publish.done")
    return Snapshot(number, final, manifest)


def _check_parent(warehouse: Warehouse, parent: Snapshot | None) -> None:
    expected = parent.number if parent else None
    if (current := pointed_to(warehouse)) != expected:
        raise PublishError(
            f"this run started from snapshot {expected}, but {current} is current; run it again"
        )
    if parent and version_numbers(parent.manifest.schema_version) > version_numbers(SCHEMA_VERSION):
        raise NewerSchema(
            f"{warehouse.root} has tables of version {parent.manifest.schema_version}; this "
            f"Broadsheet writes {SCHEMA_VERSION}: install a newer one to add to this warehouse"
        )


def _check_tables(changes: Changes) -> None:
    for change in changes:
        if change.table not in table_names():
            raise PublishError(f"there is no table {change.table!r}")


@contextmanager
def _nothing_left(warehouse: Warehouse, unfinished: Path, final: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if pointed_to(warehouse) == int(final.name):
            raise  # swapped: the snapshot is published, only the last fsync failed
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(final, ignore_errors=True)
        if isinstance(error, (OSError, NotMigratable)):
            raise PublishError(_explained(warehouse, error)) from error
        raise


def _explained(warehouse: Warehouse, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"the disk of {warehouse.root} is full; nothing was published. Make room and run "
            "again: finished stages are kept"
        )
    if isinstance(error, NotMigratable):
        return f"stored rows do not fit the tables of this version: {error}; backfill is needed"
    return f"nothing was published: {error}"


def _build(
    folder: Path,
    parent: Snapshot | None,
    changes: Changes,
    state_changes: Changes,
    facts: Mapping[str, JSON],
) -> Manifest:
    number = parent.number + 1 if parent else 1
    folder.mkdir()
    tables = {name: _table(name, folder, parent, changes).build() for name in table_names()}
    state = dict(_states(folder, parent, state_changes))
    manifest = Manifest(
        number=number,
        parent=parent.number if parent else 0,
        schema_version=SCHEMA_VERSION,
        facts=facts,
        tables=tables,
        state=state,
    )
    reached("publish.manifest")
    sync(write_manifest(manifest, folder))
    (folder / LEASE_NAME).touch()
    sync(folder)
    return manifest


def _table(name: str, folder: Path, parent: Snapshot | None, changes: Changes) -> Folder:
    agreed = contract(name)
    group = row_group_rows(agreed.text_heavy)
    return Folder(
        number=int(folder.stem),
        old=parent.path / name if parent else folder,
        new=folder / name,
        before=parent.manifest.tables.get(name) if parent else None,
        changes=tuple(change for change in changes if change.table == name),
        shape=Shape(agreed.schema, agreed.sort, group, "zstd"),
    )


def _states(
    folder: Path, parent: Snapshot | None, changes: Changes
) -> Iterator[tuple[str, FolderEntry]]:
    known = parent.manifest.state if parent else {}
    for name in sorted({*known, *(change.table for change in changes)}):
        mine = tuple(change for change in changes if change.table == name)
        if shape := _state_shape(name, parent, mine):
            state = Folder(
                number=int(folder.stem),
                old=parent.path / STATE / name if parent else folder,
                new=folder / STATE / name,
                before=known.get(name),
                changes=mine,
                shape=shape,
            )
            yield name, state.build()
    if (folder / STATE).is_dir():
        sync(folder / STATE)


def _state_shape(name: str, parent: Snapshot | None, changes: Changes) -> Shape | None:
    """A state has the schema of its files, or of the first new one where all are replaced.

    What is merged or loses rows is written as the new files are, or else the latest.
    """
    stored = parent.state_files(name) if parent else []
    added = [part for change in changes for part in change.add]
    if not stored and not added:
        return None
    replaced = any(change.replace for change in changes)
    first = [*added, *stored] if replaced else [*stored, *added]
    schema, how = pq.read_schema(first[0]), writing_of([*added, *reversed(stored)])
    return Shape(schema, (), TEXT_ROW_GROUP, *how)
