"""Cross-validates the text line model by publisher and prints what each way of cutting costs.

Run as `python -m benchmarks.cross_validate`; it takes some minutes. Publishers that are held back
(fold 0) take no part. Pages of the sets that may train are weighed by forests that learnt from
other publishers, pages of the other sets by one that learnt from all of the former.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.cleaning import BENCH, OF_LINES, Scores, line_scores, scorer, table
from benchmarks.train_line_model import FIRST, ROUNDS, SEED, text_forests, text_rows
from benchmarks.training_pages import (
    ALLOWED,
    TUNED,
    labelled_pages,
    publisher_fold,
    training_pages,
)
from tasks.clean import kinds, scene
from tasks.clean.author_notes import author_notes
from tasks.clean.belonging import belonging
from tasks.clean.blocks import split_lines
from tasks.clean.context import in_context
from tasks.clean.features import Lines, own_features
from tasks.clean.model import agreed
from tasks.clean.region import CUTS, Cuts, find_regions
from tasks.clean.second_look import text_surroundings
from tasks.clean.trees import Forest, weigh

CURVE = (
    Cuts(0.15, 0.4, 0.6), Cuts(0.08, 0.3, 0.5), Cuts(0.08, 0.2, 0.4), CUTS, Cuts(0.04, 0.12, 0.3),
    Cuts(0.04, 0.07, 0.3), Cuts(0.02, 0.1, 0.15), Cuts(0.02, 0.05, 0.1),
)  # fmt: skip


@dataclass(frozen=True)
class Weighed:
    """Labelled dumps with what is known of their lines and out-of-fold opinions on them."""

    frame: pl.DataFrame
    lines: pl.DataFrame
    seen: Lines
    opinion: NDArray[np.float32]


def forests_of(folds: tuple[int, ...]) -> tuple[Forest, Forest]:
    """Fit the text forests of both looks on the publishers of these folds."""
    pages = training_pages(labelled_pages(BENCH, folds), ROUNDS, SEED)
    lines, seen = text_rows(pages)
    return text_forests(lines, seen, lines.forests(FIRST))


def looked_at(
    forests: tuple[Forest, Forest], rows: NDArray[np.float32], seen: Lines
) -> NDArray[np.float32]:
    """Return both forests' opinion on lines."""
    opinion = weigh(forests[0], rows)
    both = np.concatenate([rows, text_surroundings(opinion, seen)], axis=1)
    return agreed(opinion, weigh(forests[1], both))


def weighed() -> Weighed:
    """Weigh every line by a forest that did not learn from its publisher."""
    frame = pl.read_parquet(BENCH / "text_dumps.parquet").filter(pl.col("gold_coverage") >= 0.8)
    folds = pl.Series("fold", [publisher_fold(name) for name in frame["publisher"]])
    frame = frame.with_columns(folds).filter(pl.col("fold") != 0)
    lines = split_lines(frame["text"])
    seen = own_features(lines)
    rows = in_context(seen.own, seen.bounds)
    doc = lines["doc"].to_numpy()
    allowed = frame["source_bench"].is_in(ALLOWED).to_numpy()[doc]
    fold = frame["fold"].to_numpy()[doc]
    tuned = tuple(TUNED)
    opinion = np.zeros(len(rows), np.float32)
    opinion[~allowed] = looked_at(forests_of(tuned), rows, seen)[~allowed]
    for out in tuned:
        inside = allowed & (fold == out)
        rest = tuple(number for number in tuned if number != out)
        opinion[inside] = looked_at(forests_of(rest), rows, seen)[inside]
    return Weighed(frame, lines, seen, opinion)


def scored(score: ModuleType, found: Weighed, cuts: Cuts) -> Iterator[tuple[str, Scores]]:
    """Yield each dump's variant and scores when lines are cut that way."""
    seen = found.seen
    opinion = belonging(found.opinion, found.lines["text"], seen)
    regions = find_regions(opinion, seen.own, seen.bounds, cuts)
    notes = author_notes(found.lines["text"], seen, regions, opinion)
    regions.keep[notes] = False
    nothing = np.zeros(found.lines.height, np.bool_)
    titles = scene.Titles(nothing, nothing, np.zeros(len(seen.bounds) - 1, np.bool_))
    role = scene.roles(seen.own, opinion, seen.hash, regions, seen.bounds, titles)
    decided = kinds.name_kinds(found.lines, seen, opinion, regions, role, nothing, notes)
    lines = found.lines.with_columns(decided.get_columns())
    yield from zip(found.frame["variant"], line_scores(score, found.frame, lines), strict=True)


def main() -> None:
    """Print a row for each variant and way of cutting, the shipped one among them."""
    score = scorer(BENCH)
    found = weighed()
    print(f"{'':34} {'docs':>5} " + " ".join(f"{c[-12:]:>12}" for c in OF_LINES))
    for cuts in CURVE:
        rows = list(scored(score, found, cuts))
        for variant in ("leaky", "page"):
            name = f"{variant} {cuts.inside} {cuts.edge} {cuts.centre}"
            shipped = " (shipped)" if cuts == CUTS else ""
            table(name + shipped, [row for v, row in rows if v == variant], OF_LINES)


if __name__ == "__main__":
    main()
