"""Keeps forgotten stories from coming back: their documents are set aside, empty."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tasks.ingest.record import QUARANTINED
from warehouse.snapshot import Snapshot
from warehouse.stage import write_part

FORGOTTEN = "forgotten"
FORGOTTEN_STATE = pl.Schema(
    [("article_id", pl.String), ("raw_id", pl.String), ("forgotten_at", pl.Datetime("us", "UTC"))]
)
"""Columns of the state that keeps forgotten stories from coming back: ids and nothing else."""


def keep_forgotten(
    drafts: Sequence[Path], parent: Snapshot | None, out: Path
) -> tuple[Path, Path] | None:
    """Find drafted documents of forgotten stories: a part of raw_id, and their quarantine rows.

    Null when there are none. The rows hold the place and no word of the document.
    """
    if parent is None or not parent.state_rows(FORGOTTEN):
        return None
    known = parent.scan_state(FORGOTTEN, FORGOTTEN_STATE)
    narrow = pl.concat(
        [pl.scan_parquet(p).select("article_id", "raw_id", "raw_uri", "source_id") for p in drafts]
    )
    found = (
        pl.concat([narrow.join(known, on=key, how="semi") for key in ("article_id", "raw_id")])
        .unique("raw_id")
        .sort("raw_id")
        .collect()
    )
    if found.is_empty():
        return None
    rows = [_set_aside(row) for row in found.iter_rows(named=True)]
    quarantine = write_part(pl.DataFrame(rows, schema=QUARANTINED), out / "quarantine.parquet")
    return write_part(found.select("raw_id"), out / "raws.parquet"), quarantine


def _set_aside(document: dict[str, str]) -> dict[str, object]:
    message = f"{document['raw_uri']}: this story was forgotten; take it out of the source as well"
    reason = {"expectation": "not_forgotten", "column": None, "value": None, "message": message}
    return {
        "stage": "identify",
        "table_name": None,
        "record_key": document["article_id"],
        "reasons": [reason],
        "payload": None,
        "raw_uri": document["raw_uri"],
        "source_id": document["source_id"],
    }
