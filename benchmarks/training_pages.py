"""Makes training documents: labelled pages as they are, spliced, stripped, and with comments."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.reader_comments import section
from tasks.clean.blocks import LINE_BREAKS

ALLOWED = ("scrapinghub", "fundus_eval", "fundus_tests", "wcxb_news")
"""The only sets whose licences let their labels shape weights that ship."""

FOLDS = 4
TUNED = range(1, FOLDS)
"""Folds of publishers that training and tuning may see; fold 0 is held back."""
DROPPED = frozenset({"boilerplate", "comment", "related", "duplicate"})


@dataclass(frozen=True)
class Page:
    """One labelled document; `group` keeps the pages of a publisher in one fold.

    `altered` tells a copy that was spliced, stripped or given comments from a page as it was.
    """

    lines: list[str]
    labels: list[str]
    variant: str
    group: int
    altered: bool = False


def publisher_fold(publisher: str) -> int:
    """Return a publisher's fold; fold 0 is held back from training and from tuning."""
    return int(hashlib.sha256(publisher.encode()).hexdigest(), 16) % FOLDS


def publisher_group(publisher: str) -> int:
    """Return the inner fold by which first opinions are made for pages not learnt from."""
    return int(hashlib.sha256(b"inner:" + publisher.encode()).hexdigest(), 16) % 5


def labelled_pages(bench: Path, folds: Collection[int] = TUNED) -> list[Page]:
    """Read the pages that training may use: allowed sets, some folds, gold well aligned."""
    frame = pl.read_parquet(bench / "text_dumps.parquet").filter(
        pl.col("source_bench").is_in(ALLOWED), pl.col("gold_coverage") >= 0.8
    )
    return [
        Page(re.sub(LINE_BREAKS, " ", row["text"]).split("\n"), row["line_labels"], row["variant"],
             publisher_group(row["publisher"]))
        for row in frame.iter_rows(named=True)
        if publisher_fold(row["publisher"]) in folds
    ]  # fmt: skip


def training_pages(pages: list[Page], rounds: int, seed: int) -> list[Page]:
    """Return the pages and `rounds` altered copies of each; parts come from one inner fold."""
    rng = np.random.default_rng(seed)
    by_group: dict[int, list[Page]] = {}
    for page in pages:
        by_group.setdefault(page.group, []).append(page)
    made = list(pages)
    for _ in range(rounds):
        made += [_altered(rng, page, by_group[page.group]) for page in pages]
    return made


def _body_span(page: Page) -> tuple[int, int]:
    kept = [i for i, label in enumerate(page.labels) if label == "keep"]
    return (kept[0], kept[-1] + 1) if kept else (0, len(page.labels))


def _altered(rng: np.random.Generator, page: Page, others: list[Page]) -> Page:
    start, end = _body_span(page)
    head, tail = _slice(page, 0, start), _slice(page, end, len(page.lines))
    body = _slice(page, start, end)
    if rng.random() < 0.35:
        body = _shortened(rng, body)
    if rng.random() < 0.03:
        body = _run_together(rng, body)
    same = [other for other in others if other.variant == page.variant]
    if rng.random() < 0.35:
        other = same[int(rng.integers(len(same)))]
        head = _slice(other, 0, _body_span(other)[0])
    if rng.random() < 0.35:
        other = same[int(rng.integers(len(same)))]
        tail = _slice(other, _body_span(other)[1], len(other.lines))
    if rng.random() < 0.12:
        head = []
    if rng.random() < 0.15:
        tail = []
    if rng.random() < 0.55:
        tail = _with_comments(rng, tail, others)
    rows = head + body + tail
    if rng.random() < 0.2:
        rows = [row for row in rows if row[0].strip()]
    if rng.random() < 0.15:
        rows = [(line.strip().removeprefix("• "), label) for line, label in rows]
    return Page([r[0] for r in rows], [r[1] for r in rows], page.variant, page.group, altered=True)


def _shortened(rng: np.random.Generator, body: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the first few paragraphs: news sets hold few briefs, the world holds many."""
    kept = [i for i, (_, label) in enumerate(body) if label == "keep"]
    wanted = int(rng.integers(1, 8))
    return body[: kept[wanted - 1] + 1] if len(kept) > wanted else body


def _run_together(rng: np.random.Generator, body: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the body with its paragraphs joined, a few or all to a line, as some dumps have it."""
    wanted = int(rng.choice((3, 8, 500)))
    lines: list[tuple[str, str]] = []
    joined: list[str] = []
    for line, label in [*body, ("", "end")]:
        if joined and (label not in ("keep", "blank") or len(joined) == wanted):
            lines.append((" ".join(joined), "keep"))
            joined = []
        if label == "keep":
            joined.append(line.strip())
        elif label != "blank" and label != "end":
            lines.append((line, label))
    return lines


def _slice(page: Page, start: int, end: int) -> list[tuple[str, str]]:
    return list(zip(page.lines[start:end], page.labels[start:end], strict=True))


def _with_comments(
    rng: np.random.Generator, tail: list[tuple[str, str]], others: list[Page]
) -> list[tuple[str, str]]:
    lender = others[int(rng.integers(len(others)))]
    borrowed = [
        line.strip()
        for line, label in zip(lender.lines, lender.labels, strict=True)
        if label == "keep" and 40 < len(line) < 400
    ]
    new = [(line, "comment" if line.strip() else "blank") for line in section(rng, borrowed)]
    at = int(rng.integers(0, min(len(tail), 12) + 1)) if rng.random() < 0.6 else 0
    return [*tail[:at], ("", "blank"), *new, ("", "blank"), *tail[at:]]
