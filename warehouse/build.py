"""Builds one folder of a new snapshot: links what stays, rewrites what lost rows, adds, merges."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.change import PublishError, TableChange
from warehouse.compact import MERGED_ROWS, groups_to_merge, in_order
from warehouse.durable import describe_file, link, sync
from warehouse.failpoint import reached
from warehouse.manifest import FileEntry, FolderEntry, schema_fingerprint
from warehouse.rewrite import Removal, doomed_rows, read_removal, surviving_rows
from warehouse.stage import Codec, write_arrow


@dataclass(frozen=True)
class Shape:
    """How the files of a folder are written.

    Merged rows are sorted by `sort` where they fit one row group, else left in their order, so
    that merging never holds more than that in memory.
    """

    schema: pa.Schema
    sort: tuple[str, ...]
    group_rows: int
    codec: Codec
    dictionary: bool = True


@dataclass
class Folder:
    """One table or state on its way from the parent snapshot into the new one."""

    number: int
    old: Path
    new: Path
    before: FolderEntry | None
    changes: tuple[TableChange, ...]
    shape: Shape
    written: int = field(default=0, init=False)

    def build(self) -> FolderEntry:
        """Make the folder and return its entry for the manifest.

        Raises PublishError for an added file of the wrong schema, NotMigratable when stored rows
        do not fit the schema, OSError when the disk refuses.
        """
        self._check_columns()
        self.new.mkdir(parents=True)
        files = [*self._carried(), *self._added()]
        for group in groups_to_merge(files, MERGED_ROWS):
            files = [file for file in files if file not in group] + [self._merged(group)]
        files = files or [self._without_rows()]
        sync(self.new)
        files.sort(key=lambda file: file.name)
        return FolderEntry(schema_fingerprint(self.shape.schema), tuple(files))

    def _carried(self) -> Iterator[FileEntry]:
        """Bring over the parent's files: as they are, or rewritten where rows must go."""
        if self.before is None or any(change.replace for change in self.changes):
            return
        removals = self._removals()
        reshaped = self._reshaped()
        for file in self.before.files:
            if not file.rows:
                continue
            doomed = doomed_rows(self.old / file.name, removals)
            if doomed == 0 and not reshaped:
                reached("publish.link")
                link(self.old / file.name, self.new / file.name)
                yield file
            elif doomed < file.rows:
                reached("publish.rewrite")
                rows = surviving_rows(self.old / file.name, removals, self.shape.schema)
                yield self._write(rows)

    def _check_columns(self) -> None:
        for change in self.changes:
            if change.delete_on is not None and change.delete_on not in self.shape.schema.names:
                raise PublishError(f"{change.table} has no column {change.delete_on!r}")

    def _removals(self) -> list[Removal]:
        removals = [
            read_removal(change.delete, change.delete_on)
            for change in self.changes
            if change.delete is not None and change.delete_on is not None
        ]
        return [removal for removal in removals if len(removal.values)]

    def _added(self) -> Iterator[FileEntry]:
        for change in self.changes:
            for source in change.add:
                rows = self._rows_of_added(source)
                if rows:
                    yield self._take(source, rows)

    def _rows_of_added(self, source: Path) -> int:
        with pq.ParquetFile(source) as parquet:
            found, rows = parquet.schema_arrow, parquet.metadata.num_rows
        if not found.equals(self.shape.schema):
            raise PublishError(
                f"{source} does not fit {self.new.name}: it has\n{found.to_string()}\n"
                f"where this is wanted:\n{self.shape.schema.remove_metadata().to_string()}"
            )
        return rows

    def _take(self, source: Path, rows: int) -> FileEntry:
        sync(source)
        reached("publish.add")
        entry = describe_file(source, "", rows)
        named = FileEntry(self._name(entry), rows, entry.bytes, entry.sha256)
        link(source, self.new / named.name)
        return named

    def _name(self, entry: FileEntry) -> str:
        # The digest in the name: no two snapshots ever hold different rows under one name, so a
        # reader that lists one snapshot and opens files in the next reads right or not at all.
        self.written += 1
        return f"{self.number:08d}-{self.written:04d}-{entry.sha256[:12]}.parquet"

    def _write(self, rows: Iterator[pa.Table]) -> FileEntry:
        path = self.new / "unnamed.parquet"
        shape = self.shape
        how = shape.group_rows, shape.codec, shape.dictionary
        count = write_arrow(rows, path, shape.schema, *how)
        entry = describe_file(path, "", count)
        named = FileEntry(self._name(entry), count, entry.bytes, entry.sha256)
        sync(path.rename(self.new / named.name))
        return named

    def _merged(self, group: list[FileEntry]) -> FileEntry:
        reached("publish.merge")
        paths = [self.new / file.name for file in group]
        rows = (part for path in paths for part in surviving_rows(path, [], self.shape.schema))
        if sum(file.rows for file in group) <= self.shape.group_rows:
            entry = self._write(iter([in_order(pa.concat_tables(rows), self.shape.sort)]))
        else:
            entry = self._write(rows)
        for path in paths:
            reached("publish.unlink")
            path.unlink()
        return entry

    def _without_rows(self) -> FileEntry:
        """An empty table still is a file, so that a glob over its folder finds its columns."""
        if self.before is not None and not self.before.rows and not self._reshaped():
            (file,) = self.before.files
            link(self.old / file.name, self.new / file.name)
            return file
        return self._write(iter(()))

    def _reshaped(self) -> bool:
        before = self.before
        return before is not None and before.schema != schema_fingerprint(self.shape.schema)
