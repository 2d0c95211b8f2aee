"""Holds the quality on a part of the labelled news set, where it is at hand."""

import importlib.util
from pathlib import Path

import polars as pl
import pytest

from benchmarks.dedup_house import as_changed
from benchmarks.dedup_quality import BENCH
from tasks.deduplicate.deduplicate import deduplicate
from tasks.deduplicate.options import DeduplicateOptions

needs_labels = pytest.mark.skipif(
    not (BENCH / "docs.parquet").is_file(), reason="the labelled set is not beside the repository"
)


@needs_labels
def test_copies_are_found_and_templates_kept_apart(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", BENCH / "score.py")
    assert spec and spec.loader
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    documents = pl.read_parquet(BENCH / "docs.parquet")
    some = documents.filter(pl.col("cluster_id").str.slice(0, 1).is_in(list("0123")))
    as_changed(some).write_parquet(tmp_path / "changed.parquet")
    result = deduplicate(
        [tmp_path / "changed.parquet"], None, *[[]] * 4, tmp_path / "out", DeduplicateOptions()
    )
    found = pl.read_parquet(result.assignments).select(doc_id="article_id", cluster_id="cluster_id")
    scores = scoring.score(found, some, pl.read_parquet(BENCH / "ignore.parquet"))
    assert scores["pair_f1"] >= 0.96
    assert scores["b3_f1"] >= 0.99
