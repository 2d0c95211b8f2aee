"""Fits the line model on the sets whose licences allow it and writes tasks/clean/line_model.npz.

Run as `python -m benchmarks.train_line_model BENCH`, where BENCH holds text_dumps.parquet and
articles.parquet. The same folder gives the same file.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.boosting import Recipe, fit
from benchmarks.html_pages import labelled_html
from benchmarks.training_pages import DROPPED, Page, labelled_pages, training_pages
from tasks.clean.blocks import split_lines
from tasks.clean.context import in_context
from tasks.clean.features import own_features
from tasks.clean.html_opinion import block_lines, html_rows
from tasks.clean.model import WEIGHTS
from tasks.clean.scan import I
from tasks.clean.trees import Forest, save, weigh

ROUNDS = 4
SEED = 20260301
TEXT = Recipe(trees=110, leaves=16, depth=5, rate=0.11, least_weight=10.0)
HTML = Recipe(
    trees=150, leaves=8, depth=4, rate=0.06, least_weight=30.0, features_share=0.25
)  # few pages: small trees


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


def text_forest(pages: list[Page]) -> Forest:
    """Fit the forest that weighs lines by their text and place alone."""
    lines = split_lines(pl.Series(["\n".join(page.lines) for page in pages]))
    seen = own_features(lines)
    rows = in_context(seen.own, seen.bounds)
    doc, number = lines["doc"].to_numpy(), lines["line"].to_numpy()
    first = np.cumsum([0] + [len(page.lines) for page in pages])
    labels = np.array([label for page in pages for label in page.labels])[first[doc] + number]
    wanted = labels == "keep"
    counts = wanted | np.isin(labels, list(DROPPED))
    weight = document_weights(doc, seen.own[:, I["words"]], counts)
    print(f"text: {len(pages)} pages, {counts.sum()} lines", flush=True)
    return fit(rows[counts], wanted[counts].astype(np.float32), weight[counts], TEXT)


def html_forest(bench: Path, text: Forest) -> Forest:
    """Fit the forest that weighs rendered lines by text, DOM and the text forest's opinion."""
    pages = labelled_html(bench)
    seen = own_features(pages.lines)
    rows = in_context(seen.own, seen.bounds)
    rows = html_rows(block_lines(pages.rendered, pages.lines), seen, rows, weigh(text, rows))
    counts = ~np.isnan(pages.wanted)
    weight = document_weights(pages.lines["doc"].to_numpy(), seen.own[:, I["words"]], counts)
    print(f"html: {pages.rendered.height} pages, {counts.sum()} lines", flush=True)
    return fit(rows[counts], pages.wanted[counts].astype(np.float32), weight[counts], HTML)


def main() -> None:
    """Train both forests and write the weights."""
    bench = Path(sys.argv[1])
    text = text_forest(training_pages(labelled_pages(bench), ROUNDS, SEED))
    html = html_forest(bench, text)
    save(WEIGHTS, {"text": text, "html": html})
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
