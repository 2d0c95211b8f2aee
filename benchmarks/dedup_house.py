"""Makes news-like documents for the de-duplication benchmarks, and runs the stage on them."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from tasks.deduplicate.deduplicate import DeduplicateResult, deduplicate
from tasks.deduplicate.options import DeduplicateOptions

WORDS_PER_TEXT = 210  # about 1.3 KB, the mean of the labelled set


def as_changed(documents: pl.DataFrame, run: int = 0) -> pl.DataFrame:
    """Return documents with doc_id, text, title, publisher, published, url as changed rows."""
    published = pl.col("published").str.to_datetime(
        "%Y-%m-%dT%H:%M:%S", strict=False, time_unit="us", time_zone="UTC"
    )
    return documents.select(
        article_id="doc_id",
        text="text",
        headline="title",
        publisher="publisher",
        domain=pl.col("url").str.extract("//([^/]+)/"),
        agency=pl.lit(None, pl.String),
        published_at=published,
        first_seen_at=pl.lit(datetime(2026, 1, 1 + run, tzinfo=UTC)).dt.cast_time_unit("us"),
        is_new_article=pl.lit(value=True),
    )


def synthetic(count: int, seed: int) -> pl.DataFrame:
    """Return made-up documents, a fifth of them trimmed copies of an earlier one."""
    dice = np.random.default_rng(seed)
    vocabulary = np.array([f"w{k:x}" + "aeiou"[k % 5] * (k % 4) for k in range(50_000)])
    weights = 1 / (np.arange(len(vocabulary)) + 2.7)  # Zipf-Mandelbrot, as in English
    shares = np.cumsum(weights / weights.sum())
    texts = list[str]()
    for k in range(count):
        if k and dice.random() < 0.2:
            words = texts[int(dice.integers(k))].split(" ")
            texts.append(" ".join(words[: int(len(words) * dice.uniform(0.6, 1.0))]))
            continue
        picked = np.searchsorted(shares, dice.random(WORDS_PER_TEXT))
        texts.append(" ".join(vocabulary[picked.clip(max=len(vocabulary) - 1)]))
    return pl.DataFrame(
        {"doc_id": [f"a_{seed:04x}{k:028x}" for k in range(count)], "text": texts}
    ).with_columns(
        title=pl.lit(None, pl.String),
        publisher=pl.lit(None, pl.String),
        published=pl.lit(None, pl.String),
        url=pl.lit(None, pl.String),
    )


@dataclass
class House:
    """A folder with the tables and states of one run, so that a second can be added."""

    folder: Path
    wall: float = 0.0  # seconds of the latest run

    def run(
        self, changed: pl.DataFrame, name: str, old: DeduplicateResult | None = None
    ) -> tuple[DeduplicateResult, float]:
        """Run the stage on changed rows; return its result and the CPU seconds it took."""
        part = self.folder / f"{name}.parquet"
        changed.write_parquet(part, row_group_size=16_384)
        articles = [self.folder / "articles.parquet"] if old else []
        state = ([old.duplicates], [old.index], [old.shingles]) if old else ([], [], [])
        start, self.wall = time.process_time(), time.perf_counter()
        result = deduplicate(
            [part], None, articles, *state, self.folder / f"out-{name}", DeduplicateOptions()
        )
        self.wall = time.perf_counter() - self.wall
        return result, time.process_time() - start

    def publish(self, changed: pl.DataFrame, result: DeduplicateResult) -> None:
        """Write the articles table that a run leaves behind."""
        placed = changed.join(pl.read_parquet(result.assignments), on="article_id")
        placed.write_parquet(self.folder / "articles.parquet")
