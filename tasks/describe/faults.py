"""Makes quarantine rows of documents whose given dates cannot be true."""

from pathlib import Path

import orjson
import polars as pl

from tasks.describe.document import Description
from tasks.describe.evidence import Json, read_given
from tasks.ingest.record import QUARANTINED

PAYLOAD_BYTES = 1 << 20
CONTENT_CHARS = PAYLOAD_BYTES // 4  # of a document that is larger; enough of any article

_SHORT = ("raw_id", "source_id", "native_id", "native_basis", "given_basis", "raw_uri", "extra")
_PROBLEM = {
    "valid_date": "is not a date with day, month and year, or month and year",
    "date_not_in_future": "lies more than 48 hours in the future",
}


def set_aside(raw_documents: Path, rows: pl.DataFrame, made: list[Description]) -> pl.DataFrame:
    """Return one quarantine row for each faulty document, with all its faults as reasons."""
    if rows.is_empty():
        return pl.DataFrame(schema=QUARANTINED)
    wanted = rows.select("raw_id")
    full = (
        pl.scan_parquet(raw_documents)
        .join(wanted.lazy(), on="raw_id", how="inner", maintain_order="right")
        .collect()
    )
    records = full.iter_rows(named=True)
    return pl.DataFrame(
        [_row(record, one) for record, one in zip(records, made, strict=True)], schema=QUARANTINED
    )


def _row(record: dict[str, Json], made: Description) -> dict[str, Json]:
    return {
        "stage": "describe",
        "table_name": None,
        "record_key": record["native_id"] or record["raw_id"],
        "reasons": [
            {
                "expectation": expectation,
                "column": column,
                "value": value[:200],
                "message": _message(record["raw_uri"], expectation, column, value),
            }
            for expectation, column, value in made.faults
        ],
        "payload": _payload(record),
        "raw_uri": record["raw_uri"],
        "source_id": record["source_id"],
    }


def _payload(record: dict[str, Json]) -> str:
    """Return the JSON of the document as it was rendered, of a very large one the text alone."""
    told = {"fetched_at": record["fetched_at"].isoformat(), "given": read_given(record["given"])}
    whole = orjson.dumps({"document": record | told})
    if len(whole) > PAYLOAD_BYTES:
        text = {"media_type": "text/plain", "content": record["source_text"][:CONTENT_CHARS]}
        short = {name: record[name] for name in _SHORT}
        whole = orjson.dumps({"document": short | told | text})
    return whole.decode()


def _message(raw_uri: str, expectation: str, column: str, value: str) -> str:
    return (
        f"{raw_uri}: the field '{column}' says '{value[:80]}', which {_PROBLEM[expectation]}. "
        f"Correct the field in the source, or leave it out, and run again."
    )
