"""Builds the candidate files of every table from the results of a run's stages."""

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from expectations.gate import Candidates
from flows import assemble
from tasks.clean.page import CleanResult
from tasks.deduplicate.deduplicate import DeduplicateResult
from tasks.extract.link import LinkResult
from tasks.identify.identify import IdentifyResult
from warehouse.contract import table_names
from warehouse.snapshot import Snapshot

UPDATED = ~pl.col("is_new_article")


@dataclass(frozen=True)
class Stages:
    """What the stages of one run have made."""

    cleaned: Sequence[CleanResult]
    identified: IdentifyResult
    deduplicated: DeduplicateResult
    linked: LinkResult | None


class Builder:
    """Builds a run's candidates under ``out_dir``, several tables at once."""

    def __init__(
        self, workers: Executor, parent: Snapshot | None, run_id: str, out_dir: Path
    ) -> None:
        self._workers = workers
        self._parent = parent
        self._run_id = run_id
        self._out = out_dir
        self._added: list[tuple[str, Future[Path | None]]] = []
        self._deleted: dict[str, tuple[str, Path]] = {}

    def build(self, stages: Stages) -> Candidates:
        """Assemble every table. Raises what `warehouse.stage.write_table` raises."""
        self._documents(stages)
        self._stories(stages)
        self._duplicates(stages.deduplicated)
        if stages.linked is not None:
            self._entities(stages.identified, stages.linked)
        added: dict[str, tuple[Path, ...]] = {}
        for table, future in self._added:
            path = future.result()
            if path is not None:
                added[table] = (*added.get(table, ()), path)
        return Candidates(added, self._deleted, current_files(self._parent))

    def _file(self, table: str, number: int = 0) -> Path:
        return self._out / f"{table}-{number:05d}.parquet"

    def _add(self, table: str, future: Future[Path | None]) -> None:
        self._added.append((table, future))

    def _delete(
        self, table: str, column: str, parts: Sequence[Path], where: pl.Expr | None = None
    ) -> None:
        if self._parent is not None and parts:
            out = self._out / f"deleted-{table}.parquet"
            self._deleted[table] = (column, assemble.values(column, parts, out, where))

    def _documents(self, stages: Stages) -> None:
        raw_parts = [result.raw_documents for result in stages.cleaned]
        if not raw_parts:
            return
        assigned = stages.identified.assignments
        owned = assemble.owners(raw_parts, assigned, self._out / "owners.parquet")
        for i, result in enumerate(stages.cleaned):
            raw, blocks = result.raw_documents, result.removed_blocks
            submit = self._workers.submit
            self._add(
                "raw_documents",
                submit(
                    assemble.raw_documents,
                    raw,
                    owned,
                    self._run_id,
                    self._file("raw_documents", i),
                ),
            )
            self._add(
                "removed_blocks",
                submit(
                    assemble.removed_blocks,
                    blocks,
                    raw,
                    owned,
                    assigned,
                    self._run_id,
                    self._file("removed_blocks", i),
                ),
            )

    def _stories(self, stages: Stages) -> None:
        identified, clusters = stages.identified, stages.deduplicated.assignments
        for i, part in enumerate(identified.changed):
            self._add(
                "articles",
                self._workers.submit(
                    assemble.articles, part, clusters, self._run_id, self._file("articles", i)
                ),
            )
        for i, part in enumerate(sorted(identified.versions.glob("*.parquet"))):
            self._plain("article_versions", [part], i)
        self._delete("article_versions", "version_id", [identified.versions])
        if self._parent is None:
            return
        older = assemble.older_articles(
            self._parent.files("articles"),
            identified.changed,
            clusters,
            identified.seen_again,
            self._out / "articles-older.parquet",
        )
        replaced = [*identified.changed]
        if older is not None:
            done: Future[Path | None] = Future()
            done.set_result(older)
            self._add("articles", done)
            replaced.append(older)
        self._delete("articles", "article_id", replaced)

    def _duplicates(self, found: DeduplicateResult) -> None:
        current = self._parent.files("duplicates") if self._parent else []
        deletes = self._out / "deleted-duplicates.parquet"
        self._add(
            "duplicates",
            self._workers.submit(
                assemble.duplicates,
                current,
                found.duplicates,
                found.stale,
                self._run_id,
                self._file("duplicates"),
                deletes,
            ),
        )
        if self._parent is not None:
            self._deleted["duplicates"] = ("article_id", deletes)
        self._plain("clusters", [found.clusters])
        self._delete("clusters", "cluster_id", [found.clusters, found.gone_clusters])

    def _entities(self, identified: IdentifyResult, linked: LinkResult) -> None:
        self._plain("mentions", linked.mentions)
        self._plain("quotes", linked.quotes)
        self._plain("entities", [linked.entities])
        self._delete("mentions", "article_id", identified.changed, UPDATED)
        self._delete("quotes", "article_id", identified.changed, UPDATED)
        self._delete("entities", "entity_id", [linked.entities, linked.gone_entities])

    def _plain(self, table: str, parts: Sequence[Path], number: int = 0) -> None:
        if parts:
            self._add(
                table,
                self._workers.submit(
                    assemble.plain, table, list(parts), self._run_id, self._file(table, number)
                ),
            )


def current_files(parent: Snapshot | None) -> dict[str, tuple[Path, ...]]:
    """The published files of every table, by table; empty for a new warehouse."""
    return {t: tuple(parent.files(t)) if parent else () for t in table_names()}
