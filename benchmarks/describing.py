"""Scores titles, authors and dates on labelled pages, and times describing on text documents.

Run ``python -m benchmarks.describing``; the labelled pages lie outside the repository, in
``../shared/bench/cleaning``, and without them only the speed is measured.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import polars as pl

from tasks.clean.page import CleanOptions, clean_part
from tasks.describe.describe import DescribeOptions, describe_part
from tasks.ingest.record import DOCUMENT
from warehouse.ids import make_id, sha256_text

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "cleaning"
CLOCK = datetime(2026, 7, 31, tzinfo=UTC)
_GOLD = ("gold_title", "gold_authors", "gold_published")


def documents(rows: pl.DataFrame, media_type: str) -> pl.DataFrame:
    """Make documents of rows with doc_id, url and content, as the ingest stage would."""
    made = []
    for doc_id, url, content in rows.select("doc_id", "url", "content").iter_rows():
        sha = sha256_text(content)
        record: dict[str, object] = dict.fromkeys(DOCUMENT.names())
        record |= {
            "raw_id": make_id("r", doc_id), "raw_sha256": sha, "source_id": "bench",
            "raw_uri": doc_id, "native_id": doc_id, "native_basis": "path",
            "given_basis": "given", "media_type": media_type, "charset": "utf-8",
            "content": content, "byte_length": len(content), "given": {"url": url},
            "damage": [], "fetched_at": CLOCK,
        }  # fmt: skip
        made.append(record)
    return pl.DataFrame(made, schema=DOCUMENT)


def part_of(publisher: str) -> str:
    """Return the part that a publisher's pages belong to: rules are tuned on `tuned` alone.

    One publisher in four is `untouched`: nobody reads its pages or its errors.
    """
    digest = hashlib.sha256(f"describe:{publisher}".encode()).digest()
    return "untouched" if digest[0] % 4 == 3 else "tuned"


def score_pages(folder: Path, every: int, cleaning: Literal["auto", "off"]) -> None:
    """Describe every n-th labelled page and print the scores of ``score.py meta`` by halves."""
    names = ["doc_id", "url", "publisher", "html", *_GOLD]
    frames = [
        pl.read_parquet(BENCH / f"{name}.parquet", columns=names)
        for name in ("articles", "metadata_pages")
    ]
    labelled = pl.any_horizontal(pl.col(_GOLD).is_not_null())
    pages = pl.concat(frames).filter(labelled).rename({"html": "content"})[::every]
    halves = [part_of(publisher) for publisher in pages["publisher"]]
    for (half,), rows in pages.with_columns(half=pl.Series(halves)).group_by(
        "half", maintain_order=True
    ):
        _score_half(folder / str(half), rows, cleaning)


def _score_half(folder: Path, pages: pl.DataFrame, cleaning: Literal["auto", "off"]) -> None:
    folder.mkdir()
    part = folder / "documents-00000.parquet"
    documents(pages, "text/html").write_parquet(part)
    cleaned = clean_part(part, folder, CleanOptions(cleaning))
    options = DescribeOptions(CLOCK, cleaning)
    parts = (cleaned.raw_documents, cleaned.texts, cleaned.removed_blocks)
    start = time.process_time()
    drafts = pl.read_parquet(describe_part(*parts, folder, options).drafts)
    cost = 1000 * (time.process_time() - start) / drafts.height
    found = folder / f"{folder.name}.jsonl"
    rows = drafts.select(
        doc_id="native_id",
        title="headline",
        authors="authors",
        published=pl.col("published_date").dt.to_string(),
    )
    rows.write_ndjson(found)
    aside = pages.height - rows.height
    print(
        f"{folder.name}: {rows.height} pages described, {aside} set aside, {cost:.2f} ms a page",
        flush=True,
    )
    command = [sys.executable, str(BENCH / "score.py"), "meta", str(found)]
    subprocess.run(command, check=True)


def time_texts(folder: Path, count: int) -> None:
    """Time describing on text documents, beside py3langid alone on the same texts."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    paragraph = "The ferry to the islands was late again, and nobody on the quay asked why. "
    texts = [f"{paragraph * (5 + n % 30)}\n\nNumber {n}." for n in range(count)]
    rows = pl.DataFrame({"content": texts, "doc_id": [f"t{n}" for n in range(count)]})
    part = folder / "documents-00001.parquet"
    documents(rows.with_columns(url=pl.lit(None)), "text/plain").write_parquet(part)
    cleaned = clean_part(part, folder, CleanOptions("off"))
    moved = _moved_blocks(pl.read_parquet(cleaned.raw_documents)["raw_id"])
    moved.write_parquet(cleaned.removed_blocks)
    parts = (cleaned.raw_documents, cleaned.texts, cleaned.removed_blocks)
    describe_part(*parts, folder, DescribeOptions(CLOCK))  # compiles the kernel
    start = time.process_time()
    describe_part(*parts, folder, DescribeOptions(CLOCK))
    ours = time.process_time() - start
    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    start = time.process_time()
    for text in texts:
        library.classify(text[:400])
    peer = time.process_time() - start
    print(f"describe: {count / ours:,.0f} documents a CPU second, language included")
    print(f"py3langid alone: {count / peer:,.0f}; describe takes {ours / peer:.2f} of its time")


def _moved_blocks(raw_ids: pl.Series) -> pl.DataFrame:
    rows = [
        (raw_id, "byline_line", "moved", column, text, place, place + 1)
        for n, raw_id in enumerate(raw_ids)
        for place, (column, text) in enumerate(
            {
                "section": "National / Politics",
                "headline": f"Ferry number {n} is late",
                "byline": f"By Ann Bell, Carl Dunn{'e' * (n % 5)}",
                "published_at": f"{n % 28 + 1} March 2017 {n % 24}:{n % 60:02d} KST",
                "dateline": "OSLO (Reuters) -",
            }.items()
        )
    ]
    names = ("raw_id", "kind", "action", "target_column", "text", "char_start", "char_end")
    return pl.DataFrame(rows, schema=names, orient="row")


def main() -> None:
    """Measure what there is to measure on this machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every n-th labelled page")
    parser.add_argument("--texts", type=int, default=10_000, help="text documents to time")
    parser.add_argument("--cleaning", choices=["auto", "off"], default="auto")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        time_texts(Path(folder), asked.texts)
        if BENCH.is_dir():
            score_pages(Path(folder), asked.every, asked.cleaning)
        else:
            print("no labelled pages beside the repository: scores skipped")


if __name__ == "__main__":
    main()
