"""Scores what is read off text dumps against what the HTML of the same pages states.

Run ``python -m benchmarks.describing_dumps``; the labelled pages lie outside the repository, in
``../shared/bench/cleaning``. The reference is our own description of the HTML: its authors where
the dump prints one of them, its date where the page's metadata states it.
"""

import sys
import tempfile
from pathlib import Path

import polars as pl

from benchmarks.describing import BENCH, CLOCK, documents, part_of
from tasks.clean.page import CleanOptions, clean_part
from tasks.describe.describe import DescribeOptions, describe_part
from tasks.describe.name import known_key, person_key

VARIANTS = ("leaky", "page")


def described(folder: Path, rows: pl.DataFrame, media_type: str) -> pl.DataFrame:
    """Clean and describe rows with doc_id, url and content; return their drafts."""
    folder.mkdir(parents=True)
    part = folder / "documents-00000.parquet"
    documents(rows, media_type).write_parquet(part)
    cleaned = clean_part(part, folder, CleanOptions())
    parts = (cleaned.raw_documents, cleaned.texts, cleaned.removed_blocks)
    return pl.read_parquet(describe_part(*parts, folder, DescribeOptions(CLOCK)).drafts)


def persons(row: dict[str, list[str]]) -> set[str]:
    """Return the keys of the persons among a draft's authors."""
    kinds = zip(row["authors"], row["author_kinds"], strict=True)
    return {person_key(name) for name, kind in kinds if kind == "person"}


def score(part: str, dumps: pl.DataFrame, html: pl.DataFrame, drafts: pl.DataFrame) -> None:
    """Print, for each variant of the dumps, what was given and how much of it agrees."""
    wanted = {row["native_id"]: row for row in html.iter_rows(named=True)}
    found = {row["native_id"]: row for row in drafts.iter_rows(named=True)}
    for variant in VARIANTS:
        authors: list[tuple[bool, bool, bool]] = []
        dates: list[tuple[bool, bool]] = []
        rows = dumps.filter(variant=variant)
        for doc_id, text in rows.select("doc_id", "content").iter_rows():
            page, dump = wanted.get(doc_id.rpartition(":")[0]), found.get(doc_id)
            if page is None or dump is None:
                continue
            true, mine, key = persons(page), persons(dump), known_key(text)
            if any(name in key for name in true):
                authors.append((bool(mine), bool(mine & true), bool(mine - true)))
            if page["published_basis"] == "metadata":
                day = dump["published_date"]
                dates.append((day is not None, day == page["published_date"]))
        given, right, wrong = (sum(column) for column in zip(*authors, strict=True))
        dated, agreeing = (sum(column) for column in zip(*dates, strict=True))
        print(
            f"{part:10} {variant:6} {len(authors)} with an author: {given} given, {right} agree, "
            f"{wrong} name another; {len(dates)} with a date: {dated} given, {agreeing} agree",
            flush=True,
        )


def main() -> None:
    """Describe all dumps and their pages, and print the scores of both parts."""
    if not BENCH.is_dir():
        sys.exit("no labelled pages beside the repository")
    dumps = pl.read_parquet(BENCH / "text_dumps.parquet")
    html = pl.read_parquet(BENCH / "articles.parquet", columns=["doc_id", "url", "html"])
    dumps = dumps.select(
        "variant",
        doc_id=pl.col("doc_id") + ":" + pl.col("variant"),
        url=pl.lit(None, dtype=pl.String),
        content="text",
        part=pl.col("publisher").map_elements(part_of, return_dtype=pl.String),
    )
    with tempfile.TemporaryDirectory() as folder:
        for (part,), rows in dumps.group_by("part", maintain_order=True):
            ids = rows["doc_id"].str.replace(r":\w+$", "").unique(maintain_order=True)
            pages = html.filter(pl.col("doc_id").is_in(ids.implode())).rename({"html": "content"})
            root = Path(folder) / str(part)
            drafts = described(root / "dumps", rows, "text/plain")
            score(str(part), rows, described(root / "html", pages, "text/html"), drafts)


if __name__ == "__main__":
    main()
