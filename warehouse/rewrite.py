"""Finds the files that hold rows to delete and writes them again without those rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

BATCH_ROWS = 8_192
COLUMN_BATCH_ROWS = 131_072

Values: TypeAlias = "pa.Array[pa.Scalar[pa.DataType]]"


class NotMigratable(ValueError):
    """Stored rows cannot take the contract's new shape by adding nullable columns."""


@dataclass(frozen=True)
class Removal:
    """Rows to delete: those whose `column` holds one of `values`. A null is never one of them."""

    column: str
    values: "Values"


def read_removal(part: Path, column: str) -> Removal:
    """Read the values to delete from the first column of a Parquet part, whatever its name."""
    with pq.ParquetFile(part) as parquet:
        first = parquet.schema_arrow.names[0]
        values = parquet.read(columns=[first]).column(0).combine_chunks()
    return Removal(column, values.drop_null())


def _survivors(batch: pa.RecordBatch, removals: Sequence[Removal]) -> pa.RecordBatch:
    for removal in removals:
        column = batch.column(removal.column)
        doomed = pc.is_in(column, value_set=removal.values.cast(column.type))
        batch = batch.filter(pc.invert(doomed))
    return batch


def doomed_rows(file: Path, removals: Sequence[Removal]) -> int:
    """Count the rows of a file that the removals name, reading only the columns they look at."""
    if not removals:
        return 0
    columns = sorted({removal.column for removal in removals})
    with pq.ParquetFile(file) as parquet:
        batches = parquet.iter_batches(COLUMN_BATCH_ROWS, columns=columns)
        kept = sum(_survivors(batch, removals).num_rows for batch in batches)
        return parquet.metadata.num_rows - kept


def surviving_rows(
    file: Path, removals: Sequence[Removal], schema: pa.Schema
) -> Iterator[pa.Table]:
    """Yield a file's rows that no removal names, in order, in the given schema, part by part.

    Raises NotMigratable when the schema asks for a column that the file lacks and that may not
    be null, or for a type that the file's column does not convert to.
    """
    with pq.ParquetFile(file) as parquet:
        for batch in parquet.iter_batches(BATCH_ROWS):
            yield _in_schema(pa.Table.from_batches([_survivors(batch, removals)]), schema)


def _in_schema(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        rows.column(field.name) if field.name in rows.column_names else _nulls(rows, field)
        for field in schema
    ]
    try:
        return pa.table(columns, names=schema.names).cast(schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        raise NotMigratable(str(error)) from error


def _nulls(rows: pa.Table, field: "pa.Field[pa.DataType]") -> "Values":
    if not field.nullable:
        raise NotMigratable(f"new column {field.name} may not be null")
    return pa.array([None] * rows.num_rows, field.type)
