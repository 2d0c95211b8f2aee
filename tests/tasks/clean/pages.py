"""Makes document rows for the tests of cleaning, and cleans them through the stage's own door."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tasks.clean.page import CleanOptions, CleanResult, clean_part
from tasks.ingest.record import DOCUMENT


def documents(
    contents: list[str], media_type: str = "text/plain", titles: list[str | None] | None = None
) -> pl.DataFrame:
    """Return rows of `DOCUMENT`, raw_id r_0, r_1 …, with contents and perhaps given titles."""
    given = [
        None if title is None else {"title": title} for title in titles or [None] * len(contents)
    ]
    empty = {name: [None] * len(contents) for name in DOCUMENT if name != "given"}
    rows = pl.DataFrame(empty, schema={n: t for n, t in DOCUMENT.items() if n != "given"})
    return rows.with_columns(
        raw_id=pl.Series([f"r_{number}" for number in range(len(contents))], dtype=pl.String),
        raw_sha256=pl.lit("0" * 64),
        source_id=pl.lit("local"),
        raw_uri=pl.lit("file:///page"),
        media_type=pl.lit(media_type),
        content=pl.Series(contents, dtype=pl.String),
        byte_length=pl.Series([len(content) for content in contents], dtype=pl.Int64),
        given=pl.Series(given, dtype=DOCUMENT["given"]),
        damage=pl.Series([[]] * len(contents), dtype=pl.List(pl.String)),
        fetched_at=pl.lit(datetime(2026, 1, 1, tzinfo=UTC)).cast(pl.Datetime("us", "UTC")),
    ).select(DOCUMENT.names())


@dataclass(frozen=True)
class Cleaned:
    """The four parts read back."""

    result: CleanResult
    raws: pl.DataFrame
    texts: pl.DataFrame
    removed: pl.DataFrame
    quarantine: pl.DataFrame | None

    def text(self, number: int = 0) -> str:
        """Return the text of one document."""
        return str(self.texts.filter(pl.col("raw_id") == f"r_{number}")["text"].item())


def clean(frame: pl.DataFrame, folder: Path, options: CleanOptions | None = None) -> Cleaned:
    """Write the rows as a part, clean it and read back what was written."""
    part = folder / "documents-0001.parquet"
    frame.write_parquet(part)
    return read(clean_part(part, folder / "out", options or CleanOptions()))


def read(result: CleanResult) -> Cleaned:
    """Read the parts that a result names."""
    paths = (result.raw_documents, result.texts, result.removed_blocks)
    aside = pl.read_parquet(result.quarantine) if result.quarantine else None
    return Cleaned(result, *(pl.read_parquet(path) for path in paths), aside)


def missing(source: str, text: str, removed: pl.DataFrame) -> str:
    """Return what the ledger does not account for: empty when source and text add up."""
    kept, at = [], 0
    for start, end in removed.sort("char_start").select("char_start", "char_end").iter_rows():
        assert start >= at, "spans overlap"
        kept.append(source[at:start])
        at = end
    solid = "".join("".join([*kept, source[at:]]).split())
    wanted = "".join(text.split())
    return "" if solid == wanted else f"kept {solid[:80]!r}, text {wanted[:80]!r}"
