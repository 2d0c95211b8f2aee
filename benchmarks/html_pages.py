"""Labels the lines of rendered HTML pages by the article text that people marked as right."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.comment_paths import comment_paths
from benchmarks.reader_comments import section
from benchmarks.training_pages import ALLOWED, publisher_fold, publisher_group
from tasks.clean.blocks import split_lines

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
COMMENTED = 0.25  # share of altered pages that get reader comments
BARE = 0.25  # share of altered pages whose classes and ids are taken away
SURE, SURELY_NOT = 0.7, 0.3  # share of a line's 3-grams in the gold text


@dataclass(frozen=True)
class Labelled:
    """Lines of rendered pages (as split_lines makes them), their blocks, and the right answers.

    All have one entry a line: `wanted` is 1, 0 or NaN, `group` the page's inner fold.
    """

    lines: pl.DataFrame
    blocks: pl.DataFrame
    wanted: NDArray[np.float64]
    group: NDArray[np.int64]


def labelled_html(bench: Path, folds: Collection[int]) -> Labelled:
    """Render the pages of some folds that training may use, and label every line but titles."""
    from tasks.clean.html_opinion import block_lines
    from tasks.clean.render import render

    columns = ["source_bench", "publisher", "html", "gold_text", "gold_title", "gold_coverage"]
    frame = pl.read_parquet(bench / "articles.parquet", columns=columns).filter(
        pl.col("source_bench").is_in(ALLOWED), pl.col("gold_coverage") >= 0.8
    )
    frame = frame.filter(pl.Series([publisher_fold(name) in folds for name in frame["publisher"]]))
    pages = render(frame["html"])
    rendered = pl.DataFrame({"source_text": pages.text, "blocks": pages.blocks})
    lines = split_lines(rendered["source_text"])
    gold = [_Gold(row["gold_text"], row["gold_title"]) for row in frame.iter_rows(named=True)]
    wanted = [gold[doc].label(text) for doc, text in zip(lines["doc"], lines["text"], strict=True)]
    group = np.array([publisher_group(name) for name in frame["publisher"]])
    return Labelled(
        lines, block_lines(rendered, lines), np.array(wanted), group[lines["doc"].to_numpy()]
    )


def spliced(pages: Labelled, rounds: int, seed: int) -> Labelled:
    """Return the pages and `rounds` altered copies of each.

    A copy may have the head or the tail of another page of its inner fold, a body of a few
    paragraphs, reader comments below it, and paths without the names of classes, which differ
    from site to site.
    """
    rng = np.random.default_rng(seed)
    chance = np.random.default_rng(seed + 1)  # of its own: the rest of a copy does not depend on it
    doc = pages.lines["doc"].to_numpy()
    first = np.append(np.flatnonzero(np.diff(doc, prepend=-1)), len(doc))
    spans = [_Span.of(pages.wanted, int(a), int(b)) for a, b in pairwise(first)]
    of_group: dict[int, list[_Span]] = {}
    for span in spans:
        of_group.setdefault(int(pages.group[span.first]), []).append(span)
    pages, sections = _with_sections(chance, pages, spans, of_group)
    taken = [np.arange(span.first, span.last) for span in spans]
    bare = [False] * len(spans)
    for _ in range(rounds):
        for span, comments in zip(spans, sections, strict=True):
            others = of_group[int(pages.group[span.first])]
            copy = _altered(rng, pages.wanted, span, others)
            if chance.random() < COMMENTED:
                copy = _with_section(chance, copy, pages.wanted, comments)
            taken.append(copy)
            bare.append(rng.random() < BARE)
    index = np.concatenate(taken)
    number = np.repeat(np.arange(len(taken)), [len(part) for part in taken])
    docs = pl.Series("doc", number, dtype=pl.UInt32)
    blocks = pages.blocks[index].with_columns(docs, bare=pl.Series(np.array(bare)[number]))
    nameless = pl.col("path").str.replace_all(r"\.[^>]*", "")
    path = pl.when(pl.col("bare")).then(nameless).otherwise(pl.col("path"))
    return Labelled(
        pages.lines[index].with_columns(docs),
        blocks.with_columns(path=path).drop("bare"),
        pages.wanted[index],
        pages.group[index],
    )


@dataclass(frozen=True)
class _Span:
    """A page's lines [first, last), its body's [start, end)."""

    first: int
    start: int
    end: int
    last: int

    @staticmethod
    def of(wanted: NDArray[np.float64], first: int, last: int) -> "_Span":
        kept = np.flatnonzero(wanted[first:last] == 1)
        if not len(kept):
            return _Span(first, first, last, last)
        return _Span(first, first + int(kept[0]), first + int(kept[-1]) + 1, last)


def _altered(
    rng: np.random.Generator, wanted: NDArray[np.float64], page: _Span, others: list[_Span]
) -> NDArray[np.int64]:
    head = tail = page
    if rng.random() < 0.4:
        head = others[int(rng.integers(len(others)))]
    if rng.random() < 0.4:
        tail = others[int(rng.integers(len(others)))]
    end = page.end
    if rng.random() < 0.35:
        kept = np.flatnonzero(wanted[page.start : page.end] == 1)
        paragraphs = int(rng.integers(1, 8))
        end = page.start + int(kept[paragraphs - 1]) + 1 if len(kept) > paragraphs else end
    parts = ((head.first, head.start), (page.start, end), (tail.end, tail.last))
    return np.concatenate([np.arange(a, b) for a, b in parts])


def _with_sections(
    rng: np.random.Generator,
    pages: Labelled,
    spans: list[_Span],
    of_group: dict[int, list[_Span]],
) -> tuple[Labelled, list[NDArray[np.int64]]]:
    """Return the pages with lines of reader comments behind them, and those for each page.

    They borrow sentences from bodies of the same inner fold and stand beside the page's own body.
    """
    text, path = pages.lines["text"], pages.blocks["path"]
    written: list[str] = []
    for span in spans:
        others = of_group[int(pages.group[span.first])]
        lender = others[int(rng.integers(len(others)))]
        body = lender.start + np.flatnonzero(pages.wanted[lender.start : lender.end] == 1)
        borrowed = [line.strip() for line in text.gather(body) if 40 < len(line) < 400]
        written.append("\n".join(section(rng, borrowed)))
    lines = split_lines(pl.Series(written))
    paths: list[str] = []
    for mine, span in zip(lines.partition_by("doc", maintain_order=True), spans, strict=True):
        body = span.start + np.flatnonzero(pages.wanted[span.start : span.end] == 1)
        beside = path[int(body[len(body) // 2])] if len(body) else "body>div"
        paths += comment_paths(rng, beside, mine["text"].to_list())
    linked = (lines["text"].str.len_chars() < 30).to_numpy() & (rng.random(lines.height) < 0.3)
    doc = lines["doc"].to_numpy()
    chars = lines["char_end"] - lines["char_start"]
    blocks = lines.select("doc", path=pl.Series(paths), verdict=0, link_chars=chars * linked,
                          chars=chars).cast(pages.blocks.schema)  # fmt: skip
    groups = np.array([int(pages.group[span.first]) for span in spans])
    more = Labelled(
        pl.concat([pages.lines, lines]),
        pl.concat([pages.blocks, blocks]),
        np.append(pages.wanted, np.zeros(lines.height)),
        np.append(pages.group, groups[doc]),
    )
    at = len(text) + np.searchsorted(doc, np.arange(len(spans) + 1))
    return more, [np.arange(a, b) for a, b in pairwise(at.tolist())]


def _with_section(
    rng: np.random.Generator,
    page: NDArray[np.int64],
    wanted: NDArray[np.float64],
    comments: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return a page with comments below its body, or some lines further down."""
    kept = np.flatnonzero(wanted[page] == 1)
    below = int(kept[-1]) + 1 if len(kept) else len(page)
    at = min(below + (int(rng.integers(10)) if rng.random() < 0.5 else 0), len(page))
    return np.concatenate([page[:at], comments, page[at:]])


def tokens(text: str | None) -> list[str]:
    """Return the words of a text as the cleaning benchmark counts them."""
    return TOKEN.findall(unicodedata.normalize("NFKC", text or "").casefold())


class _Gold:
    """One document's right answer, ready to be asked about lines."""

    def __init__(self, text: str, title: str | None) -> None:
        words = tokens(text)
        self.triples = set(zip(words, words[1:], words[2:], strict=False))
        self.lines = {tuple(tokens(line)) for line in text.split("\n")}
        self.title = tuple(tokens(title))

    def label(self, line: str) -> float:
        """Return 1 for body, 0 for anything else, NaN where the gold does not say."""
        words = tuple(tokens(line))
        if not words or (words == self.title and len(words) > 2):
            return float("nan")
        if words in self.lines:
            return 1.0
        if len(words) < 3:
            return 0.0
        triples = list(zip(words, words[1:], words[2:], strict=False))
        share = sum(triple in self.triples for triple in triples) / len(triples)
        return 1.0 if share >= SURE else 0.0 if share < SURELY_NOT else float("nan")
