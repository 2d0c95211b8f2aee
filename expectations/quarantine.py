"""Makes quarantine rows: of what the gate set aside, and of every stage's parts together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import orjson
import polars as pl

from expectations.candidates import columns_of, scan
from warehouse.contract import contract
from warehouse.ids import make_id
from warehouse.stage import write_part

PAYLOAD_BYTES = 1 << 20
GIVEN_LATER = ("quarantine_id", "quarantined_at", "resolved_at", "resolution", "run_id")

ROW = columns_of("quarantine")
"""Columns of the table quarantine."""
STAGE_ROW = pl.Schema({name: kind for name, kind in ROW.items() if name not in GIVEN_LATER})
"""Columns of a stage's quarantine part: the table's without ids, times and run."""

Added = Mapping[str, tuple[Path, ...]]


def quarantine_rows(set_aside: Path, added: Added, out: Path) -> Path:
    """Write what the gate set aside as quarantine rows of stage "gate".

    The payload is JSON with `table`, `row` (the failing row) and `document` (the row of
    raw_documents that its article was made from, null when no candidate has it); times are ISO
    8601. A payload above 1 MiB keeps of `row` the key alone; if that is not enough,
    `document.source_text` is cut and `cut` is true: such a row is released from its raw_uri.
    """
    aside = pl.read_parquet(set_aside)
    rows: list[dict[str, object]] = []
    for (table,), part in sorted(aside.partition_by("table_name", as_dict=True).items()):
        rows += _table_rows(str(table), part, added)
    return write_part(pl.DataFrame(rows, schema=STAGE_ROW), out)


def _table_rows(table: str, aside: pl.DataFrame, added: Added) -> list[dict[str, object]]:
    (key,) = contract(table).key
    failing = _rows(added, table, key, aside["record_key"])
    raw_ids = _raw_ids(failing, added)
    wanted = pl.Series(sorted(set(raw_ids.values())), dtype=pl.String)
    documents = _rows(added, "raw_documents", "raw_id", wanted)
    made = []
    for entry in aside.iter_rows(named=True):
        row = failing.get(entry["record_key"], {key: entry["record_key"]})
        document = documents.get(raw_ids.get(entry["record_key"], ""))
        origin = document or row
        made.append(
            {
                "stage": "gate",
                "table_name": table,
                "record_key": entry["record_key"],
                "reasons": entry["reasons"],
                "payload": payload(table, key, row, document),
                "raw_uri": origin.get("raw_uri"),
                "source_id": origin.get("source_id"),
            }
        )
    return made


def _rows(added: Added, table: str, key: str, wanted: pl.Series) -> dict[str, dict[str, object]]:
    columns = [column.name for column in contract(table).columns]
    rows = scan(table, added.get(table, ()), columns).filter(pl.col(key).is_in(wanted.implode()))
    return {row[key]: row for row in rows.collect().iter_rows(named=True)}


def _raw_ids(rows: dict[str, dict[str, object]], added: Added) -> dict[str, str]:
    """Return the raw_id behind each row, by the row's key."""
    if all("raw_id" in row for row in rows.values()):
        return {name: str(row["raw_id"]) for name, row in rows.items()}
    versions = pl.Series(sorted({str(row["version_id"]) for row in rows.values()}), dtype=pl.String)
    made_from = (
        scan("article_versions", added.get("article_versions", ()), ["version_id", "raw_id"])
        .filter(pl.col("version_id").is_in(versions.implode()))
        .collect()
    )
    raw_of = dict(made_from.rows())
    known = {name: raw_of.get(row["version_id"]) for name, row in rows.items()}
    return {name: raw_id for name, raw_id in known.items() if raw_id is not None}


def payload(
    table: str, key: str, row: dict[str, object], document: dict[str, object] | None
) -> str:
    """Return the JSON of a set-aside row and its document, at most 1 MiB long."""
    whole: dict[str, object] = {"table": table, "row": row, "document": document}
    text = _json(whole)
    if len(text) > PAYLOAD_BYTES:
        text = _json(whole | {"row": {key: row[key]}})
    if len(text) > PAYLOAD_BYTES and document is not None:
        text = _cut(whole | {"row": {key: row[key]}}, document)
    return text.decode()


def _cut(whole: dict[str, object], document: dict[str, object]) -> bytes:
    """Return the JSON with the source text shortened, a few times if need be, until it fits."""
    source = str(document["source_text"])
    short = document | dict.fromkeys(("blocks", "extra", "page_metadata", "given"))
    while True:
        text = _json(whole | {"document": short | {"source_text": source}, "cut": True})
        if len(text) <= PAYLOAD_BYTES or not source:
            return text
        source = source[: len(source) * PAYLOAD_BYTES // len(text) - 1]


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def number(parts: Sequence[Path], run_id: str, clock: datetime, out: Path) -> Path:
    """Join the stages' quarantine parts into rows of the table, open, each with its id.

    The id depends on stage, table, key, place and reasons alone: the same bad row met again, in
    this run or a later one, has the same id. Within the parts it is written once.
    """
    frames = [pl.read_parquet(part).select(STAGE_ROW.names()).cast(STAGE_ROW) for part in parts]
    rows = pl.concat([pl.DataFrame(schema=STAGE_ROW), *frames])
    ids = pl.Series("quarantine_id", [_quarantine_id(row) for row in rows.iter_rows(named=True)])
    numbered = rows.with_columns(
        ids.cast(pl.String),
        quarantined_at=pl.lit(clock),
        resolved_at=None,
        resolution=None,
        run_id=pl.lit(run_id),
    )
    distinct = numbered.unique("quarantine_id", keep="first", maintain_order=True)
    return write_part(distinct.select(ROW.names()).cast(ROW).sort("quarantine_id"), out)


def _quarantine_id(row: Mapping[str, object]) -> str:
    place = [str(row[name] or "") for name in ("stage", "table_name", "record_key", "raw_uri")]
    return make_id("q", *place, orjson.dumps(row["reasons"]).decode())
