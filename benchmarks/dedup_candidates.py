"""Measures how many of the pairs that share text are looked at, against comparing all with all.

    python -m benchmarks.dedup_candidates [--bench FOLDER]

All pairs of the labelled documents that share a shingle are counted (exact copies aside, which are
found by their key). Prints the share of them that the sampled index offers for comparison, among
the pairs of Jaccard >= .3 and among those of containment >= .7.
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.dedup_house import as_changed
from benchmarks.dedup_quality import BENCH, held_back
from tasks.deduplicate.candidates import candidate_pairs, postings
from tasks.deduplicate.exact import exact_keys
from tasks.deduplicate.holders import Holders
from tasks.deduplicate.options import DeduplicateOptions
from tasks.deduplicate.sample import sample
from tasks.deduplicate.words import fold_words

EVERY = 2**30  # a share and a limit that leave nothing out


def all_pairs(documents: pl.DataFrame) -> pl.DataFrame:
    """Return left, right and the similarities of all pairs with a shingle in common."""
    words = fold_words(documents["text"])
    no_heads = fold_words(pl.Series([None] * documents.height, dtype=pl.String))
    every = sample(words, no_heads, 1, EVERY, EVERY, EVERY)
    sizes = np.diff(every.offsets).astype(np.int64)
    rows = pl.DataFrame(
        {"doc": np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes), "h": every.values}
    )
    rows = rows.filter(pl.len().over("h") > 1)
    shared = (
        rows.lazy()
        .join(rows.lazy(), on="h")
        .filter(pl.col("doc") < pl.col("doc_right"))
        .group_by(left="doc_right", right="doc")
        .agg(shared=pl.len().cast(pl.Int64))
        .collect()
    )
    left, right = (pl.Series(sizes[shared[side].to_numpy()]) for side in ("left", "right"))
    both = pl.col("shared")
    return shared.with_columns(size_left=left, size_right=right).with_columns(
        jaccard=both / (pl.col("size_left") + pl.col("size_right") - both),
        containment=both / pl.min_horizontal("size_left", "size_right"),
    )


def main() -> None:
    """Compare the candidates of the stage with all pairs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--bench", type=Path, default=BENCH)
    given = arguments.parse_args()
    documents = pl.read_parquet(given.bench / "docs.parquet")
    held = held_back(documents, given.bench)
    changed = as_changed(documents)
    options = DeduplicateOptions()
    text, head = (fold_words(changed[name]) for name in ("text", "headline"))
    keys = exact_keys(text, head, options.short_words)
    first = pl.DataFrame({"key": keys}).select(
        (pl.col("key") != 0) & pl.col("key").is_first_distinct()
    )
    documents, held = documents.filter(first.to_series()), held.filter(first.to_series())
    bounds = (options.one_in, options.least_hashes, options.most_hashes, options.most_gap)
    text, head = (fold_words(documents[name]) for name in ("text", "title"))
    sketches = sample(text, head, *bounds)
    nothing = Holders(np.empty(0, np.uint32), np.empty(0, np.uint32), 0)
    shared = postings(sketches, nothing, options.most_holders, 1)
    sizes = np.diff(sketches.offsets).astype(np.int32)
    found = np.concatenate(
        [*candidate_pairs(shared, sizes, options.few_hashes, options.chunk_pairs)]
    )
    candidates = pl.DataFrame(found[:, :2], schema=["left", "right"]).cast(pl.UInt32)
    pairs = all_pairs(documents)
    hit = pairs.join(candidates.with_columns(hit=True), on=["left", "right"], how="left")
    hit = hit.with_columns(pl.col("hit").fill_null(value=False))
    sides = held.to_numpy()[hit["left"].to_numpy()]
    for name, part in (("all", hit), ("held back", hit.filter(pl.Series(sides)))):
        for what, test in (
            ("jaccard >= .3", pl.col("jaccard") >= 0.3),
            ("containment >= .7", pl.col("containment") >= 0.7),
        ):
            wanted = part.filter(test)
            share = wanted["hit"].sum() / max(1, wanted.height)
            print(f"{name:10} {what:18} {wanted.height:8,} pairs, {share:.4f} looked at")


if __name__ == "__main__":
    main()
