"""The row that every reader makes of a document, before anything is known of its content."""

import polars as pl

_Columns = dict[str, pl.DataType | type[pl.DataType]]

GIVEN = pl.Struct(
    {
        "url": pl.String,
        "title": pl.String,
        "authors": pl.List(pl.String),
        "publisher": pl.String,
        "published": pl.String,
        "modified": pl.String,
        "language": pl.String,
        "section": pl.List(pl.String),
    }
)
"""Metadata that came with a record, as written there; `describe` reads the dates."""

_document: _Columns = {
    "raw_id": pl.String,  # make_id("r", source_id, native_id or "", raw_sha256, JSON of given)
    "raw_sha256": pl.String,  # of the content as sent
    "source_id": pl.String,
    "raw_uri": pl.String,  # file URI plus "#row=12" or "#offset=3456"
    "native_id": pl.String,  # null when the record has no id of its own
    "native_basis": pl.String,  # given | path | feed_guid | warc_target; null without native_id
    "given_basis": pl.String,  # given (a record's fields) | feed | archive
    "media_type": pl.String,  # text/plain | text/html
    "charset": pl.String,
    "content": pl.String,  # decoded text or HTML, at most one document
    "byte_length": pl.Int64,
    "given": GIVEN,
    "extra": pl.String,  # JSON object of the record's other columns, or null
    "damage": pl.List(pl.String),
    "http_status": pl.Int32,
    "warc_filename": pl.String,
    "warc_record_offset": pl.Int64,
    "warc_record_length": pl.Int64,
    "content_digest": pl.String,
    "fetched_at": pl.Datetime("us", "UTC"),
}
DOCUMENT = pl.Schema(_document)
"""Columns of `ingest/documents-*.parquet`, the only thing that the clean stage reads."""

_quarantined: _Columns = {
    "stage": pl.String,
    "table_name": pl.String,
    "record_key": pl.String,
    "reasons": pl.List(
        pl.Struct(
            {
                "expectation": pl.String,
                "column": pl.String,
                "value": pl.String,
                "message": pl.String,
            }
        )
    ),
    "payload": pl.String,
    "raw_uri": pl.String,
    "source_id": pl.String,
}
QUARANTINED = pl.Schema(_quarantined)
"""Columns of every stage's `quarantine-*.parquet`; ids, times and run are added at the gate."""
