"""Fits the line model on the sets whose licences allow it and writes tasks/clean/line_model.npz.

Run as `python -m benchmarks.train_line_model BENCH`, where BENCH holds text_dumps.parquet. The
same folder gives the same file.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.boosting import Recipe, fit
from benchmarks.training_pages import DROPPED, Page, labelled_pages, training_pages
from tasks.clean.blocks import split_lines
from tasks.clean.context import in_context
from tasks.clean.features import own_features
from tasks.clean.model import WEIGHTS
from tasks.clean.scan import I

ROUNDS = 4
SEED = 20260301
RECIPE = Recipe(trees=150, leaves=16, depth=5, rate=0.08, least_weight=10.0)


def matrix(pages: list[Page]) -> tuple[NDArray[np.float32], ...]:
    """Return features, wanted answers and weights of all lines whose label counts.

    A document's lines weigh the same together, half by their words and half by their number.
    """
    lines = split_lines(pl.Series(["\n".join(page.lines) for page in pages]))
    seen = own_features(lines)
    own = seen.own
    rows = in_context(own, seen.bounds)
    doc, number = lines["doc"].to_numpy(), lines["line"].to_numpy()
    first = np.cumsum([0] + [len(page.lines) for page in pages])
    every = np.array([label for page in pages for label in page.labels])
    labels = every[first[doc] + number]
    wanted = labels == "keep"
    counts = wanted | np.isin(labels, list(DROPPED))
    words = np.maximum(own[:, I["words"]], 1) * counts

    def each(weight: NDArray[np.float64]) -> NDArray[np.float64]:
        totals = np.bincount(doc, weight, minlength=len(pages))
        return np.asarray(weight / np.maximum(totals[doc], 1e-9))

    weight = 30 * (each(words.astype(float)) + each(counts.astype(float)))
    return rows[counts], wanted[counts].astype(np.float32), weight[counts].astype(np.float32)


def main() -> None:
    """Train and write the weights."""
    pages = training_pages(labelled_pages(Path(sys.argv[1])), ROUNDS, SEED)
    rows, wanted, weight = matrix(pages)
    forest = fit(rows, wanted, weight, RECIPE)
    np.savez_compressed(WEIGHTS, **forest.arrays("text"))
    print(f"{len(pages)} pages, {len(rows)} lines, {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
