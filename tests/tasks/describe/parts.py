"""Writes the three parts of the clean stage as `describe_part` reads them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tasks.describe.describe import DescribeOptions, DescribeResult, describe_part
from warehouse.ids import make_id, sha256_text

CLOCK = datetime(2026, 1, 10, tzinfo=UTC)
BODY = (
    "The ferry to the northern islands was late again on Monday, and the people who wait for it "
    "every morning said that they had stopped asking why.\n\nThe company that runs the boats "
    "blamed the wind, the ministry blamed the company, and the harbour master said that he had "
    "seen worse winters when he was a boy and nobody had written about them."
)
MOVED = {
    "section": "National / Politics",
    "headline": "Ferry late again",
    "alternative_headline": "Nobody asks why",
    "byline": "By Ann Bell, Carl Dunn",
    "published_at": "Posted on : 2019-02-12 17:19 KST Modified on : 2019-02-12 18:00 KST",
    "dateline": "OSLO (The Daily/ANN) -",
}
"""One moved line for each column that has them."""
_TIME = pl.Datetime("us", "UTC")
_RAW = {
    **dict.fromkeys(
        ("raw_id", "raw_sha256", "source_id", "raw_uri", "native_id", "native_basis"), pl.String
    ),
    **dict.fromkeys(("given_basis", "media_type", "source_text", "page_metadata"), pl.String),
    **dict.fromkeys(("given", "extra"), pl.String),
    "blocks": pl.List(pl.Struct({"char_start": pl.Int32, "char_end": pl.Int32, "path": pl.String})),
    "damage": pl.List(pl.String),
    "fetched_at": _TIME,
}
_BLOCKS = {
    **dict.fromkeys(("raw_id", "kind", "action", "target_column", "text"), pl.String),
    **dict.fromkeys(("char_start", "char_end"), pl.Int32),
}


def document(
    name: str = "one",
    text: str = BODY,
    given: dict | None = None,
    page: dict | None = None,
    moved: dict[str, str] | None = None,
    **raw: object,
) -> dict[str, object]:
    """One cleaned document; `moved` maps a target column to the block's text."""
    return {
        "raw_id": make_id("r", name),
        "raw_sha256": sha256_text(name + text),
        "source_id": "local",
        "raw_uri": f"file:///in/{name}.txt",
        "native_id": f"{name}.txt",
        "native_basis": "path",
        "given_basis": "given",
        "media_type": "text/html" if page is not None else "text/plain",
        "source_text": raw.pop("source_text", text),
        "page_metadata": json.dumps(page) if page is not None else None,
        "given": json.dumps(given) if given is not None else None,
        "extra": None,
        "blocks": raw.pop("blocks", None),
        "damage": [],
        "fetched_at": CLOCK,
        **raw,
        "text": text,
        "moved": moved or {},
    }


def write_parts(folder: Path, documents: list[dict]) -> tuple[Path, Path, Path]:
    """Write raw_documents, texts and removed_blocks; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    raw = [{name: d[name] for name in _RAW} for d in documents]
    texts = [
        {
            "raw_id": d["raw_id"], "text": d["text"], "word_count": len(d["text"].split()),
            "paragraph_count": d["text"].count("\n\n") + 1, "removed_chars": 0,
            "text_sha256": sha256_text(d["text"]), "quality_flags": [],
        }
        for d in documents
    ]  # fmt: skip
    blocks = [
        {"raw_id": d["raw_id"], "kind": "furniture", "action": "moved", "target_column": column,
         "text": text, "char_start": number, "char_end": number + 1}
        for d in documents
        for number, (column, text) in enumerate(d["moved"].items())
    ]  # fmt: skip
    counted = {"word_count": pl.Int32, "paragraph_count": pl.Int32, "removed_chars": pl.Int32}
    strings = dict.fromkeys(("raw_id", "text"), pl.String)
    last = {"text_sha256": pl.String, "quality_flags": pl.List(pl.String)}
    paths = tuple(folder / f"{n}-00007.parquet" for n in ("raw_documents", "texts", "removed"))
    pl.DataFrame(raw, schema=_RAW).write_parquet(paths[0])
    pl.DataFrame(texts, schema=strings | counted | last).write_parquet(paths[1])
    pl.DataFrame(blocks, schema=_BLOCKS).write_parquet(paths[2])
    return paths[0], paths[1], paths[2]


def run(folder: Path, documents: list[dict], cleaning: str = "auto") -> DescribeResult:
    """Describe the documents of one part."""
    options = DescribeOptions(CLOCK, cleaning, "c1")
    return describe_part(*write_parts(folder, documents), folder / "out", options)


def describe_one(folder: Path, cleaning: str = "auto", **fields: object) -> dict:
    """Describe one document and return its draft."""
    result = run(folder, [document(**fields)], cleaning)  # type: ignore[arg-type]
    return pl.read_parquet(result.drafts).row(0, named=True)
