"""Reads what the stage needs, a few columns and a few rows at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.deduplicate.arrays import I64, U64, Column, Ragged, join
from tasks.deduplicate.cluster import ORDER
from tasks.deduplicate.exact import exact_keys
from tasks.deduplicate.options import DeduplicateOptions
from tasks.deduplicate.parallel import cores, in_order
from tasks.deduplicate.sample import sample
from tasks.deduplicate.store import WordStore
from tasks.deduplicate.words import fold_words
from warehouse.contract import contract

ABOUT = ("article_id", "first_seen_at", "published_at", "publisher", "domain", "agency")
"""What the stage knows of an article besides its text."""


def _types() -> dict[str, pl.DataType]:
    tables = (contract(table).schema.empty_table() for table in ("duplicates", "articles"))
    contracts = {k: v for table in tables for k, v in pl.DataFrame(table).schema.items()}
    lists = dict.fromkeys(("words", "headline_words"), pl.Binary())
    return {**contracts, **lists, "is_new_article": pl.Boolean()}


def scan(paths: Sequence[Path], columns: Sequence[str]) -> pl.LazyFrame:
    """Return a lazy frame of some columns of Parquet files; without files, one without rows."""
    if not paths:
        types = _types()
        return pl.LazyFrame(schema={name: types[name] for name in columns})
    return pl.scan_parquet(list(paths)).select(columns)


def rows_of(paths: Sequence[Path], columns: Sequence[str], ids: pl.Series) -> pl.DataFrame:
    """Return some columns of the rows whose article_id is in ``ids``."""
    wanted = pl.col("article_id").is_in(ids.implode())
    return scan(paths if len(ids) else [], columns).filter(wanted).collect(engine="streaming")


READ_BYTES = 2**20
"""Bytes of a column that are read from a file at a time, so that a row group need not fit."""

BATCH_BYTES = 16 * 2**20
"""Text read at a time, about, where texts are so long that fewer rows are read together."""


def batches(paths: Sequence[Path], columns: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
    """Yield some columns, file by file in the order given.

    A batch has at most so many ``rows``, and fewer where the rows of a file are large.
    """
    for path in paths:
        with pq.ParquetFile(path, pre_buffer=False, buffer_size=READ_BYTES) as file:
            groups = [file.metadata.row_group(k) for k in range(file.num_row_groups)]
            size = sum(group.total_byte_size for group in groups)
            few = BATCH_BYTES * file.metadata.num_rows // max(1, size)
            yield from file.iter_batches(max(1, min(rows, few)), columns=list(columns))


def texts_of(paths: Sequence[Path], options: DeduplicateOptions) -> Iterator[Column]:
    """Yield all texts in the order of the files, some at a time."""
    return (batch.column("text") for batch in batches(paths, ("text",), options.batch_rows))


def articles_in_order(paths: Sequence[Path], changed: Sequence[Path]) -> pl.DataFrame:
    """Return ABOUT of every article in order, with ``place``, its row number in the files.

    ``in_run`` says whether it is in the files ``changed``, with which ``paths`` begin.
    """
    frames = [pl.read_parquet(path, columns=list(ABOUT)) for path in paths]
    of_run = sum(frame.height for frame in frames[: len(changed)])
    numbered = pl.concat([scan([], ABOUT).collect(), *frames]).with_row_index("place")
    return numbered.with_columns(in_run=pl.col("place") < of_run).sort(*ORDER, nulls_last=True)


@dataclass(frozen=True)
class Sketches:
    """What is kept of the texts while they are compared, in the order of the files."""

    samples: Ragged
    keys: U64


@dataclass(frozen=True)
class _Words:
    """A batch of texts, where their words lie in the stores, their samples and exact keys."""

    text: I64
    head: I64
    samples: Ragged
    keys: U64


def _words(
    batch: pa.RecordBatch, bodies: WordStore, heads: WordStore, options: DeduplicateOptions
) -> _Words:
    text, head = (fold_words(batch.column(name)) for name in ("text", "headline"))
    bounds = options.one_in, options.least_hashes, options.most_hashes, options.most_gap
    samples, keys = sample(text, head, *bounds), exact_keys(text, head, options.short_words)
    return _Words(bodies.write(text), heads.write(head), samples, keys)


def read_texts(
    paths: Sequence[Path], bodies: WordStore, heads: WordStore, options: DeduplicateOptions
) -> Sketches:
    """Read every text once: words into the stores, samples and exact keys into memory."""
    samples, keys = list[Ragged](), [np.empty(0, np.uint64)]
    texts = batches(paths, ("text", "headline"), options.batch_rows)

    def read(batch: pa.RecordBatch) -> _Words:
        return _words(batch, bodies, heads, options)

    for words in in_order(read, texts, options.threads or cores()):
        bodies.append(words.text)
        heads.append(words.head)
        samples.append(words.samples)
        keys.append(words.keys)
    return Sketches(join(samples), np.concatenate(keys))
