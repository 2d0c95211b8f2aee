"""Cuts the articles of a run into ranges of ids, so that texts are looked at a few MB at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from expectations.candidates import Candidates, added

BUCKET_BYTES = 48 << 20  # of text; its copies and slices take a few times as much memory
TEXT_COLUMNS = {"article_versions": "text", "raw_documents": "source_text"}


@dataclass(frozen=True)
class Bucket:
    """The articles whose id is at least `low` and below `high`; null for no bound."""

    low: str | None
    high: str | None

    @property
    def holds(self) -> pl.Expr:
        """Whether a row's article_id lies in this bucket.

        Files sorted by article_id, as the contracts ask, let Parquet skip all other row groups.
        """
        rule = pl.lit(True)
        if self.low is not None:
            rule = rule & (pl.col("article_id") >= self.low)
        if self.high is not None:
            rule = rule & (pl.col("article_id") < self.high)
        return rule


def text_bytes(files: tuple[Path, ...], column: str) -> int:
    """Return the uncompressed size of a column, from the footers alone."""
    total = 0
    for file in files:
        footer = pq.read_metadata(file)
        for group in range(footer.num_row_groups):
            parts = (footer.row_group(group).column(n) for n in range(footer.num_columns))
            total += sum(p.total_uncompressed_size for p in parts if p.path_in_schema == column)
    return total


def boundaries(candidates: Candidates, bucket_bytes: int = BUCKET_BYTES) -> pl.Series:
    """Return the ids at which a new bucket starts, evenly spaced in the run's articles."""
    files = candidates.added
    size = sum(text_bytes(files.get(t, ()), c) for t, c in TEXT_COLUMNS.items())
    count = -(-size // bucket_bytes)
    if count < 2:
        return pl.Series("article_id", [], pl.String)
    rows = added(candidates, "article_versions", ["article_id"]).unique().collect()
    ids = rows["article_id"].sort()
    return ids.gather_every(max(1, -(-len(ids) // count)))[1:]


def buckets(starts: pl.Series) -> Iterator[Bucket]:
    """Yield the buckets between the given starts, open at both ends."""
    edges = [None, *starts.to_list(), None]
    for low, high in pairwise(edges):
        yield Bucket(low, high)
