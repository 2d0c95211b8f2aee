"""Gathers what `explain` shows: a document's source with its removed stretches, and its cluster."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.answering import may_be_meant
from tasks.report.cluster import Cluster
from tasks.report.read_clusters import read_cluster
from tasks.report.read_differences import with_difference
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
    article_id: str | None = None
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


def _article(snapshot: Snapshot, name: str) -> dict[str, Any]:
    wanted = pl.any_horizontal(pl.col("article_id", "native_id", "url", "canonical_url") == name)
    articles = snapshot.scan("articles")
    found = articles.filter(wanted.fill_null(False)).head(1).collect()
    if found.is_empty() and may_be_meant(name):
        found = articles.filter(pl.col("article_id").str.starts_with(name)).head(2).collect()
    if found.height != 1:
        told = "several articles begin so" if found.height else "no article with that id or URL"
        raise ReadError(f"{name}: no such file, and {told}")
    return found.row(0, named=True)


def explain_article(snapshot: Snapshot, name: str) -> Explained:
    """Explain a published article, named by article_id, its first part, native_id or URL.

    Raises ReadError when the warehouse has no such article.
    """
    row = _article(snapshot, name)
    raw = snapshot.scan("raw_documents").filter(pl.col("raw_id") == row["raw_id"])
    blocks = snapshot.scan("removed_blocks").filter(pl.col("version_id") == row["version_id"])
    source = raw.select("source_text").collect().item(0, 0)
    return Explained(
        title=f"{row['article_id']}  {row['headline'] or ''}".rstrip(),
        source_text=source,
        segments=segments_of(blocks.collect().to_dicts()),
        metadata={name: row[name] for name in (*SHOWN, *SHOWN_DATES)},
        article_id=row["article_id"],
        cluster_id=row["cluster_id"],
    )


def explain_cluster(
    snapshot: Snapshot, explained: Explained, against: str | None = None
) -> Cluster | None:
    """Return an article's cluster, with its text told apart from that of another member.

    ``against`` names the other by article_id, native_id or URL; without it, it is the one that the
    article was matched with. Raises ReadError when the two do not share a cluster.
    """
    if explained.cluster_id is None or explained.article_id is None:
        return None
    other = None
    if against is not None:
        row = _article(snapshot, against)
        if row["cluster_id"] != explained.cluster_id:
            raise ReadError(f"{against} is not in the cluster of {explained.article_id}")
        other = str(row["article_id"])
    asked = [explained.article_id, *([other] if other else [])]
    tables = tables_of(snapshot)
    found = read_cluster(tables, explained.cluster_id, asked)
    return found and with_difference(tables, found, explained.article_id, other)


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
