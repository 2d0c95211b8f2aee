"""Fits the line model on the sets whose licences allow it and writes tasks/clean/line_model.npz.

Run as `python -m benchmarks.train_line_model BENCH`, where BENCH holds text_dumps.parquet and
articles.parquet. The same folder gives the same file.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.boosting import Recipe, fit
from benchmarks.html_pages import labelled_html, spliced
from benchmarks.training_pages import DROPPED, Page, labelled_pages, training_pages
from tasks.clean.blocks import split_lines
from tasks.clean.context import in_context
from tasks.clean.features import own_features
from tasks.clean.html_opinion import html_rows
from tasks.clean.model import WEIGHTS
from tasks.clean.scan import I
from tasks.clean.trees import Forest, save, weigh

ROUNDS, HTML_ROUNDS = 4, 4
GROUPS = 5
SEED = 20260301
TEXT = Recipe(trees=220, leaves=24, depth=6, rate=0.07, least_weight=10.0)
FIRST = Recipe(trees=110, leaves=16, depth=5, rate=0.11, least_weight=10.0)
"""For the first opinions that the html forest learns from: of pages that forest did not see."""
HTML = Recipe(
    trees=220, leaves=12, depth=5, rate=0.06, least_weight=30.0, features_share=0.25
)  # few pages: small trees


@dataclass(frozen=True)
class Rows:
    """A training set: the features of lines, 1 for body, how much each weighs, its inner fold."""

    rows: NDArray[np.float32]
    wanted: NDArray[np.float32]
    weight: NDArray[np.float32]
    group: NDArray[np.int64]

    def fit(self, recipe: Recipe, without: int | None = None) -> Forest:
        """Return a forest fitted to all lines but those of one inner fold."""
        used = self.group != (-1 if without is None else without)
        return fit(self.rows[used], self.wanted[used], self.weight[used], recipe)


def document_weights(
    doc: NDArray[np.uint32], words: NDArray[np.float32], counts: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return weights by which a document's lines weigh the same in all, long lines or short.

    Half of it is shared out by words and half by lines; lines that do not count weigh nothing.
    """
    total = np.zeros(len(doc))
    for weight in (np.maximum(words, 1) * counts, counts * 1.0):
        sums = np.bincount(doc, weight)
        total += 30 * weight / np.maximum(sums[doc], 1e-9)
    return total.astype(np.float32)


def text_rows(pages: list[Page]) -> Rows:
    """Return the lines of labelled text dumps with what the text forest weighs."""
    lines = split_lines(pl.Series(["\n".join(page.lines) for page in pages]))
    seen = own_features(lines)
    rows = in_context(seen.own, seen.bounds)
    doc, number = lines["doc"].to_numpy(), lines["line"].to_numpy()
    first = np.cumsum([0] + [len(page.lines) for page in pages])
    labels = np.array([label for page in pages for label in page.labels])[first[doc] + number]
    wanted = labels == "keep"
    counts = wanted | np.isin(labels, list(DROPPED))
    weight = document_weights(doc, seen.own[:, I["words"]], counts)
    group = np.array([page.group for page in pages])[doc]
    print(f"text: {len(pages)} pages, {counts.sum()} lines", flush=True)
    return Rows(rows[counts], wanted[counts].astype(np.float32), weight[counts], group[counts])


def html_forest(bench: Path, first: list[Forest]) -> Forest:
    """Fit the forest that weighs rendered lines by text, DOM and a first opinion on the text.

    `first` has a text forest for each inner fold that learnt from the other folds.
    """
    pages = spliced(labelled_html(bench), HTML_ROUNDS, SEED)
    seen = own_features(pages.lines)
    rows = in_context(seen.own, seen.bounds)
    opinion = np.zeros(len(rows), np.float32)
    for group, forest in enumerate(first):
        inside = pages.group == group
        opinion[inside] = weigh(forest, rows[inside])
    rows = html_rows(pages.blocks, seen, rows, opinion)
    counts = ~np.isnan(pages.wanted)
    doc = pages.lines["doc"].to_numpy()
    weight = document_weights(doc, seen.own[:, I["words"]], counts)
    print(f"html: {doc[-1] + 1} pages, {counts.sum()} lines", flush=True)
    return fit(rows[counts], pages.wanted[counts].astype(np.float32), weight[counts], HTML)


def main() -> None:
    """Train both forests and write the weights."""
    bench = Path(sys.argv[1])
    lines = text_rows(training_pages(labelled_pages(bench), ROUNDS, SEED))
    text = lines.fit(TEXT)
    html = html_forest(bench, [lines.fit(FIRST, without=group) for group in range(GROUPS)])
    save(WEIGHTS, {"text": text, "html": html})
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
