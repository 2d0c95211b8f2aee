"""Puts quarantined items through the pipeline again, repaired or as they are."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from expectations.candidates import columns_of
from flows.request import RunRequest
from flows.stages import StageRunner
from tasks.ingest.record import DOCUMENT
from warehouse.ids import make_id, sha256_text
from warehouse.snapshot import Snapshot
from warehouse.stage import write_part

RAW_COLUMNS = pl.Schema({n: k for n, k in columns_of("raw_documents").items() if n != "run_id"})


class ReleaseError(ValueError):
    """A quarantined item cannot be put through again; the message says why."""


@dataclass(frozen=True)
class Replay:
    """Parts to clean, parts already rendered, what failed again, and keys that the gate waives."""

    documents: list[Path]
    rendered: list[Path]
    quarantine: list[Path]
    waived: frozenset[str]
    count: int


def open_rows(parent: Snapshot, ids: list[str]) -> pl.DataFrame:
    """Return the quarantine rows with these ids.

    Raises ReleaseError when one does not exist or is resolved.
    """
    rows = parent.scan("quarantine").filter(pl.col("quarantine_id").is_in(ids)).collect()
    if missing := sorted(set(ids) - set(rows.get_column("quarantine_id"))):
        raise ReleaseError(f"no quarantined item {', '.join(missing)}; see `quarantine list`")
    done = rows.filter(pl.col("resolved_at").is_not_null())
    if not done.is_empty():
        first = done.row(0, named=True)
        raise ReleaseError(f"{first['quarantine_id']} is already {first['resolution']}")
    return rows


def _document(payload: str | None) -> dict[str, Any] | None:
    try:
        held = json.loads(payload) if payload else None
    except json.JSONDecodeError:  # cut at the payload's limit
        return None
    return held.get("document") if isinstance(held, dict) else None


MEDIA_TYPES = {"text": "text/plain", "html": "text/html"}


def _edited(document: dict[str, Any], edits: dict[str, str]) -> dict[str, Any]:
    given = document.get("given")
    given = json.loads(given) if isinstance(given, str) else dict(given or {})
    changed: dict[str, Any] = {}
    for field, value in edits.items():
        if field in ("authors", "section"):
            given[field] = [part.strip() for part in value.split(";")]
        elif field in MEDIA_TYPES:
            changed |= {"content": value, "media_type": MEDIA_TYPES[field], "byte_length": None}
        elif field == "id":
            changed |= {"native_id": value or None, "native_basis": "given" if value else None}
        else:
            given[field] = value or None
    if "content" in changed:  # what was rendered is no longer what the document says
        document = {name: held for name, held in document.items() if name != "source_text"}
    return {**document, **changed, "given": given}


def _raw_id(document: dict[str, Any], digest: str) -> str:
    given = json.dumps(document["given"], sort_keys=True, ensure_ascii=False)
    source, native_id = str(document.get("source_id")), str(document.get("native_id") or "")
    return make_id("r", source, native_id, digest, given)


def _fresh(document: dict[str, Any]) -> dict[str, Any]:
    """A row of DOCUMENT from a payload, named by its content as it is now, repaired or not."""
    row = {name: document.get(name) for name in DOCUMENT}
    content = str(document.get("content") or "")
    digest = sha256_text(content)
    return row | {
        "raw_id": _raw_id(document, digest),
        "raw_sha256": digest,
        "byte_length": row["byte_length"] or len(content.encode()),
        "damage": row["damage"] or [],
    }


def _rendered(document: dict[str, Any], is_edited: bool) -> dict[str, Any]:
    """A row of raw_documents from a payload; a repaired one is another document."""
    named = {"raw_id": _raw_id(document, str(document["raw_sha256"]))} if is_edited else {}
    return document | named | {"given": json.dumps(document["given"], ensure_ascii=False)}


def replay_quarantine(request: RunRequest, parent: Snapshot, stages: StageRunner) -> Replay:
    """Make parts of the requested items for the clean stage.

    Items with their document in the payload are cleaned again from it; others are read again
    from their record or file. Raises ReleaseError for an item that holds neither.
    """
    rows = open_rows(parent, request.quarantine_ids)
    out = stages.stage_dir / "replay"
    held = [(row, _document(row["payload"])) for row in rows.iter_rows(named=True)]
    edited = [_edited(document, request.edits) for _, document in held if document]
    documents: list[Path] = []
    rendered: list[Path] = []
    fresh = [d for d in edited if "source_text" not in d]
    if fresh:
        frame = pl.DataFrame([_fresh(d) for d in fresh], schema_overrides={}, strict=False)
        typed = _typed(frame, DOCUMENT)
        documents.append(write_part(typed, out / "documents-replay.parquet"))
    known = [_rendered(d, bool(request.edits)) for d in edited if "source_text" in d]
    if known:
        typed = _typed(pl.DataFrame(known, strict=False, infer_schema_length=None), RAW_COLUMNS)
        rendered.append(write_part(typed, out / "rendered-replay.parquet"))
    others = [row["quarantine_id"] for row, d in held if not d]
    quarantine: list[Path] = []
    count = len(edited)
    if others:
        from tasks.ingest.replay import record_of, replay

        bare = [row["raw_uri"] for row, d in held if not d and record_of(row["payload"]) is None]
        if bare and request.edits:
            raise ReleaseError(f"{bare[0]}: no record is kept to repair; mend the file instead")
        again = rows.filter(pl.col("quarantine_id").is_in(others))
        result = replay(again, out, "replay-read", stages.clock, request.edits)
        documents += result.parts
        quarantine += result.quarantine
        count += result.documents
    keys = rows.filter(pl.col("stage") == "gate").get_column("record_key").drop_nulls()
    return Replay(documents, rendered, quarantine, frozenset(keys), count)


def _typed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    columns = []
    for name, kind in schema.items():
        column = pl.col(name) if name in frame.columns else pl.lit(None)
        if isinstance(kind, pl.Datetime) and frame.schema.get(name) == pl.String:
            columns.append(column.str.to_datetime(time_unit="us", time_zone="UTC").alias(name))
        else:
            columns.append(column.cast(kind).alias(name))
    return frame.select(columns)
