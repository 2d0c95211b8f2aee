"""Reads and writes what the stage remembers between runs: the sampled index and the word codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tasks.deduplicate.arrays import I32, U32, U64, Column, Ragged, as_binary, from_binary, gather
from tasks.deduplicate.holders import HashTable, Holders
from tasks.deduplicate.parallel import in_order
from tasks.deduplicate.read import ABOUT, rows_of
from tasks.deduplicate.store import WordStore
from warehouse.stage import write_arrow

INDEX = ("article_id", "exact_key", "hashes")
"""Columns of an index part: the key of the text's words and its sampled hashes, 4 bytes each."""

WORDS = (*ABOUT, "words", "headline_words")
"""Columns of a shingles part: word codes, 4 bytes a word, from which all shingles follow."""

HASHING: dict[bytes | str, bytes | str] = {b"broadsheet.hashing": b"2"}
"""In every state file: which way words and shingles are hashed. Another way, another number."""

INDEX_ROWS = 65_536  # index rows read or written at a time
WORD_ROWS = 16_384  # rows of word codes written at a time


@dataclass(frozen=True)
class Published:
    """The published texts that share something with the new ones, in the order of the index."""

    article_ids: pl.Series
    sizes: I32  # sampled hashes of each
    copy_of: I32  # by new article: place in article_ids of its exact copy, or -1
    holders: Holders


@dataclass(frozen=True)
class _Found:
    """What one part of the index has in common with the new texts; rows count from its begin."""

    article_ids: pl.Series  # of the rows that have anything
    sizes: I32
    hashes: U32
    holders: I32  # by hash: place in article_ids
    keys: U64  # of exact copies
    copies: I32  # by key: place in article_ids


def _find(batch: pa.RecordBatch, stale: pl.Series, known: U64, table: HashTable) -> _Found:
    articles = pl.Series(batch.column("article_id"))
    usable = ~articles.is_in(stale.implode()).to_numpy() if len(stale) else np.True_
    usable = np.broadcast_to(usable, len(articles)).copy()
    part, keys = from_binary(batch.column("hashes")), batch.column("exact_key").to_numpy()
    places = np.searchsorted(known, keys).clip(max=len(known) - 1)
    same = np.flatnonzero((known[places] == keys) & usable & (keys != 0))
    hashes, rows = table.find(part, usable)
    has = np.zeros(len(articles), np.bool_)
    has[rows] = has[same] = True
    place_of = (np.cumsum(has) - 1).astype(np.int32)
    sizes = np.diff(part.offsets)[has].astype(np.int32)
    ids = articles.filter(pl.Series(has)).rechunk()
    return _Found(ids, sizes, hashes, place_of[rows], keys[same], place_of[same])


def look_up(
    index: Sequence[Path], stale: pl.Series, keys: U64, sampled: U32, threads: int
) -> Published:
    """Go through the index once: holders of the new texts' hashes, and exact copies of them.

    ``keys`` are those of the new texts, ``sampled`` all of their hashes. Raises ValueError for an
    index of another way of hashing.
    """
    if not index or not len(keys):
        none = np.empty(0, np.uint32)
        nobody, alone = pl.Series([], dtype=pl.String), np.full(len(keys), -1, np.int32)
        return Published(nobody, np.empty(0, np.int32), alone, Holders(none, none, 0))
    known, copies = np.unique(keys, return_inverse=True)
    table = HashTable(sampled)
    ids, sizes = [pl.Series([], dtype=pl.String)], [np.empty(0, np.int32)]
    hashes, holders = [np.empty(0, np.uint32)], [np.empty(0, np.uint32)]
    holder_of_key, published = np.full(len(known), -1, np.int32), 0

    def find(batch: pa.RecordBatch) -> _Found:
        return _find(batch, stale, known, table)

    for found in in_order(find, _index_batches(index), threads):
        ids.append(found.article_ids)
        sizes.append(found.sizes)
        hashes.append(found.hashes)
        holders.append((found.holders + published).astype(np.uint32))
        where = np.searchsorted(known, found.keys)
        fresh = np.flatnonzero(holder_of_key[where] < 0)[::-1]  # reversed: the first row wins
        holder_of_key[where[fresh]] = found.copies[fresh] + published
        published += len(found.article_ids)
    held = Holders(np.concatenate(hashes), np.concatenate(holders), published)
    return Published(pl.concat(ids), np.concatenate(sizes), holder_of_key[copies], held)


