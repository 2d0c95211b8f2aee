"""Writes what identifying decided: changed articles, version rows, assignments."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from tasks.identify.paragraphs import paragraph_changes
from tasks.identify.texts import TEXTS_AT_ONCE, copy_rows
from warehouse.contract import contract
from warehouse.stage import write_part

_VERSION_COLUMNS = tuple(c.name for c in contract("article_versions").columns if c.name != "run_id")
_PLACE = ("version", "change_kind", "valid_from", "valid_to")


class Writer:
    """Writes the outputs of one run, reading texts one part at a time."""

    def __init__(self, out_dir: Path, steps: pl.DataFrame, clock: datetime, kept: bool) -> None:
        self._out = out_dir
        self._steps = steps
        self._clock = clock
        now = pl.lit(clock, dtype=pl.Datetime("us", "UTC"))
        self._last_seen = pl.col("last_seen_at").fill_null(now) if kept else now
        self._older: list[Path] = []

    def gather(self, drafts: Sequence[Path], versions: Sequence[Path], docs: pl.DataFrame) -> None:
        """Copy the published rows and the texts of this run that others are compared with."""
        before = self._steps.select(version_id="previous_id").drop_nulls()
        moved = self._steps.filter("is_published").select("version_id")
        known = pl.concat([before, moved])
        self._known = copy_rows(versions, "version_id", known, self._out / "work", "published")
        fresh = (
            self._steps.filter(~pl.col("is_published"))
            .join(before, on="version_id", how="semi")
            .select("raw_id", "version_id")
        )
        texts = copy_rows(
            drafts, "raw_id", fresh, self._out / "work", "drafted", ("raw_id", "text")
        )
        named = [
            write_part(pl.read_parquet(path).join(fresh, on="raw_id").unique("version_id"), path)
            for path in texts
        ]
        self._older = [*self._known, *named]
        self._docs = docs
        empty = pl.LazyFrame(schema={"version_id": pl.String, "place": pl.Int32})
        places = [
            pl.scan_parquet(path).select("version_id", place=pl.lit(place, dtype=pl.Int32))
            for place, path in enumerate(self._older)
        ]
        self._places = pl.concat([empty, *places]).collect()

    def changed(self, number: int, draft: Path, current: pl.DataFrame) -> Path | None:
        """Write the article rows that one part of drafts holds, and its version rows."""
        rows = self._drafted(number, draft)
        if rows.is_empty():
            return None
        self._write_versions(rows, f"drafted-{number:05d}")
        shown = rows.filter("is_current").join(
            current.select("article_id", "first_seen_at", "last_seen_at"),
            on="article_id",
            how="left",
        )
        return self._write_changed(shown, f"changed-{number:05d}")

    def _drafted(self, number: int, draft: Path) -> pl.DataFrame:
        mine = self._docs.filter(pl.col("part") == number).select("raw_id", "raw_uri")
        steps = self._steps.filter(~pl.col("is_published")).join(mine, on="raw_id", how="inner")
        if steps.is_empty():
            return pl.DataFrame()
        rows = pl.scan_parquet(draft).join(
            steps.lazy().drop("article_id"), on=["raw_id", "raw_uri"], how="inner"
        )
        return rows.collect().unique("raw_id", keep="first", maintain_order=True)

    def _write_changed(self, shown: pl.DataFrame, name: str) -> Path | None:
        if shown.is_empty():
            return None
        places = ("change_kind", "valid_from", "valid_to", "previous_id", "is_published")
        frame = shown.with_columns(
            is_new_article=pl.col("first_seen_at").is_null(),
            first_seen_at=pl.col("first_seen_at").fill_null(self._clock),
            last_seen_at=self._last_seen,
        ).drop(*places[1:], "is_current")
        part = self._out / f"{name}.parquet"
        return write_part(frame.sort("article_id"), part, compressed=False)

    def renumbered(self, articles: Sequence[Path]) -> Path | None:
        """Write published version rows whose place changed, and articles that got a new number."""
        moved = self._steps.filter("is_published")
        fresh = self._steps.filter(~pl.col("is_published"))["version_id"]
        for number, path in enumerate(self._known):
            old = pl.read_parquet(path).drop(*_PLACE, "run_id", strict=False)
            rows = old.join(moved.drop("article_id", "raw_id"), on="version_id", how="inner")
            is_next = pl.col("previous_id").is_in(fresh.implode()).fill_null(False)
            self._finish(rows.filter(~is_next), f"closed-{number:05d}")
            after_a_late_one = rows.filter(is_next).drop("chars_added", "chars_removed")
            self._write_versions(after_a_late_one, f"moved-{number:05d}")
        shown = moved.filter("is_current").select("article_id", "version", "change_kind")
        if shown.is_empty():
            return None
        added_later = ("version", "run_id", "cluster_id", "is_canonical")
        current = pl.scan_parquet(list(articles)).drop(added_later, strict=False)
        late = current.join(shown.lazy(), on="article_id", how="inner").with_columns(
            described_sha256=pl.lit(None, dtype=pl.String),
            native_basis=pl.lit(None, dtype=pl.String),
            is_new_article=pl.lit(False),
            last_seen_at=self._last_seen,
        )
        return write_part(late.collect().sort("article_id"), self._out / "changed-late.parquet")

    def _write_versions(self, rows: pl.DataFrame, name: str) -> None:
        """Write version rows with the characters that each adds to the one before."""
        if rows.height:
            slices = [self._compared(some) for some in rows.iter_slices(TEXTS_AT_ONCE)]
            self._finish(rows.join(pl.concat(slices), on="version_id", how="left"), name)

    def _finish(self, rows: pl.DataFrame, name: str) -> None:
        if rows.height:
            frame = rows.select(_VERSION_COLUMNS).sort("article_id", "version")
            write_part(frame, self._out / "versions" / f"{name}.parquet")

    def _compared(self, rows: pl.DataFrame) -> pl.DataFrame:
        pairs = rows.select("version_id", "text", "previous_id")
        wanted = pairs.select(version_id="previous_id").drop_nulls().unique()
        places = self._places.join(wanted, on="version_id", how="semi")["place"].unique().sort()
        texts = [
            pl.scan_parquet(self._older[place])
            .select("version_id", previous="text")
            .join(wanted.lazy(), on="version_id", how="semi")
            for place in places
        ]
        empty = pl.LazyFrame(schema={"version_id": pl.String, "previous": pl.String})
        older = pl.concat([empty, *texts]).unique("version_id").collect()
        joined = pairs.join(older, left_on="previous_id", right_on="version_id", how="left")
        return paragraph_changes(joined)

    def close(self) -> Path:
        """Make sure that the folder of version rows exists and holds one part at least."""
        folder = self._out / "versions"
        if not folder.is_dir() or not any(folder.glob("*.parquet")):
            write_part(_no_versions(), folder / "none.parquet")
        return folder


def _no_versions() -> pl.DataFrame:
    schema = contract("article_versions").schema.empty_table()
    frame = pl.DataFrame(schema)
    return frame.select(_VERSION_COLUMNS)
