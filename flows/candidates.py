"""Builds the candidate files of every table from the results of a run's stages."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVarTuple

import polars as pl

from expectations.gate import Candidates
from flows import assemble
from flows.pools import Pools
from tasks.clean.options import CleanResult
from tasks.deduplicate.options import DeduplicateResult
from tasks.extract.link import LinkResult
from tasks.identify.identify import IdentifyResult
from warehouse.compact import MERGED_ROWS
from warehouse.contract import table_names
from warehouse.snapshot import Snapshot

Given = TypeVarTuple("Given")

UPDATED = ~pl.col("is_new_article")

FILE_ROWS = MERGED_ROWS // 2
"""Rows of a candidate file at least, where there are so many: publishing need not merge it."""


@dataclass(frozen=True)
class Stages:
    """What the stages of one run have made; `again` are stories whose names were found anew."""

    cleaned: Sequence[CleanResult]
    identified: IdentifyResult
    deduplicated: DeduplicateResult
    linked: LinkResult | None
    again: Sequence[Path] = ()


class Builder:
    """Builds a run's candidates under ``out_dir``, several tables at once."""

    def __init__(self, pools: Pools, parent: Snapshot | None, run_id: str, out_dir: Path) -> None:
        self._workers: Executor = pools.ahead  # the stages' workers compare meanwhile
        self._pools = pools
        self._parent = parent
        self._run_id = run_id
        self._out = out_dir
        self._added: list[tuple[str, Future[Path | None]]] = []
        self._deleted: dict[str, tuple[str, Path]] = {}

    def documents(self, cleaned: Sequence[CleanResult], identified: IdentifyResult) -> Candidates:
        """Assemble the tables that wait for no comparison: documents, versions, blocks.

        Raises what `warehouse.stage.write_table` raises.
        """
        self._documents(cleaned, identified)
        for i, parts in enumerate(in_files(sorted(identified.versions.glob("*.parquet")))):
            self._plain("article_versions", parts, i)
        self._delete("article_versions", "version_id", [identified.versions])
        return self._assembled()

    def build(self, stages: Stages) -> Candidates:
        """Assemble all other tables. Raises what `warehouse.stage.write_table` raises."""
        self._workers = self._pools.stages
        self._stories(stages)
        self._duplicates(stages.deduplicated)
        if stages.linked is not None:
            named = [*stages.identified.changed, *stages.again]
            self._entities(named, stages.linked)
        return self._assembled()

    def _assembled(self) -> Candidates:
        added: dict[str, tuple[Path, ...]] = {}
        for table, future in self._added:
            path = future.result()
            if path is not None:
                added[table] = (*added.get(table, ()), path)
        return Candidates(added, dict(self._deleted), current_files(self._parent))

    def _file(self, table: str, number: int = 0) -> Path:
        return self._out / f"{table}-{number:05d}.parquet"

    def _submit(
        self,
        table: str,
        number: int,
        work: Callable[[*Given, str, Path], Path | None],
        *given: *Given,
    ) -> None:
        """Let a worker make one candidate file of a table."""
        out = self._file(table, number)
        self._added.append((table, self._workers.submit(work, *given, self._run_id, out)))

    def _delete(
        self, table: str, column: str, parts: Sequence[Path], where: pl.Expr | None = None
    ) -> None:
        if self._parent is not None and parts:
            out = self._out / f"deleted-{table}.parquet"
            self._deleted[table] = (column, assemble.values(column, parts, out, where))

    def _documents(self, cleaned: Sequence[CleanResult], identified: IdentifyResult) -> None:
        raw_parts = [result.raw_documents for result in cleaned]
        if not raw_parts:
            return
        assigned = identified.assignments
        owned = assemble.owners(raw_parts, assigned, self._out / "owners.parquet")
        blocks = {result.raw_documents: result.removed_blocks for result in cleaned}
        for i, parts in enumerate(in_files(raw_parts)):
            self._submit("raw_documents", i, assemble.raw_documents, parts, owned)
            pairs = [(blocks[part], part) for part in parts]
            self._submit("removed_blocks", i, assemble.removed_blocks, pairs, owned, assigned)

    def _stories(self, stages: Stages) -> None:
        identified, clusters = stages.identified, stages.deduplicated.assignments
        for i, parts in enumerate(in_files(identified.changed)):
            self._submit("articles", i, assemble.articles, parts, clusters)
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
            self._added.append(("articles", done))
            replaced.append(older)
        self._delete("articles", "article_id", replaced)

    def _duplicates(self, found: DeduplicateResult) -> None:
        current = self._parent.files("duplicates") if self._parent else []
        deletes = self._out / "deleted-duplicates.parquet"
        given = (current, found.duplicates, found.stale, deletes)
        self._submit("duplicates", 0, assemble.duplicates, *given)
        if self._parent is not None:
            self._deleted["duplicates"] = ("article_id", deletes)
        self._plain("clusters", [found.clusters])
        self._plain("cluster_history", [found.history])
        self._delete("clusters", "cluster_id", [found.clusters, found.gone_clusters])

    def _entities(self, named: Sequence[Path], linked: LinkResult) -> None:
        self._plain("mentions", linked.mentions)
        self._plain("quotes", linked.quotes)
        self._plain("article_entities", linked.article_entities)
        self._plain("entities", [linked.entities])
        self._plain("entity_redirects", [linked.redirects])
        self._delete("entity_redirects", "old_entity_id", [linked.redirects, linked.gone_redirects])
        for table in ("mentions", "quotes", "article_entities"):
            self._delete(table, "article_id", named, UPDATED)
        self._delete("entities", "entity_id", [linked.entities, linked.gone_entities])

    def _plain(self, table: str, parts: Sequence[Path], number: int = 0) -> None:
        if parts:
            self._submit(table, number, assemble.plain, table, list(parts))


def in_files(parts: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the parts in runs that make one file each, in their order."""
    group: list[Path] = []
    rows = 0
    for part in parts:
        group.append(part)
        rows += pl.scan_parquet(part).select(pl.len()).collect().item()
        if rows > FILE_ROWS:
            yield group
            group, rows = [], 0
    if group:
        yield group


def current_files(parent: Snapshot | None) -> dict[str, tuple[Path, ...]]:
    """The published files of every table, by table; empty for a new warehouse."""
    return {t: tuple(parent.files(t)) if parent else () for t in table_names()}
