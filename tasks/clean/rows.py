"""Shapes what cleaning found into the parts that the next stages read."""

import json
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from tasks.clean.measure import measure
from tasks.clean.repeated_lines import PRINTED
from tasks.clean.spaces import WHITE
from tasks.ingest.record import QUARANTINED
from warehouse.ids import sha256_text

PAYLOAD_CHARS = 1 << 20  # quarantine.payload's limit; as many code points as it has bytes at most

BLOCKS = pl.List(
    pl.Struct(
        {"char_start": pl.Int32, "char_end": pl.Int32, "path": pl.String, "link_chars": pl.Int32}
    )
)
_RAW_COLUMNS = (
    "raw_id", "raw_sha256", "source_id", "raw_uri", "native_id", "native_basis", "given_basis",
    "media_type", "charset", "source_text", "blocks", "page_metadata", "given", "byte_length",
    "extra", "damage", "http_status", "warc_filename", "warc_record_offset",
    "warc_record_length", "content_digest", "fetched_at",
)  # fmt: skip
TEXT_COLUMNS = (
    "raw_id", "text", "word_count", "paragraph_count", "removed_chars", "text_sha256",
    "quality_flags",
)  # fmt: skip
_KEPT_IN_PAYLOAD = (
    "raw_id", "source_id", "native_id", "native_basis", "given_basis", "media_type", "raw_uri",
    "extra",
)  # fmt: skip


@dataclass(frozen=True)
class Cleaned:
    """What cleaning made of a frame of rendered documents, one entry a document.

    `spans` has doc, kind, action, target_column, rule_id, position, char_start, char_end, text,
    score; `refusal` is None or the quarantine reason (a key of REFUSALS); `blocks` are the rendered
    ones with a library's verdicts where it was asked; `printed` are rows of
    `tasks.clean.repeated_lines.PRINTED`.
    """

    text: pl.Series
    flags: pl.Series
    spans: pl.DataFrame
    refusal: list[str | None]
    blocks: pl.Series
    printed: pl.DataFrame


SPANS = pl.Schema(
    {
        "doc": pl.UInt32,
        "kind": pl.String,
        "action": pl.String,
        "target_column": pl.String,
        "rule_id": pl.String,
        "position": pl.String,
        "char_start": pl.Int32,
        "char_end": pl.Int32,
        "text": pl.String,
        "score": pl.Float32,
    }
)

REFUSALS = {
    "not_empty_after_cleaning": "Nothing is left after cleaning; release it with --cleaning off "
    "if the text is an article.",
    "list_page": "The page is only a list of links or headlines; leave it out of the source or "
    "release it with --cleaning off.",
    "html_depth": "The markup is nested deeper than 1000 elements, which no renderer survives; "
    "send a repaired page or its text.",
    "cleaning_failed": "A rule or a library failed on this document; release it with "
    "--cleaning off, and please report it.",
    "ledger": "Kept and removed text do not add up to the source; please report this document.",
}
"""Reason to set a document aside, and the sentence that names the remedy."""


def as_given(rendered: pl.DataFrame) -> Cleaned:
    """Clean nothing: every text is its source text, with no ledger rows."""
    text = rendered["source_text"]
    empty = text.str.strip_chars(WHITE) == ""
    refusal = ["not_empty_after_cleaning" if e else None for e in empty]
    flags = pl.Series([[] for _ in refusal], dtype=pl.List(pl.String))
    nothing = pl.DataFrame(schema=PRINTED)
    return Cleaned(text, flags, pl.DataFrame(schema=SPANS), refusal, rendered["blocks"], nothing)


def joined(parts: list[Cleaned], starts: list[int]) -> Cleaned:
    """Put the results for consecutive slices of a frame together; `starts` is where each begins."""
    spans = [
        part.spans.with_columns(pl.col("doc") + pl.lit(start, pl.UInt32))
        for part, start in zip(parts, starts, strict=False)
    ]
    return Cleaned(
        pl.concat([part.text for part in parts]),
        pl.concat([part.flags for part in parts]),
        pl.concat(spans),
        [reason for part in parts for reason in part.refusal],
        pl.concat([part.blocks for part in parts]),
        pl.concat([part.printed for part in parts]),
    )


def raw_documents(rendered: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of raw_documents, but run_id."""
    return rendered.select(_RAW_COLUMNS)


def texts(rendered: pl.DataFrame, cleaned: Cleaned, passed: pl.Series) -> pl.DataFrame:
    """Return raw_id, text and the measures of it; removed_chars counts no white space."""
    kept = measure(cleaned.text)
    removed = measure(rendered["source_text"]).solid - kept.solid
    frame = pl.DataFrame(
        {
            "raw_id": rendered["raw_id"],
            "text": cleaned.text,
            "word_count": kept.words,
            "paragraph_count": kept.paragraphs,
            "removed_chars": removed,
            "quality_flags": cleaned.flags,
        }
    ).filter(passed)
    hashes = [sha256_text(text) for text in frame["text"]]
    return frame.with_columns(text_sha256=pl.Series(hashes, dtype=pl.String)).select(TEXT_COLUMNS)


def removed_blocks(rendered: pl.DataFrame, cleaned: Cleaned, passed: pl.Series) -> pl.DataFrame:
    """Return the ledger's rows with the raw_id they belong to."""
    spans = cleaned.spans
    if not passed.all():
        spans = spans.filter(passed.gather(spans["doc"]))
    ids = rendered["raw_id"].gather(spans["doc"])
    return spans.select(ids.alias("raw_id"), *SPANS.names()[1:])


def refusals(rendered: pl.DataFrame, reasons: list[str | None]) -> pl.DataFrame:
    """Return quarantine rows for the rendered documents that have a reason."""
    numbered = [number for number, reason in enumerate(reasons) if reason]
    found = [
        _refusal(record, reasons[number] or "")
        for number, record in zip(numbered, rendered[numbered].iter_rows(named=True), strict=True)
    ]
    return pl.DataFrame(found, schema=QUARANTINED)


def no_refusals() -> pl.DataFrame:
    """Return an empty quarantine frame."""
    return pl.DataFrame(schema=QUARANTINED)


def _refusal(record: dict[str, object], reason: str) -> dict[str, object]:
    given = record["given"]
    fetched = record["fetched_at"]
    document = {name: record[name] for name in _KEPT_IN_PAYLOAD}
    content = record.get("content") or record["source_text"]
    document["content"] = str(content or "")[:PAYLOAD_CHARS]
    document["given"] = json.loads(given) if isinstance(given, str) else given
    document["fetched_at"] = fetched.isoformat() if isinstance(fetched, datetime) else None
    return {
        "stage": "clean",
        "table_name": None,
        "record_key": record["native_id"] or record["raw_id"],
        "reasons": [
            {
                "expectation": reason,
                "column": "text",
                "value": str(content or "")[:200],
                "message": f"{record['raw_uri']}: {REFUSALS[reason]}",
            }
        ],
        "payload": json.dumps({"document": document}, ensure_ascii=False),
        "raw_uri": record["raw_uri"],
        "source_id": record["source_id"],
    }
