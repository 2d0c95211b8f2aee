"""Marks quarantined items as discarded, in a snapshot of its own."""

from collections.abc import Sequence

import polars as pl

from flows.settings import ConfigurationError, Settings, run_clock
from warehouse.ids import make_id
from warehouse.layout import Warehouse
from warehouse.lock import writer_lock
from warehouse.publish import TableChange, publish
from warehouse.snapshot import current_snapshot
from warehouse.stage import write_part, write_table


def discard_items(settings: Settings, ids: Sequence[str]) -> int:
    """Resolve open quarantine rows as discarded and return the new snapshot's number.

    Raises ConfigurationError when there is no warehouse, LockHeld while another writer works.
    """
    warehouse = Warehouse(settings.warehouse.absolute())
    with writer_lock(warehouse, "discard", settings.lock_wait_seconds):
        parent = current_snapshot(warehouse)
        if parent is None:
            raise ConfigurationError(f"{settings.warehouse}: no tables yet")
        clock = pl.lit(run_clock()).cast(pl.Datetime("us", "UTC"))
        rows = parent.scan("quarantine").filter(pl.col("quarantine_id").is_in(list(ids)))
        resolved = rows.with_columns(resolved_at=clock, resolution=pl.lit("discarded")).collect()
        stage = warehouse.stage_dir(make_id("discard", str(parent.number), *sorted(ids)))
        write_table("quarantine", [resolved], stage / "quarantine.parquet")
        part = write_part(resolved.select("quarantine_id"), stage / "deleted.parquet")
        change = TableChange("quarantine", (stage / "quarantine.parquet",), part, "quarantine_id")
        return publish(warehouse, parent, [change], [], {"discarded": list(ids)}).number
