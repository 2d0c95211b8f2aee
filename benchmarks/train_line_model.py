"""Fits the line model on the sets whose licences allow it and writes tasks/clean/line_model.npz.

Run as `python -m benchmarks.train_line_model BENCH [--html] [--folds 1 2 3] [--to FILE]`, where
BENCH holds text_dumps.parquet and articles.parquet. The same folder gives the same file; `--html`
leaves the forests for text. What ships learns from all folds of publishers. Weights that are to be
measured on publishers of fold 0 learn from the others alone; the file says which they saw.
"""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.boosting import Recipe, fit
from benchmarks.html_pages import Labelled, labelled_html, spliced
from benchmarks.training_pages import DROPPED, FOLDS, Page, labelled_pages, training_pages
from tasks.clean.blocks import split_lines
from tasks.clean.context import in_context
from tasks.clean.dom import places
from tasks.clean.features import Lines, own_features
from tasks.clean.html_opinion import html_rows
from tasks.clean.model import WEIGHTS
from tasks.clean.scan import I
from tasks.clean.second_look import text_surroundings
from tasks.clean.trees import Forest, load, save, weigh

ROUNDS, HTML_ROUNDS = 8, 4
AS_IT_WAS = 4.0  # how much more a page weighs than each altered copy of it
GROUPS = 5
SEED = 20260301
TEXT = Recipe(
    trees=300, leaves=24, depth=6, rate=0.05, least_weight=20.0, features_share=0.12,
    rows_share=0.25,
)  # fmt: skip
"""Few features and rows a tree: trees that differ more err less together."""
FIRST = Recipe(
    trees=150, leaves=24, depth=6, rate=0.1, least_weight=20.0, features_share=0.12,
    rows_share=0.25,
)  # fmt: skip
"""For the first opinions that second looks learn from: of pages that these did not see."""
GLANCE = replace(FIRST, trees=80, rate=0.15)
"""For the opinions on text that the html forest learns from, and is told: half the time serves."""
HTML = Recipe(
    trees=220, leaves=12, depth=5, rate=0.06, least_weight=30.0, features_share=0.25
)  # few pages: small trees
AGAIN = Recipe(
    trees=150, leaves=16, depth=5, rate=0.07, least_weight=40.0, features_share=0.12,
    rows_share=0.25,
)  # fmt: skip
"""For the second looks."""


@dataclass(frozen=True)
class Rows:
    """A training set: the features of lines, 1 for body, how much each weighs, its inner fold.

    Lines whose label says nothing weigh nothing: they are there for the sake of their neighbours.
    """

    rows: NDArray[np.float32]
    wanted: NDArray[np.float32]
    weight: NDArray[np.float32]
    group: NDArray[np.int64]

    def fit(self, recipe: Recipe, without: int | None = None) -> Forest:
        """Return a forest fitted to all lines but those of one inner fold."""
        used = (self.weight > 0) & (self.group != (-1 if without is None else without))
        return fit(self.rows[used], self.wanted[used], self.weight[used], recipe)

    def forests(self, recipe: Recipe) -> list[Forest]:
        """Return a forest for each inner fold that learnt from the others."""
        return [self.fit(recipe, without=group) for group in range(GROUPS)]

    def opinions(self, forests: list[Forest]) -> NDArray[np.float32]:
        """Return the opinion on each line of the forest that did not learn from its inner fold."""
        return out_of_fold(forests, self.group, self.rows)

    def beside(self, more: NDArray[np.float32]) -> "Rows":
        """Return the same lines with more features."""
        return replace(self, rows=np.concatenate([self.rows, more], axis=1))


def out_of_fold(
    forests: list[Forest], group: NDArray[np.int64], rows: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Weigh each row by the forest of its inner fold."""
    opinion = np.zeros(len(rows), np.float32)
    for number, forest in enumerate(forests):
        inside = group == number
        opinion[inside] = weigh(forest, rows[inside])
    return opinion


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


def text_rows(pages: list[Page]) -> tuple[Rows, Lines]:
    """Return the lines of labelled text dumps with what the text forest weighs."""
    lines = split_lines(pl.Series(["\n".join(page.lines) for page in pages]))
    seen = own_features(lines)
    doc, number = lines["doc"].to_numpy(), lines["line"].to_numpy()
    first = np.cumsum([0] + [len(page.lines) for page in pages])
    labels = np.array([label for page in pages for label in page.labels])[first[doc] + number]
    wanted = labels == "keep"
    counts = wanted | np.isin(labels, list(DROPPED))
    weight = document_weights(doc, seen.own[:, I["words"]], counts)
    weight *= np.where(np.array([page.altered for page in pages])[doc], 1, AS_IT_WAS)
    group = np.array([page.group for page in pages])[doc]
    print(f"text: {len(pages)} pages, {counts.sum()} lines", flush=True)
    rows = in_context(seen.own, seen.bounds)
    return Rows(rows, wanted.astype(np.float32), weight.astype(np.float32), group), seen


def text_forests(lines: Rows, seen: Lines, first: list[Forest]) -> tuple[Forest, Forest]:
    """Return the forests for a first and a second look at text.

    The second learns from what those of `first` think of pages that they did not learn from.
    """
    around = text_surroundings(lines.opinions(first), seen)
    return lines.fit(TEXT), lines.beside(around).fit(AGAIN)


def html_rows_of(pages: Labelled, first: list[Forest]) -> Rows:
    """Return the lines of labelled HTML pages with what the html forest weighs.

    `first` has a glancing forest for each inner fold that learnt from the other folds.
    """
    seen = own_features(pages.lines)
    rows = in_context(seen.own, seen.bounds)
    rows = html_rows(places(pages.blocks), seen, rows, out_of_fold(first, pages.group, rows))
    counts = ~np.isnan(pages.wanted)
    doc = pages.lines["doc"].to_numpy()
    weight = document_weights(doc, seen.own[:, I["words"]], counts)
    print(f"html: {doc[-1] + 1} pages, {counts.sum()} lines", flush=True)
    return Rows(rows, (pages.wanted == 1).astype(np.float32), weight, pages.group)


def main() -> None:
    """Train all forests and write the weights, or those for HTML beside the others of the file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("bench", type=Path)
    asked.add_argument("--html", action="store_true", help="leave the file's forests for text")
    asked.add_argument("--folds", type=int, nargs="+", default=list(range(FOLDS)))
    asked.add_argument("--to", type=Path, default=WEIGHTS)
    options = asked.parse_args()
    folds, to = options.folds, options.to
    pages = labelled_pages(options.bench, folds)
    lines, seen = text_rows(training_pages(pages, ROUNDS, SEED))
    if options.html:
        text, text_again = load(to, "text"), load(to, "text_again")
    else:
        text, text_again = text_forests(lines, seen, lines.forests(FIRST))
    html_pages = spliced(labelled_html(options.bench, folds), HTML_ROUNDS, SEED)
    html = html_rows_of(html_pages, lines.forests(GLANCE)).fit(HTML)
    forests = {"text": text, "text_again": text_again, "glance": lines.fit(GLANCE), "html": html}
    save(to, forests, folds)
    print(f"{to.name}: {to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
