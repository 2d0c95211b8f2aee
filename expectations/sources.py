"""Lays the source texts of a run out by bucket, since raw_documents is not sorted by article."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from expectations.candidates import Candidates, added
from warehouse.stage import write_part

RAW_BATCH = 8_192  # rows of raw_documents held at once
COLUMNS = ["raw_id", "source_text"]


@dataclass(frozen=True)
class Sources:
    """Where the source texts of each bucket are."""

    candidates: Candidates
    folder: Path | None

    def part(self, bucket: int) -> pl.DataFrame:
        """Return raw_id and source_text of the documents that a bucket's versions came from."""
        if self.folder is None:
            return added(self.candidates, "raw_documents", COLUMNS).collect()
        files = sorted(self.folder.glob(f"bucket-{bucket}-*.parquet"))
        if not files:
            return pl.DataFrame(schema={"raw_id": pl.String, "source_text": pl.String})
        return pl.read_parquet(files)


def spread(candidates: Candidates, starts: pl.Series, scratch: Path) -> Sources:
    """Write the run's source texts under `scratch`, by bucket; a single bucket needs no writing."""
    if starts.is_empty():
        return Sources(candidates, None)
    place = _bucket_of_raw(candidates, starts)
    for file_number, file in enumerate(candidates.added.get("raw_documents", ())):
        rows = pl.scan_parquet(file).select(pl.len()).collect().item()
        for offset in range(0, rows, RAW_BATCH):
            batch = pl.scan_parquet(file).select(COLUMNS).slice(offset, RAW_BATCH).collect()
            _write(batch.join(place, on="raw_id"), scratch, f"{file_number}-{offset}")
    return Sources(candidates, scratch)


def _bucket_of_raw(candidates: Candidates, starts: pl.Series) -> pl.DataFrame:
    rows = added(candidates, "article_versions", ["raw_id", "article_id"]).unique().collect()
    # An id equal to a start belongs to the bucket that starts there, hence the right side.
    number = starts.search_sorted(rows["article_id"], side="right")
    return rows.select("raw_id", bucket=number).unique()


def _write(batch: pl.DataFrame, scratch: Path, name: str) -> None:
    for (bucket,), rows in _by_bucket(batch):
        write_part(rows.select(COLUMNS), scratch / f"bucket-{bucket}-{name}.parquet")


def _by_bucket(batch: pl.DataFrame) -> Sequence[tuple[tuple[object, ...], pl.DataFrame]]:
    return list(batch.partition_by("bucket", as_dict=True).items())
