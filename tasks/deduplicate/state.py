"""Reads and writes what the stage remembers between runs: the sampled index and the word codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.deduplicate.arrays import Ragged, list_column, ragged
from tasks.deduplicate.candidates import PublishedHolders
from tasks.deduplicate.read import ABOUT, Sketches, batches, rows_of
from tasks.deduplicate.store import WordStore
from warehouse.stage import write_part

INDEX = ("article_id", "exact_key", "hashes")
"""Columns of an index part: the key of the text's words and its sampled hashes, 4 bytes each."""

WORDS = (*ABOUT, "words", "headline_words")
"""Columns of a shingles part: word codes, 4 bytes a word, from which all shingles follow."""

INDEX_ROWS = 65_536  # index rows read at a time


@dataclass(frozen=True)
class Published:
    """The published texts that share something with the new ones, in the order of the index."""

    article_ids: pl.Series
    sizes: NDArray[np.int32]  # sampled hashes of each
    copy_of: NDArray[np.int32]  # by new article: place in article_ids of its exact copy, or -1


def look_up(
    index: Sequence[Path], stale: pl.Series, new: Sketches, holders: PublishedHolders
) -> Published:
    """Go through the index once: holders of the new texts' hashes, and exact copies of them."""
    ids, sizes, first_number = [pl.Series([], dtype=pl.String)], [np.empty(0, np.int32)], 0
    known, copies = np.unique(new.keys, return_inverse=True)
    holder_of_key = np.full(len(known), -1, np.int32)
    for batch in batches(index if len(known) else (), INDEX, INDEX_ROWS):
        articles = batch["article_id"]
        usable = ~articles.is_in(stale.implode()).to_numpy()
        part, keys = ragged(batch["hashes"]), batch["exact_key"].to_numpy()
        places = np.searchsorted(known, keys).clip(max=len(known) - 1)
        same = np.flatnonzero((known[places] == keys) & usable & (keys != 0))
        found = holders.scan(part, usable, same, len(new.keys) + first_number)
        fresh = same[holder_of_key[places[same]] < 0][::-1]  # reversed: the first row wins
        holder_of_key[places[fresh]] = first_number + np.searchsorted(found, fresh)
        ids.append(articles.gather(found))
        sizes.append(np.diff(part.offsets)[found].astype(np.int32))
        first_number += len(found)
    return Published(pl.concat(ids), np.concatenate(sizes), holder_of_key[copies])


def fetch_words(
    shingles: Sequence[Path], published: Published, bodies: WordStore, heads: WordStore
) -> pl.DataFrame:
    """Add the published texts' words to the stores, in their order, and return ABOUT of them."""
    rows = rows_of(shingles, WORDS, published.article_ids)
    wanted = pl.DataFrame({"article_id": published.article_ids})
    rows = wanted.join(rows, on="article_id", how="left", maintain_order="left")
    for store, name in ((bodies, "words"), (heads, "headline_words")):
        if rows.height:
            store.append(ragged(rows[name]))
    return rows.select(ABOUT)


def write_index(
    about: pl.DataFrame,
    keys: NDArray[np.uint64],
    hashes: Ragged,
    whole: NDArray[np.bool_],
    path: Path,
) -> Path:
    """Write an index row for every article in ``whole``: those that are no exact copies."""
    rows = about.select("article_id", exact_key=pl.Series(keys), hashes=list_column(hashes))
    return write_part(rows.filter(pl.Series(whole)), path)


def write_words(
    about: pl.DataFrame,
    bodies: WordStore,
    heads: WordStore,
    whole: NDArray[np.bool_],
    path: Path,
) -> Path:
    """Write the word codes of every article in ``whole``."""
    numbers = np.flatnonzero(whole)
    frame = about.filter(pl.Series(whole)).select(ABOUT)
    words, headline_words = (list_column(store.take(numbers)) for store in (bodies, heads))
    bodies.unmap()  # a run's words need not be in memory twice while they are written
    return write_part(frame.with_columns(words=words, headline_words=headline_words), path)
