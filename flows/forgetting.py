"""Forgets stories: no table, state, kept snapshot or page holds anything of them afterwards."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from flows.forgotten import FORGOTTEN, FORGOTTEN_STATE
from flows.settings import ConfigurationError, Settings, run_clock
from warehouse.ids import make_id
from warehouse.layout import Warehouse
from warehouse.lock import writer_lock
from warehouse.publish import TableChange, publish
from warehouse.retention import remove_snapshot
from warehouse.snapshot import Snapshot, current_snapshot, kept_snapshots
from warehouse.stage import write_part

BY_ARTICLE = (
    "articles", "article_versions", "removed_blocks", "mentions", "quotes", "article_entities",
)  # fmt: skip


@dataclass(frozen=True)
class Forgotten:
    """What was forgotten: stories, rows by table, and snapshots that readers still hold."""

    snapshot: int
    articles: int
    rows: dict[str, int]
    still_read: list[int]


def forget_articles(settings: Settings, ids: Sequence[str]) -> Forgotten:
    """Publish a snapshot without these stories and remove all others and every run's page.

    Raises ConfigurationError for an unknown id or an empty warehouse, LockHeld while another
    writer works. A snapshot that is being read stays until a later forget; it is named.
    """
    warehouse = Warehouse(settings.warehouse.absolute())
    with writer_lock(warehouse, "forget", settings.lock_wait_seconds):
        parent = current_snapshot(warehouse)
        if parent is None:
            raise ConfigurationError(f"{settings.warehouse}: no tables yet")
        gone = _Gone(parent, sorted(set(ids)), run_clock())
        shutil.rmtree(warehouse.stage, ignore_errors=True)  # interrupted runs hold texts, too
        out = warehouse.stage_dir(make_id("forget", str(parent.number), *gone.ids))
        try:
            changes, state = _changes(gone, out)
            facts = {"forgotten": len(gone.ids)}
            snapshot = publish(warehouse, parent, changes, state, facts)
        finally:
            shutil.rmtree(warehouse.stage, ignore_errors=True)
        still_read = [
            number
            for number in kept_snapshots(warehouse)
            if number < snapshot.number and not remove_snapshot(warehouse.snapshot_dir(number))
        ]
        for page in warehouse.reports.glob("*.html"):
            page.unlink()
        rows = {t: parent.rows(t) - snapshot.rows(t) for t in sorted({c.table for c in changes})}
        removed = {table: count for table, count in rows.items() if count > 0}
        return Forgotten(snapshot.number, len(gone.ids), removed, still_read)


class _Gone:
    """The stories to forget and all that is stored of them."""

    def __init__(self, parent: Snapshot, ids: list[str], clock: datetime) -> None:
        self.parent, self.ids, self.clock = parent, ids, clock
        mine = pl.col("article_id").is_in(ids)
        self.articles = parent.scan("articles").filter(mine).collect()
        if missing := sorted(set(ids) - set(self.articles["article_id"])):
            raise ConfigurationError(f"no article {', '.join(missing)}; see `broadsheet query`")
        versions = parent.scan("article_versions").filter(mine).select("article_id", "raw_id")
        self.versions = versions.unique().sort("article_id", "raw_id").collect()
        raws = parent.scan("raw_documents").select("raw_id", "source_id", "native_id", "raw_uri")
        known = raws.join(self.versions.lazy(), on="raw_id", how="semi")
        named = known.select("source_id", "native_id").drop_nulls().unique()
        same = raws.join(named, on=["source_id", "native_id"], how="semi")  # made no version
        others = parent.scan("article_versions").filter(~mine).select("raw_id")
        every = pl.concat([known, same]).unique("raw_id").join(others, on="raw_id", how="anti")
        self.raws = every.sort("raw_id").collect()

    def quarantine(self) -> pl.DataFrame:
        """Ids of quarantined items that came from the same places or name the stories."""
        places = pl.col("raw_uri").is_in(self.raws["raw_uri"].implode())
        keys = [*self.ids, *self.raws["raw_id"]]
        rows = self.parent.scan("quarantine").filter(places | pl.col("record_key").is_in(keys))
        return rows.select("quarantine_id").sort("quarantine_id").collect()


def _changes(gone: _Gone, out: Path) -> tuple[list[TableChange], list[TableChange]]:
    ids = write_part(pl.DataFrame({"article_id": gone.ids}), out / "ids.parquet")
    raws = write_part(gone.raws.select("raw_id"), out / "raws.parquet")
    aside = write_part(gone.quarantine(), out / "quarantine.parquet")
    changes = [TableChange(table, (), ids, "article_id") for table in BY_ARTICLE]
    changes.append(TableChange("raw_documents", (), raws, "raw_id"))
    changes.append(TableChange("quarantine", (), aside, "quarantine_id"))
    changes += _entities(gone, out)
    of_clusters, state = _clusters(gone, ids, out)
    note = gone.versions.with_columns(
        forgotten_at=pl.lit(gone.clock, dtype=FORGOTTEN_STATE["forgotten_at"])
    )
    noted = write_part(note.select(FORGOTTEN_STATE.names()), out / "forgotten.parquet")
    return [*changes, *of_clusters], [*state, TableChange(FORGOTTEN, (noted,))]


def _entities(gone: _Gone, out: Path) -> list[TableChange]:
    """Count the entities again that the stories name."""
    from flows import assemble
    from tasks.extract.link import link

    named = gone.articles.with_columns(is_new_article=pl.lit(False))
    part = write_part(named, out / "articles.parquet")
    files = gone.parent.files
    linked = link(
        [part],
        [],
        [],
        files("articles"),
        files("mentions"),
        files("entities"),
        files("entity_redirects"),
        out / "link",
    )
    found = (
        ("entities", "entity_id", linked.entities, linked.gone_entities),
        ("entity_redirects", "old_entity_id", linked.redirects, linked.gone_redirects),
    )
    changes = []
    for table, key, rows, old in found:
        deleted = assemble.values(key, [rows, old], out / f"deleted-{table}.parquet")
        added = assemble.plain(table, [rows], out.name, out / f"{table}-0.parquet")
        changes.append(TableChange(table, (added,) if added else (), deleted, key))
    return changes


def _clusters(gone: _Gone, ids: Path, out: Path) -> tuple[list[TableChange], list[TableChange]]:
    """Take the stories out of their clusters; return changes of the tables and of the states."""
    from flows import assemble
    from tasks.deduplicate.deduplicate import deduplicate
    from tasks.deduplicate.options import DeduplicateOptions
    from tasks.deduplicate.task import INDEX, SHINGLES

    parent, run_id = gone.parent, out.name
    articles, duplicates = parent.files("articles"), parent.files("duplicates")
    found = deduplicate(
        [],
        ids,
        articles,
        duplicates,
        parent.state_files(INDEX),
        parent.state_files(SHINGLES),
        out / "clusters",
        DeduplicateOptions(),
    )
    seen = pl.DataFrame(schema={"article_id": pl.String, "last_seen_at": pl.Datetime("us", "UTC")})
    moved = assemble.older_articles(
        articles, [], found.assignments,
        write_part(seen, out / "seen.parquet"), out / "articles-moved.parquet",
    )  # fmt: skip
    stale = out / "deleted-duplicates.parquet"
    pairs = assemble.duplicates(
        duplicates, found.duplicates, found.stale, stale, run_id, out / "duplicates-0.parquet"
    )
    renewed = assemble.plain("clusters", [found.clusters], run_id, out / "clusters-0.parquet")
    old = assemble.values(
        "cluster_id", [found.clusters, found.gone_clusters], out / "deleted-clusters.parquet"
    )
    history = assemble.plain("cluster_history", [found.history], run_id, out / "history.parquet")
    changes = [
        TableChange("duplicates", (pairs,) if pairs else (), stale, "article_id"),
        TableChange("clusters", (renewed,) if renewed else (), old, "cluster_id"),
    ]
    if history is not None:
        changes.append(TableChange("cluster_history", (history,)))
    if moved is not None:
        part = assemble.values("article_id", [moved], out / "deleted-moved.parquet")
        changes.append(TableChange("articles", (moved,), part, "article_id"))
    gone_ids = assemble.values("article_id", [found.stale], out / "stale.parquet")
    return changes, [
        TableChange(INDEX, (found.index,), gone_ids, "article_id"),
        TableChange(SHINGLES, (found.shingles,), gone_ids, "article_id"),
    ]
