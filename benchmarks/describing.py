"""Scores titles, authors and dates on labelled pages, and times describing on text documents.

Run ``python -m benchmarks.describing``; the labelled pages lie outside the repository, in
``../shared/bench/cleaning``, and without them only the speed is measured.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

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


def page_facts(html: str) -> str:
    """State what a page says of itself, for as long as the clean stage leaves that empty."""
    from resiliparse.parse.html import HTMLTree

    tree: Any = HTMLTree.parse(html)
    page = tree.document
    blocks: list[object] = []
    for script in page.query_selector_all('script[type="application/ld+json"]'):
        try:
            blocks.append(json.loads(script.text, strict=False))
        except ValueError:
            continue
    meta: dict[str, str] = {}
    for element in page.query_selector_all("meta"):
        name = element.getattr("property") or element.getattr("name") or element.getattr("itemprop")
        if name and element.getattr("content"):
            meta.setdefault(name.lower(), element.getattr("content"))
    canonical = page.query_selector('link[rel="canonical"]')
    root = page.query_selector("html")
    facts = {
        "jsonld": blocks,
        "meta": meta,
        "time": [
            {"datetime": t.getattr("datetime"), "text": t.text, "itemprop": t.getattr("itemprop")}
            for t in page.query_selector_all("time")
        ],
        "byline": _bylines(page.query_selector_all),
        "title": tree.title,
        "h1": [h1.text for h1 in page.query_selector_all("h1")],
        "lang": root.getattr("lang") if root else None,
        "canonical": canonical.getattr("href") if canonical else None,
    }
    return json.dumps(facts)


def _bylines(select: Callable[[str], list[Any]]) -> list[str]:
    marks = ('[itemprop="author"]', '[rel~="author"]', '[class*="byline"]', '[class*="author"]')
    found = [" ".join(element.text.split()) for mark in marks for element in select(mark)[:3]]
    return [text for text in dict.fromkeys(found) if 2 < len(text) <= 150][:12]


def score_pages(folder: Path, every: int, cleaning: Literal["auto", "off"]) -> None:
    """Describe every n-th labelled page and print the scores of ``score.py meta``."""
    frames = [
        pl.read_parquet(BENCH / f"{name}.parquet", columns=["doc_id", "url", "html", *_GOLD])
        for name in ("articles", "metadata_pages")
    ]
    labelled = pl.any_horizontal(pl.col(_GOLD).is_not_null())
    pages = pl.concat(frames).filter(labelled).rename({"html": "content"})[::every]
    part = folder / "documents-00000.parquet"
    documents(pages, "text/html").write_parquet(part)
    cleaned = clean_part(part, folder, CleanOptions(cleaning))
    raw = pl.read_parquet(cleaned.raw_documents)
    if raw["page_metadata"].null_count() == raw.height:
        facts = {d: page_facts(html) for d, html in pages.select("doc_id", "content").iter_rows()}
        raw = raw.with_columns(
            page_metadata=pl.col("native_id").replace_strict(facts, return_dtype=pl.String)
        )
        raw.write_parquet(cleaned.raw_documents)
    options = DescribeOptions(CLOCK)
    parts = (cleaned.raw_documents, cleaned.texts, cleaned.removed_blocks)
    drafts = pl.read_parquet(describe_part(*parts, folder, options).drafts)
    found = folder / "broadsheet.jsonl"
    rows = drafts.select(
        doc_id="native_id",
        title="headline",
        authors="authors",
        published=pl.col("published_date").dt.to_string(),
    )
    rows.write_ndjson(found)
    print(f"{rows.height} of {pages.height} pages described; the others were set aside")
    command = [sys.executable, str(BENCH / "score.py"), "meta", "--by-bench", str(found)]
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
        (raw_id, "moved", column, text, place)
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
    names = ("raw_id", "action", "target_column", "text", "char_start")
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
