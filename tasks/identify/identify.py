"""Tells new stories from edited, re-cleaned and known ones, and sets clashing ids aside."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from tasks.identify.aside import clash_rows
from tasks.identify.clashes import Clash
from tasks.identify.documents import read_current, read_drafts, read_known_raws
from tasks.identify.plan import (
    History,
    first_versions,
    plan_stories,
    split_simple,
    with_version_ids,
)
from tasks.identify.rows import Writer
from warehouse.stage import write_part


@dataclass(frozen=True)
class IdentifyOptions:
    """The run's clock: every first_seen_at, last_seen_at and valid_from of the run.

    Documents that are `kept`, not met in an input, leave last_seen_at as it is.
    """

    clock: datetime
    kept: bool = False


@dataclass(frozen=True)
class IdentifyResult:
    """Where the outputs lie, and how many stories and documents there are of each kind.

    `changed`: article rows that are new or have a new version. `seen_again`: article_id and
    last_seen_at of stories met without change. `versions`: a folder of parts with the rows of
    article_versions to upsert. `assignments`: raw_id, article_id, version_id (null when the
    document made no version), is_new_raw.
    """

    changed: tuple[Path, ...]
    seen_again: Path
    versions: Path
    assignments: Path
    quarantine: Path | None
    new: int
    updated: int
    unchanged: int
    documents: int
    quarantined: int


def identify(
    drafts: Sequence[Path],
    articles: Sequence[Path],
    versions: Sequence[Path],
    raw_documents: Sequence[Path],
    out_dir: Path,
    options: IdentifyOptions,
    excluded: Path | None = None,
) -> IdentifyResult:
    """Decide which version of which story every drafted document is, and write the outcome.

    `articles`, `versions` and `raw_documents` are the current snapshot's files of those tables.
    Inside a run the outcome depends on the set of documents only, not on their order or parts.
    Over several runs the versions of a story, their numbers, kinds and differences are the same
    whatever order its states arrive in, with two exceptions: of equal states in different bytes
    the one published first gives the version its id, and a late copy of the current state adds
    nothing where other states lie between them. Times of the run (valid_from, first_seen_at)
    tell when a state arrived. Of two stories with one id the one published first keeps it.
    Decisions are made on narrow columns; texts are read one part at a time.
    """
    shutil.rmtree(out_dir / "versions", ignore_errors=True)  # of an attempt that was interrupted
    docs = with_version_ids(read_drafts(drafts, excluded))
    current = read_current(articles, docs)
    new, rest = split_simple(docs, current)
    plan = plan_stories(rest, History(drafts, versions, raw_documents), options.clock)
    steps = pl.concat([first_versions(new, options.clock), plan.steps])
    docs = _without(docs, plan.clashes)
    writer = Writer(out_dir, steps, options.clock, options.kept)
    writer.gather(drafts, versions, docs)
    written = [writer.changed(i, path, current) for i, path in enumerate(drafts)]
    written.append(writer.renumbered(articles))
    quarantine = clash_rows(plan.clashes, drafts, out_dir)
    seen = _seen_again(docs, steps, current, options.clock)
    known = read_known_raws(raw_documents, docs)
    shutil.rmtree(out_dir / "work", ignore_errors=True)
    touched = steps.filter("is_current").select("article_id")
    updated = touched.join(current, on="article_id", how="semi").height
    return IdentifyResult(
        changed=tuple(path for path in written if path is not None),
        seen_again=write_part(
            seen.clear() if options.kept else seen, out_dir / "seen_again.parquet"
        ),
        versions=writer.close(),
        assignments=write_part(_assign(docs, steps, known), out_dir / "assignments.parquet"),
        quarantine=quarantine,
        new=touched.height - updated,
        updated=updated,
        unchanged=seen.height,
        documents=docs.height,
        quarantined=len(plan.clashes),
    )


def _without(docs: pl.DataFrame, clashes: Sequence[Clash]) -> pl.DataFrame:
    gone = pl.DataFrame(
        {"raw_id": [c.document.raw_id for c in clashes]}, schema={"raw_id": pl.String}
    )
    return docs.join(gone, on="raw_id", how="anti")


def _seen_again(
    docs: pl.DataFrame, steps: pl.DataFrame, current: pl.DataFrame, clock: datetime
) -> pl.DataFrame:
    met = docs.select("article_id").unique().join(current, on="article_id", how="semi")
    same = met.join(steps.filter("is_current"), on="article_id", how="anti").sort("article_id")
    return same.with_columns(last_seen_at=pl.lit(clock, dtype=pl.Datetime("us", "UTC")))


def _assign(docs: pl.DataFrame, steps: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    made = steps.filter(~pl.col("is_published")).select("raw_id", made="version_id")
    return (
        docs.select("raw_id", "article_id")
        .join(made, on="raw_id", how="left")
        .with_columns(is_new_raw=~pl.col("raw_id").is_in(known["raw_id"].implode()))
        .rename({"made": "version_id"})
        .sort("raw_id")
    )
