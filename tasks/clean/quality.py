"""Tells which documents are no articles, and flags what a reader of the tables should know."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.context import sentence_lines
from tasks.clean.features import Lines
from tasks.clean.region import Regions
from tasks.clean.scan import I

SHORT, VERY_LONG = 50, 20_000  # words
MOSTLY_REMOVED = 0.25  # share of the source's words that are left
RAISED = 5.0  # times that the odds of all lines had to rise before a brief was left
LIST_LINES, LIST_SENTENCES = 12, 1


def refusals(
    lines: pl.DataFrame, seen: Lines, text: pl.Series, wrong: NDArray[np.bool_]
) -> list[str | None]:
    """Return for each document None or the reason to set it aside (a key of rows.REFUSALS)."""
    documents = len(text)
    doc = lines["doc"].to_numpy()
    sentences = np.bincount(doc, sentence_lines(seen.own), minlength=documents)
    count = np.bincount(doc, minlength=documents)
    words = seen.own[:, I["words"]]
    label = (words <= 20) & (seen.own[:, I["ends_stop"]] == 0)
    labels = np.bincount(doc, label, minlength=documents)
    listed = (count >= LIST_LINES) & (sentences < LIST_SENTENCES) & (labels >= 0.9 * count)
    empty = (text == "").to_numpy()
    reasons: list[str | None] = [None] * documents
    for number in np.flatnonzero(wrong | empty | listed):
        reasons[number] = (
            "ledger" if wrong[number]
            else "list_page" if listed[number]
            else "not_empty_after_cleaning"
        )  # fmt: skip
    return reasons


def flags(
    rendered: pl.DataFrame, lines: pl.DataFrame, seen: Lines, found: Regions, text: pl.Series
) -> pl.Series:
    """Return the quality flags of each document, in alphabetical order."""
    documents = len(text)
    doc = lines["doc"].to_numpy()
    words = seen.own[:, I["words"]].astype(np.float64)
    kept = lines["kind"].is_null().to_numpy()

    def total(weight: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(doc, weight, minlength=documents), dtype=np.float64)

    def any_kind(kind: str) -> NDArray[np.bool_]:
        return total((lines["kind"] == kind).fill_null(False).to_numpy().astype(float)) > 0

    left, whole = total(words * kept), total(words)
    unsure = np.zeros(documents, np.bool_)
    unsure[doc[seen.bounds[:-1]]] = found.lifted > RAISED
    twice = lines.filter(pl.col("rule_id") == "repeat.passage")["doc"].unique().to_numpy()
    repeated = np.isin(np.arange(documents), twice)
    damaged = rendered["damage"].list.len().fill_null(0).to_numpy() > 0
    found_flags = {
        "cookie_wall": any_kind("cookie_notice") & (left < SHORT),
        "damaged_encoding": damaged,
        "low_confidence": unsure,
        "mostly_removed": left < MOSTLY_REMOVED * whole,
        "paywalled": any_kind("paywall"),
        "repeated_paragraphs": repeated,
        "short": left < SHORT,
        "very_long": left > VERY_LONG,
    }
    columns = [
        pl.when(pl.Series(name, values)).then(pl.lit(name)) for name, values in found_flags.items()
    ]
    return pl.select(pl.concat_list(columns).list.drop_nulls().alias("flags"))["flags"]
