"""Reads Parquet: one record a row, a small batch of rows at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.ingest.decode import UndecodableError, decode
from tasks.ingest.limits import MIB
from tasks.ingest.reading import Reading
from tasks.ingest.record_row import record_item
from tasks.ingest.row import Document, Item
from tasks.ingest.stream import CHUNK, ExpansionError

if TYPE_CHECKING:
    _Column = pa.Array[pa.Scalar[pa.DataType]]

BATCH_TARGET = 8 * MIB
MAX_BATCH_ROWS = 4096


def read_parquet(reading: Reading) -> Iterator[Item]:
    """Yield a document or problem for every row; places are ``row=<row from 1>``.

    Raises ExpansionError when the documents outgrow the file by more than the limits allow.
    """
    allowed = reading.limits.expanded_bytes(reading.source.size)
    number = 0
    # Without pre-buffering, a column chunk is read page by page: a row group may be gigabytes.
    with pq.ParquetFile(reading.path, buffer_size=CHUNK, pre_buffer=False) as file:
        for batch in file.iter_batches(batch_size=_batch_rows(file.metadata)):
            for record in _records(batch):
                number += 1
                item = record_item(reading, record, f"row={number}")
                allowed -= item.byte_length if isinstance(item, Document) else 0
                if allowed < 0:
                    name = reading.path.name
                    raise ExpansionError(f"{name}: row {number} passes the limit on expansion")
                yield item


def _batch_rows(metadata: pq.FileMetaData) -> int:
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    row_bytes = max((g.total_byte_size // max(g.num_rows, 1) for g in groups), default=0)
    return max(1, min(MAX_BATCH_ROWS, BATCH_TARGET // max(row_bytes, 1)))


def _records(batch: pa.RecordBatch) -> Iterator[dict[str, object]]:
    try:
        yield from batch.to_pylist()
    except UnicodeDecodeError:  # some writers put any bytes into a string column
        yield from pa.RecordBatch.from_arrays(
            [_decoded(column) for column in batch.columns], names=batch.schema.names
        ).to_pylist()


def _decoded(column: "_Column") -> "_Column":
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    values = column.cast(pa.large_binary()).to_pylist()
    return pa.array([_decoded_value(value) for value in values], pa.large_string())


def _decoded_value(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        return decode(value).text
    except UndecodableError:
        return value.decode("utf-8", "replace")
