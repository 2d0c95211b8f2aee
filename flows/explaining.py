"""Gathers what `explain` shows: a document's source with its removed stretches, and its cluster."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from tasks.report.segments import Segment, segments_of
from warehouse.contract import table_names
from warehouse.snapshot import Snapshot

SHOWN = ("headline", "alternative_headline", "byline", "authors", "dateline", "agency", "section")
SHOWN_DATES = ("published_at", "published_basis", "published_precision", "modified_at", "language")


class ReadError(RuntimeError):
    """There is nothing to explain under that name; the message says what was looked for."""


@dataclass(frozen=True)
class Explained:
    """One document: what it was read from, what was found, and every stretch that was taken."""

    title: str
    source_text: str
    segments: tuple[Segment, ...]
    metadata: dict[str, Any]
    cluster_id: str | None = None
    set_aside: tuple[str, ...] = ()

    def facts(self) -> dict[str, object]:
        """The same as JSON-ready facts."""
        taken = [
            {
                "kind": s.kind,
                "action": s.action,
                "rule_id": s.rule_id,
                "target_column": s.target_column,
                "score": s.score,
                "char_start": s.char_start,
                "char_end": s.char_end,
                "text": self.source_text[s.char_start : s.char_end],
            }
            for s in self.segments
        ]
        return {
            "document": self.title,
            "metadata": self.metadata,
            "removed": taken,
            "cluster_id": self.cluster_id,
            "set_aside": list(self.set_aside),
        }


def tables_of(snapshot: Snapshot) -> dict[str, list[Path]]:
    """The files of every table of a snapshot."""
    return {name: snapshot.files(name) for name in table_names()}


def explain_article(snapshot: Snapshot, name: str) -> Explained:
    """Explain a published article, named by article_id, native_id or URL.

    Raises ReadError when the warehouse has no such article.
    """
    wanted = pl.any_horizontal(pl.col("article_id", "native_id", "url", "canonical_url") == name)
    found = snapshot.scan("articles").filter(wanted.fill_null(False)).head(1).collect()
    if found.is_empty():
        raise ReadError(f"{name}: no such file, and no article with that id, native id or URL")
    row = found.row(0, named=True)
    raw = snapshot.scan("raw_documents").filter(pl.col("raw_id") == row["raw_id"])
    blocks = snapshot.scan("removed_blocks").filter(pl.col("version_id") == row["version_id"])
    source = raw.select("source_text").collect().item(0, 0)
    return Explained(
        title=f"{row['article_id']}  {row['headline'] or ''}".rstrip(),
        source_text=source,
        segments=segments_of(blocks.collect().to_dicts()),
        metadata={name: row[name] for name in (*SHOWN, *SHOWN_DATES)},
        cluster_id=row["cluster_id"],
    )


def _quarantined(paths: list[Path]) -> tuple[str, ...]:
    found = [row for path in paths for row in pl.read_parquet(path).iter_rows(named=True)]
    return tuple(reason["message"] for row in found for reason in row["reasons"])


def explain_file(path: Path, snapshot: Snapshot | None) -> Iterator[Explained]:
    """Read, clean and describe one file as a run would, and explain each of its documents.

    ``snapshot`` knows the lines that publishers repeat; null before anything is published.
    """
    from tasks.clean import CLEANER_VERSION, REPEATED
    from tasks.clean.page import CleanOptions, clean_part
    from tasks.describe.describe import DescribeOptions, describe_part
    from tasks.ingest.read import ReadLimits, read_inputs
    from tasks.ingest.source import expand

    clock = datetime.now(UTC)
    known = tuple(snapshot.state_files(REPEATED)) if snapshot else ()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        found = expand([str(path)])
        aside = [r["message"] for row in found.problems["reasons"].to_list() for r in row]
        read = read_inputs(found.inputs, out, "explain", ReadLimits(), clock)
        aside += _quarantined(list(read.quarantine))
        if aside:
            yield Explained(str(path), "", (), {}, set_aside=tuple(aside))
        for part in read.parts:
            cleaned = clean_part(part, out, CleanOptions(repeated=known))
            options = DescribeOptions(clock=clock, cleaner_version=CLEANER_VERSION)
            described = describe_part(
                cleaned.raw_documents, cleaned.texts, cleaned.removed_blocks, out, options
            )
            refused = [p for p in (cleaned.quarantine, described.quarantine) if p]
            if reasons := _quarantined(refused):
                yield Explained(str(path), "", (), {}, set_aside=reasons)
            yield from _documents(described.drafts, cleaned.raw_documents, cleaned.removed_blocks)


def _documents(drafts: Path, raw: Path, removed: Path) -> Iterator[Explained]:
    sources = pl.read_parquet(raw).select("raw_id", "source_text")
    blocks = pl.read_parquet(removed).partition_by("raw_id", as_dict=True)
    for row in pl.read_parquet(drafts).join(sources, on="raw_id").iter_rows(named=True):
        own = blocks.get((row["raw_id"],))
        yield Explained(
            title=f"{row['raw_uri']}  {row['headline'] or ''}".rstrip(),
            source_text=row["source_text"],
            segments=segments_of(own.to_dicts() if own is not None else []),
            metadata={name: row[name] for name in (*SHOWN, *SHOWN_DATES)},
        )
