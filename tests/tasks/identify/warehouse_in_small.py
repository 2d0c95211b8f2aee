"""Builds drafts and applies a run's outcome to small tables, as the flow does to a warehouse."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from tasks.identify.identify import IdentifyOptions, IdentifyResult, identify
from warehouse.ids import make_id, sha256_text

DAY = datetime(2024, 5, 1, tzinfo=UTC)
_TIME = pl.Datetime("us", "UTC")
SCHEMA = pl.Schema(
    {
        **dict.fromkeys(
            (
                "article_id", "native_id", "source_id", "raw_uri", "raw_id", "id_basis", "url",
                "canonical_url", "domain", "publisher", "headline", "alternative_headline",
                "byline",
            ),
            pl.String(),
        ),
        "authors": pl.List(pl.String),
        "author_kinds": pl.List(pl.String),
        **dict.fromkeys(("dateline", "located", "agency"), pl.String()),
        "section": pl.List(pl.String),
        "published_at": _TIME,
        "published_date": pl.Date(),
        "published_basis": pl.String(),
        "published_precision": pl.String(),
        "modified_at": _TIME,
        "language": pl.String(),
        "language_score": pl.Float32(),
        "text": pl.String(),
        "word_count": pl.Int32(),
        "paragraph_count": pl.Int32(),
        "removed_chars": pl.Int32(),
        "text_sha256": pl.String(),
        "raw_sha256": pl.String(),
        "quality_flags": pl.List(pl.String),
        "cleaner_version": pl.String(),
        "fetched_at": _TIME,
        "described_sha256": pl.String(),
        "native_basis": pl.String(),
    }
)  # fmt: skip


def words(seed: str, count: int = 60) -> str:
    """A paragraph of made-up words that no other seed shares."""
    return " ".join(f"{seed}{number}" for number in range(count))


def draft(
    story: str = "s1",
    text: str | None = None,
    headline: str | None = "A headline",
    fetched: float = 0,
    modified: float | None = None,
    published: float | None = None,
    basis: str = "source_native_id",
    raw: str | None = None,
    cleaner: str = "c1",
    uri: str | None = None,
) -> dict[str, object]:
    """One draft row; times are days after `DAY`. `raw` is the content where it is not the text."""
    body = text if text is not None else words(story)
    raw_sha = sha256_text(raw if raw is not None else body)
    given = f"{headline}|{modified}|{published}"

    def at(days: float | None) -> datetime | None:
        return None if days is None else DAY + timedelta(days=days)

    return {
        **dict.fromkeys(SCHEMA.names()),
        "article_id": make_id("a", story),
        "native_id": story,
        "source_id": "local",
        "raw_uri": uri or f"file:///in/{story}-{fetched}.jsonl#row={raw_sha[:6]}",
        "raw_id": make_id("r", story, raw_sha, given),
        "id_basis": basis,
        "headline": headline,
        "authors": [],
        "author_kinds": [],
        "section": [],
        "published_at": at(published),
        "modified_at": at(modified),
        "text": body,
        "word_count": len(body.split()),
        "paragraph_count": body.count("\n\n") + 1,
        "removed_chars": 0,
        "text_sha256": sha256_text(body),
        "raw_sha256": raw_sha,
        "quality_flags": [],
        "cleaner_version": cleaner,
        "fetched_at": at(fetched),
        "described_sha256": sha256_text(given),
        "native_basis": "given",
    }


def write_drafts(folder: Path, parts: Sequence[Sequence[dict[str, object]]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, rows in enumerate(parts):
        path = folder / f"drafts-{number:05d}.parquet"
        pl.DataFrame(list(rows), schema=SCHEMA).write_parquet(path)
        paths.append(path)
    return paths


@dataclass
class Tables:
    """The three tables that identify reads, kept up to date from run to run."""

    folder: Path
    files: dict[str, list[Path]] = field(
        default_factory=lambda: {"articles": [], "article_versions": [], "raw_documents": []}
    )
    runs: int = 0

    def run(
        self, *parts: Sequence[dict[str, object]], excluded: Sequence[str] = ()
    ) -> IdentifyResult:
        """Identify the drafts of one run and apply the outcome."""
        self.runs += 1
        home = self.folder / f"run{self.runs}"
        drafts = write_drafts(home, parts)
        gone = None
        if excluded:
            gone = home / "excluded.parquet"
            pl.DataFrame({"raw_id": list(excluded)}).write_parquet(gone)
        clock = IdentifyOptions(datetime(2025, 1, self.runs, tzinfo=UTC))
        result = identify(
            drafts, self.files["articles"], self.files["article_versions"],
            self.files["raw_documents"], home / "out", clock, gone,
        )  # fmt: skip
        self._apply(result, drafts)
        return result

    def _apply(self, result: IdentifyResult, drafts: Sequence[Path]) -> None:
        dropped = ("described_sha256", "native_basis", "change_kind", "is_new_article")
        changed = [pl.read_parquet(path).drop(dropped) for path in result.changed]
        self._upsert("articles", "article_id", changed)
        seen = pl.read_parquet(result.seen_again)
        if seen.height:
            again = self.table("articles").join(seen, on="article_id", suffix="_new")
            again = again.with_columns(last_seen_at="last_seen_at_new").drop("last_seen_at_new")
            self._upsert("articles", "article_id", [again])
        self._upsert("article_versions", "version_id", [pl.read_parquet(result.versions)])
        new = pl.read_parquet(result.assignments).filter("is_new_raw").select("raw_id")
        raws = [
            pl.read_parquet(path).select("raw_id", "fetched_at").join(new, on="raw_id", how="semi")
            for path in drafts
        ]
        self._upsert("raw_documents", "raw_id", [pl.concat(raws).sort("fetched_at")])

    def _upsert(self, table: str, key: str, frames: Sequence[pl.DataFrame]) -> None:
        fresh = [frame for frame in frames if frame.height]
        if not fresh:
            return
        rows = pl.concat(fresh, how="diagonal_relaxed").unique(key, keep="first")
        if self.files[table]:
            old = self.table(table).join(rows, on=key, how="anti")
            rows = pl.concat([old, rows], how="diagonal_relaxed")
        path = self.folder / f"{table}-{self.runs}-{len(rows)}.parquet"
        rows.sort(key).write_parquet(path)
        self.files[table] = [path]

    def table(self, name: str) -> pl.DataFrame:
        return pl.read_parquet(self.files[name])

    def history(self, story: str = "s1") -> list[tuple[int, str, bool]]:
        """Return (version, change_kind, is open) of a story's versions, in order."""
        mine = pl.col("article_id") == make_id("a", story)
        rows = self.table("article_versions").filter(mine).sort("version")
        return [(r["version"], r["change_kind"], r["valid_to"] is None) for r in rows.to_dicts()]
