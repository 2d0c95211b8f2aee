"""Keeps the number of files of a table down by merging small ones while a snapshot is built."""

from collections.abc import Sequence
from itertools import groupby

import pyarrow as pa

from warehouse.manifest import FileEntry

FILES_OF_A_SIZE = 8
"""More small files than this of one size class are merged."""

MERGED_ROWS = 131_072
"""Rows of a merged file at most."""


def _size_class(rows: int, limit: int) -> int:
    if rows < limit // 64:
        return 0
    return 1 if rows < limit // 8 else 2


def groups_to_merge(files: Sequence[FileEntry], limit: int) -> list[list[FileEntry]]:
    """Choose the files that become one: runs of small files of similar size, in their order.

    A file of more than half of `limit` rows is left alone for good, and no merged file has more
    than `limit`, so that a row is copied a few times in its life and memory stays bounded.
    """
    small = [file for file in files if file.rows <= limit // 2]
    small.sort(key=lambda file: _size_class(file.rows, limit))  # stable: keeps the order inside
    groups: list[list[FileEntry]] = []
    for _, members in groupby(small, key=lambda file: _size_class(file.rows, limit)):
        of_a_size = list(members)
        if len(of_a_size) > FILES_OF_A_SIZE:
            groups += _within(of_a_size, limit)
    return [group for group in groups if len(group) > 1]


def _within(files: Sequence[FileEntry], limit: int) -> list[list[FileEntry]]:
    groups: list[list[FileEntry]] = [[]]
    for file in files:
        if groups[-1] and sum(member.rows for member in groups[-1]) + file.rows > limit:
            groups.append([])
        groups[-1].append(file)
    return groups


def in_order(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Sort rows by columns, nulls last; rows that are equal there keep their order."""
    if not columns:
        return rows
    return rows.sort_by([(column, "ascending") for column in columns])
