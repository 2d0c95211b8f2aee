"""Chooses the articles whose removed text a report shows, and reads a text with its marks."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import cast

import polars as pl

from tasks.report.named import Named, in_source
from tasks.report.read_names import names_of
from tasks.report.rows import OUTLET, Tables, gathered, run_rows, table
from tasks.report.segments import Segment, segments_of

SAMPLES = 12
SAMPLES_WANTED = 6  # shown even when fewer articles already have every kind
MOST_KINDS = 62  # bits of a 64-bit integer; the vocabulary has 25
SOURCE_LONGEST = 100_000  # characters of a source text; a page shows its beginning

_BLOCK = ("char_start", "char_end", "kind", "action", "rule_id", "score", "target_column")


@dataclass(frozen=True)
class MarkedArticle:
    """An article with its source text, what was taken from that, and the names in what was kept."""

    article_id: str
    headline: str | None
    outlet: str
    url: str | None
    raw_uri: str
    section: tuple[str, ...]
    byline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    published_at: datetime | None
    published_basis: str | None
    published_precision: str | None
    source_text: str
    segments: tuple[Segment, ...]
    names: tuple[Named, ...] = ()


def read_marked(tables: Tables, article_id: str) -> MarkedArticle | None:
    """Return the current version of an article with its marks, or None when there is none."""
    return next(iter(_read(tables, [article_id], None)), None)


def samples(tables: Tables, run_id: str) -> tuple[MarkedArticle, ...]:
    """Return up to 12 of the run's articles that together show every kind that it removed.

    The choice is a greedy cover: always the article with most kinds not yet shown, and of equals
    the shortest, then the first by id. Rows in, rows out: nothing depends on order or chance.
    """
    kinds = run_rows(tables, "removed_blocks", run_id).select("kind").unique()
    shown = gathered(kinds)["kind"].sort().to_list()[:MOST_KINDS]
    candidates = _candidates(tables, run_id, {kind: 1 << n for n, kind in enumerate(shown)})
    return _read(tables, _cover(candidates), SOURCE_LONGEST)


def _candidates(tables: Tables, run_id: str, bits: dict[str, int]) -> dict[str, int]:
    """A few articles for every combination of kinds, as bits; the combinations are few."""
    bit = pl.col("kind").replace_strict(bits, default=0, return_dtype=pl.Int64)
    blocks = run_rows(tables, "removed_blocks", run_id).select("version_id", bit=bit)
    current = run_rows(tables, "articles", run_id).select(
        "article_id", "version_id", "removed_chars"
    )
    found = gathered(
        blocks.unique()
        .group_by("version_id")
        .agg(pl.col("bit").sum())
        .join(current, on="version_id")
        .sort("removed_chars", "article_id")
        .group_by("bit", maintain_order=True)
        .head(SAMPLES_WANTED)
        .sort("removed_chars", "article_id")
        .select("article_id", "bit")
    )
    return dict(found.iter_rows())


def _cover(kinds_of: dict[str, int]) -> list[str]:
    """Choose articles so that every kind is shown, most new kinds first."""
    chosen: list[str] = []
    missing = reduce(or_, kinds_of.values(), 0)
    while len(chosen) < SAMPLES and (missing or len(chosen) < SAMPLES_WANTED):
        rest = [article for article in kinds_of if article not in chosen]
        if not rest:
            break
        best = max(
            rest, key=lambda a: ((kinds_of[a] & missing).bit_count(), kinds_of[a].bit_count())
        )
        chosen.append(best)
        missing &= ~kinds_of[best]
    return chosen


def _read(tables: Tables, article_ids: list[str], longest: int | None) -> tuple[MarkedArticle, ...]:
    columns = [name for name in MarkedArticle.__dataclass_fields__ if name not in _JOINED]
    articles = gathered(
        table(tables, "articles")
        .filter(pl.col("article_id").is_in(article_ids))
        .select(OUTLET, "version_id", "raw_id", *columns)
    )
    texts = gathered(
        table(tables, "raw_documents")
        .filter(pl.col("raw_id").is_in(articles["raw_id"].to_list()))
        .select("raw_id", pl.col("source_text").str.slice(0, longest))
    )
    blocks = gathered(
        table(tables, "removed_blocks")
        .filter(pl.col("version_id").is_in(articles["version_id"].to_list()))
        .select("version_id", *_BLOCK)
    )
    text_of = dict(texts.iter_rows())
    names = names_of(tables, articles["version_id"].to_list())
    rows = {str(row["article_id"]): row for row in articles.iter_rows(named=True)}
    shown = [rows[one] for one in article_ids if one in rows and rows[one]["raw_id"] in text_of]
    return tuple(
        _marked(row, text_of[row["raw_id"]], blocks, names.get(str(row["version_id"]), ()))
        for row in shown
    )


_JOINED = frozenset({"outlet", "source_text", "segments", "names"})


def _marked(
    row: dict[str, object], source_text: str, blocks: pl.DataFrame, names: tuple[Named, ...]
) -> MarkedArticle:
    own = blocks.filter(pl.col("version_id") == row["version_id"])
    segments = segments_of(own.rows(named=True))
    return MarkedArticle(
        article_id=cast(str, row["article_id"]),
        headline=cast(str | None, row["headline"]),
        outlet=cast(str, row["outlet"]),
        url=cast(str | None, row["url"]),
        raw_uri=cast(str, row["raw_uri"]),
        section=tuple(cast(list[str], row["section"])),
        byline=cast(str | None, row["byline"]),
        authors=tuple(cast(list[str], row["authors"])),
        dateline=cast(str | None, row["dateline"]),
        published_at=cast(datetime | None, row["published_at"]),
        published_basis=cast(str | None, row["published_basis"]),
        published_precision=cast(str | None, row["published_precision"]),
        source_text=source_text,
        segments=segments,
        names=in_source(source_text, segments, names),
    )