def _index_batches(index: Sequence[Path]) -> Iterator[pa.RecordBatch]:
    for path in index:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            if not HASHING.items() <= (file.metadata.metadata or {}).items():
                raise ValueError(
                    "the state of de-duplication was written by another version of Broadsheet, "
                    "whose hashes mean nothing to this one: `broadsheet backfill --rededuplicate` "
                    "writes it anew"
                )
            yield from file.iter_batches(INDEX_ROWS, columns=list(INDEX))


def fetch_words(
    shingles: Sequence[Path], published: Published, bodies: WordStore, heads: WordStore
) -> pl.DataFrame:
    """Add the published texts' words to the stores, in their order, and return ABOUT of them."""
    rows = rows_of(shingles, WORDS, published.article_ids)
    wanted = pl.DataFrame({"article_id": published.article_ids})
    rows = wanted.join(rows, on="article_id", how="left", maintain_order="left")
    for store, name in ((bodies, "words"), (heads, "headline_words")):
        if rows.height:
            store.append(store.write(from_binary(rows[name].to_arrow())))
    return rows.select(ABOUT)


def write_index(
    about: pl.DataFrame, keys: U64, hashes: Ragged, whole: NDArray[np.bool_], path: Path
) -> Path:
    """Write an index row for every article in ``whole``: those that are no exact copies."""
    numbers = np.flatnonzero(whole)
    kinds: list[pa.DataType] = [pa.large_string(), pa.uint64(), pa.large_binary()]
    fields = [pa.field(name, kind) for name, kind in zip(INDEX, kinds, strict=True)]
    schema = pa.schema(fields, HASHING)

    def rows(part: NDArray[np.int64]) -> pa.Table:
        lists = gather(hashes.values, hashes.offsets[part], np.diff(hashes.offsets)[part])
        columns = [_strings(about["article_id"].gather(part)), pa.array(keys[part])]
        return pa.Table.from_arrays([*columns, as_binary(lists)], schema=schema)

    write_arrow(map(rows, _parts(numbers, INDEX_ROWS)), path, schema, INDEX_ROWS, dictionary=False)
    return path


def write_words(
    about: pl.DataFrame,
    bodies: WordStore,
    heads: WordStore,
    whole: NDArray[np.bool_],
    path: Path,
) -> Path:
    """Write the word codes of every article in ``whole``."""
    numbers = np.flatnonzero(whole)
    known = about.head(0).select(ABOUT).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    binary = [pa.field(name, pa.large_binary()) for name in WORDS[len(ABOUT) :]]
    schema = pa.schema([*known, *binary], HASHING)

    def rows(part: NDArray[np.int64]) -> pa.Table:
        known = about[part].select(ABOUT).to_arrow(compat_level=pl.CompatLevel.oldest())
        words = [as_binary(store.take(part)) for store in (bodies, heads)]
        bodies.let_go()
        return pa.Table.from_arrays([*known.combine_chunks().columns, *words], schema=schema)

    write_arrow(map(rows, _parts(numbers, WORD_ROWS)), path, schema, WORD_ROWS, "none")
    return path


def _strings(values: pl.Series) -> Column:
    return values.to_arrow(compat_level=pl.CompatLevel.oldest())


def _parts(numbers: NDArray[np.int64], rows: int) -> Iterator[NDArray[np.int64]]:
    for first in range(0, len(numbers), rows):
        yield numbers[first : first + rows]
