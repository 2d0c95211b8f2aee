"""Labels the lines of rendered HTML pages by the article text that people marked as right."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.training_pages import ALLOWED, publisher_fold

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
SURE, SURELY_NOT = 0.7, 0.3  # share of a line's 3-grams in the gold text


@dataclass(frozen=True)
class Labelled:
    """Rendered documents (source_text, blocks) with 1, 0 or NaN for each of their lines."""

    rendered: pl.DataFrame
    lines: pl.DataFrame
    wanted: NDArray[np.float64]


def labelled_html(bench: Path) -> Labelled:
    """Render the pages that training may use and label every line; title lines have no label."""
    from tasks.clean.blocks import split_lines
    from tasks.clean.render import render
    from tasks.clean.rows import BLOCKS

    columns = ["source_bench", "publisher", "html", "gold_text", "gold_title", "gold_coverage"]
    frame = pl.read_parquet(bench / "articles.parquet", columns=columns).filter(
        pl.col("source_bench").is_in(ALLOWED), pl.col("gold_coverage") >= 0.8
    )
    folds = pl.Series([publisher_fold(name) != 0 for name in frame["publisher"]])
    frame = frame.filter(folds)
    names = ("char_start", "char_end", "path", "link_chars")
    pages = [render(html)[0] for html in frame["html"]]
    blocks = [[dict(zip(names, b, strict=True)) for b in page.blocks] for page in pages]
    rendered = pl.DataFrame({"source_text": [page.text for page in pages]}).with_columns(
        blocks=pl.Series(blocks, dtype=BLOCKS)
    )
    lines = split_lines(rendered["source_text"])
    gold = [_Gold(row["gold_text"], row["gold_title"]) for row in frame.iter_rows(named=True)]
    wanted = [gold[doc].label(text) for doc, text in zip(lines["doc"], lines["text"], strict=True)]
    return Labelled(rendered, lines, np.array(wanted))


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
