"""What changed between two kept snapshots, per table, and why."""

from typing import Any

import polars as pl

from flows.explaining import ReadError
from warehouse.diff import diff, summary
from warehouse.layout import Warehouse
from warehouse.snapshot import Snapshot, open_snapshot

EXAMPLES = 5


def _why(new: Snapshot, changes: pl.DataFrame) -> dict[str, int]:
    """How many versions were added by each kind of change."""
    added = changes.filter((pl.col("table") == "article_versions") & (pl.col("change") == "added"))
    versions = new.scan("article_versions").select("version_id", "change_kind")
    kinds = versions.join(
        added.lazy().select(version_id="key"), on="version_id", how="semi"
    ).collect()
    counted = kinds.group_by("change_kind").len().sort("change_kind")
    return dict(counted.iter_rows())


def differences(warehouse: Warehouse, old: int, new: int) -> dict[str, Any]:
    """Compare two kept snapshots by number. Raises ReadError when one is not kept."""
    kept = sorted(int(f.name) for f in warehouse.snapshots.glob("*") if f.name.isdigit())
    for number in (old, new):
        if number not in kept:
            told = ", ".join(map(str, kept)) or "none"
            raise ReadError(f"{warehouse.root} does not keep snapshot {number}; kept: {told}")
    before, after = open_snapshot(warehouse, old), open_snapshot(warehouse, new)
    with before.pin(), after.pin():
        changes = diff(before, after)
        columns = (
            changes.filter(pl.col("change") == "changed")
            .explode("columns")
            .group_by("table", "columns")
            .len()
            .sort("table", "columns")
        )
        tables = summary(changes).to_dicts()
        for one in tables:
            own = changes.filter(pl.col("table") == one["table"])
            mine = columns.filter(pl.col("table") == one["table"])
            one["changed_columns"] = dict(mine.select("columns", "len").iter_rows())
            one["examples"] = own.head(EXAMPLES).select("change", "key").to_dicts()
        return {"old": old, "new": new, "tables": tables, "why": _why(after, changes)}


def print_differences(facts: dict[str, Any]) -> None:
    """Print one line a table, the columns that changed, and why versions were added."""
    print(f"snapshot {facts['old']} -> {facts['new']}")
    for one in facts["tables"]:
        print(
            f"{one['table']:<20} {one['added']:>8,} added {one['changed']:>8,} changed "
            f"{one['removed']:>8,} removed"
        )
        for column, count in one["changed_columns"].items():
            print(f"{'':<22}{column} in {count:,} rows")
    for kind, count in facts["why"].items():
        print(f"new versions: {count:,} {kind}")
    if not facts["tables"]:
        print("no differences")
