"""The labelled pages, where they are: a ledger without a hole, the sample inputs, quality kept."""

import json
from pathlib import Path

import polars as pl
import pytest

from benchmarks.cleaning import BENCH, kept_lines, score_lines, scorer
from tests.tasks.clean.pages import clean, documents, missing

pytestmark = pytest.mark.skipif(
    not (BENCH / "score.py").is_file(), reason="no labelled pages in ../shared/bench/cleaning"
)
EVERY = 15
NEUTRAL_OUT = {"title", "byline", "supplemental", "boilerplate", "comment", "duplicate"}


def dumps() -> pl.DataFrame:
    frame = pl.read_parquet(BENCH / "text_dumps.parquet")
    return frame.filter(pl.col("gold_coverage") >= 0.8).gather_every(EVERY)


def ledger_holes(contents: list[str], media_type: str, folder: Path) -> list[str]:
    found = clean(documents(contents, media_type), folder)
    taken = found.removed.partition_by("raw_id", as_dict=True)
    nothing = found.removed.clear()
    both = found.raws.select("raw_id", "source_text").join(found.texts, on="raw_id")
    return [
        hole
        for raw_id, source, text in both.select("raw_id", "source_text", "text").iter_rows()
        if (hole := missing(source, text, taken.get((raw_id,), nothing)))
    ]


def test_ledger_of_text_dumps(tmp_path: Path) -> None:
    assert ledger_holes(dumps()["text"].to_list(), "text/plain", tmp_path) == []


def test_ledger_of_html_pages(tmp_path: Path) -> None:
    pages = pl.read_parquet(BENCH / "articles.parquet", columns=["html"]).gather_every(60)
    assert ledger_holes(pages["html"].to_list(), "text/html", tmp_path) == []


def test_sample_inputs_line_by_line(tmp_path: Path) -> None:
    seeds = [json.loads(line) for line in (BENCH / "seed_lines.jsonl").open(encoding="utf-8")]
    kept = kept_lines(pl.Series([seed["text"] for seed in seeds]))
    found = clean(documents([seed["text"] for seed in seeds]), tmp_path)
    for number, (seed, lines) in enumerate(zip(seeds, kept, strict=True)):
        text = found.text(number).split("\n\n")
        for place, label in enumerate(seed["line_labels"]):
            line = seed["text"].split("\n")[place].strip()
            assert (label == "keep") == (place in lines), (label, line)
            if label in NEUTRAL_OUT:
                assert line not in text


def test_quality_does_not_fall() -> None:
    score, frame = scorer(BENCH), dumps()
    rows = pl.DataFrame(score_lines(score, frame)).with_columns(variant=frame["variant"])
    means = dict(rows.group_by("variant").agg(pl.col("word_f1").mean()).iter_rows())
    assert means["leaky"] >= 0.92, means
    assert means["page"] >= 0.88, means
