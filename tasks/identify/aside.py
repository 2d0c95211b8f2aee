"""Makes quarantine rows of documents that carry the id of another story."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import orjson
import polars as pl

from tasks.identify.clashes import Clash
from tasks.ingest.record import QUARANTINED
from warehouse.stage import write_part

CONTENT_CHARS = 1 << 20  # of the payload; enough of any article to release it

_DRAFT = (
    "raw_id", "source_id", "native_id", "native_basis", "raw_uri", "fetched_at", "text", "url",
    "headline", "authors", "publisher", "published_at", "modified_at", "language", "section",
)  # fmt: skip


def clash_rows(clashes: Sequence[Clash], drafts: Iterable[Path], out_dir: Path) -> Path | None:
    """Write one quarantine row for each clashing document; null when there is none."""
    if not clashes:
        return None
    by_id = {clash.document.raw_id: clash for clash in clashes}
    wanted = pl.LazyFrame({"raw_id": sorted(by_id)})
    frames = [pl.DataFrame(schema=QUARANTINED)]
    done: set[str] = set()
    for path in drafts:
        rows = pl.scan_parquet(path).select(_DRAFT).join(wanted, on="raw_id", how="semi").collect()
        fresh = {
            r["raw_id"]: r
            for r in rows.iter_rows(named=True)
            if r["raw_id"] not in done and r["raw_uri"] == by_id[r["raw_id"]].document.raw_uri
        }  # one record of several that are equal
        done.update(fresh)
        made = [_row(record, by_id[raw_id]) for raw_id, record in fresh.items()]
        frames.append(pl.DataFrame(made, schema=QUARANTINED))
    together = pl.concat(frames).sort("raw_uri", "record_key", "payload")
    return write_part(together, out_dir / "quarantine.parquet")


def _row(record: dict[str, object], clash: Clash) -> dict[str, object]:
    native_id = str(record["native_id"])
    return {
        "stage": "identify",
        "table_name": None,
        "record_key": native_id,
        "reasons": [
            {
                "expectation": "unique_id_in_source",
                "column": "native_id",
                "value": native_id[:200],
                "message": _message(record, native_id, clash),
            }
        ],
        "payload": orjson.dumps({"document": _document(record)}).decode(),
        "raw_uri": record["raw_uri"],
        "source_id": record["source_id"],
    }


def _message(record: dict[str, object], native_id: str, clash: Clash) -> str:
    return (
        f"{record['raw_uri']} carries the id '{native_id[:80]}' that {clash.holder.raw_uri} "
        f"carries in source '{record['source_id']}', but the two texts share only "
        f"{clash.shared:.0%} of their five-word sequences. Give each source its own name, with "
        f"--source NAME or in the configuration, or give the record an id of its own."
    )


def _document(record: dict[str, object]) -> dict[str, object]:
    """Return the record as a reader would have made it: its clean text and its metadata."""
    names = ("raw_id", "source_id", "native_id", "native_basis", "raw_uri")
    document = {name: record[name] for name in names}
    document["given"] = {
        "url": record["url"],
        "title": record["headline"],
        "authors": record["authors"],
        "publisher": record["publisher"],
        "published": _iso(record["published_at"]),
        "modified": _iso(record["modified_at"]),
        "language": record["language"],
        "section": record["section"],
    }
    document |= {"given_basis": "given", "media_type": "text/plain", "extra": None}
    document["content"] = str(record["text"])[:CONTENT_CHARS]
    document["fetched_at"] = _iso(record["fetched_at"])
    return document


def _iso(moment: object) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else None
