"""Recognises names and quotations once for each distinct text of a run, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tasks.extract.article_rules import apply_rules, places_only, prepare
from tasks.extract.quotes import find_quotes
from tasks.extract.recognise import recogniser
from tasks.extract.recogniser import Recogniser
from tasks.extract.rows import (
    LOCAL_MENTION,
    LOCAL_QUOTE,
    LocalRow,
    frame,
    mention_rows,
    quote_rows,
    text_key,
)
from warehouse.stage import write_part

TEXTS_AT_ONCE = 512
MODEL_TEXT = {
    "text_key": pl.String,
    "headline": pl.String,
    "text": pl.String,
    "language": pl.String,
}


@dataclass(frozen=True)
class ExtractOptions:
    """How names are recognised: the model string and the model's batch size in texts."""

    model: str = "small"
    batch_size: int = 24


@dataclass(frozen=True)
class RecogniseResult:
    """What one part gave: two files of article-local rows and their counts."""

    mentions: Path
    quotes: Path
    texts_count: int
    mentions_count: int
    quotes_count: int
    model: str


def plan_parts(changed: Sequence[Path], out_dir: Path, batch_bytes: int) -> tuple[Path, ...]:
    """Write the distinct texts of a run as parts of about `batch_bytes` each, and return them.

    Two articles with the same text, headline and language are one row (columns text_key,
    headline, text, language), so copies are recognised once. Input parts are read one at a
    time; the rows keep the order in which the texts are met.
    """
    seen: set[str] = set()
    parts: list[Path] = []
    waiting: list[pl.DataFrame] = []
    size = 0
    for path in changed:
        for texts, weight in _new_texts(path, seen, batch_bytes):
            if waiting and size + weight > batch_bytes:
                parts.append(_write_texts(waiting, out_dir, len(parts)))
                waiting, size = [], 0
            waiting.append(texts)
            size += weight
    if waiting:
        parts.append(_write_texts(waiting, out_dir, len(parts)))
    return tuple(parts)


def _new_texts(path: Path, seen: set[str], most: int) -> Iterator[tuple[pl.DataFrame, int]]:
    """Yield the texts of one part that no part before had, in pieces of at most `most` bytes."""
    columns = ["text_sha256", "headline", "language"]
    keys = [text_key(*row) for row in pl.read_parquet(path, columns=columns).iter_rows()]
    fresh = []
    for row, key in enumerate(keys):
        if key not in seen:
            seen.add(key)
            fresh.append(row)
    if not fresh:
        return
    texts = pl.read_parquet(path, columns=["headline", "text", "language"]).with_columns(
        pl.Series("text_key", keys, pl.String)
    )[fresh]
    ends = texts["text"].str.len_bytes().cum_sum()
    pieces = texts.with_columns(piece=(ends - 1).clip(0) // max(1, most))
    for piece in pieces.partition_by("piece", maintain_order=True, include_key=False):
        yield piece.select(MODEL_TEXT.keys()), int(piece["text"].str.len_bytes().sum())


def _write_texts(waiting: list[pl.DataFrame], out_dir: Path, number: int) -> Path:
    return write_part(pl.concat(waiting), out_dir / f"distinct-{number:05d}.parquet")


def warm_up(options: ExtractOptions) -> None:
    """Load the model in this process, so that the first part need not wait for it.

    Raises ModelMissingError, PayloadError or ValueError as `recogniser` does.
    """
    recogniser(options.model, options.batch_size)


def recognise_part(part: Path, out_dir: Path, options: ExtractOptions) -> RecogniseResult:
    """Recognise one part of `plan_parts` and write its mentions and quotations.

    The files are `mentions-<part>.parquet` (LOCAL_MENTION) and `quotes-<part>.parquet`
    (LOCAL_QUOTE); `link` joins them to the articles by text_key. With model ``none`` both are
    empty. A text in a language that the model is not for is never shown to it.
    """
    engine = recogniser(options.model, options.batch_size)
    texts = pl.read_parquet(part)
    mentions: list[pl.DataFrame] = [LOCAL_MENTION.to_frame()]
    quotes: list[pl.DataFrame] = [LOCAL_QUOTE.to_frame()]
    if options.model != "none":
        for some in texts.iter_slices(TEXTS_AT_ONCE):
            named, said = _recognise(some, engine)
            mentions.append(frame(named, LOCAL_MENTION))
            quotes.append(frame(said, LOCAL_QUOTE))
    all_mentions, all_quotes = pl.concat(mentions), pl.concat(quotes)
    name = part.stem.removeprefix("distinct-")
    return RecogniseResult(
        mentions=write_part(all_mentions, out_dir / f"mentions-{name}.parquet"),
        quotes=write_part(all_quotes, out_dir / f"quotes-{name}.parquet"),
        texts_count=texts.height,
        mentions_count=all_mentions.height,
        quotes_count=all_quotes.height,
        model=engine.name,
    )


def is_readable(engine: Recogniser, language: str | None) -> bool:
    """Tell whether a model is for a text's language; a text too short to tell is given to it."""
    return not engine.languages or language is None or language[:2].lower() in engine.languages


def _recognise(texts: pl.DataFrame, engine: Recogniser) -> tuple[list[LocalRow], list[LocalRow]]:
    rows = list(texts.select(MODEL_TEXT.keys()).iter_rows())
    articles = [prepare(headline, text) for _, headline, text, _ in rows]
    readable = [is_readable(engine, language) for *_, language in rows]
    shown = [a.read if fit else "" for a, fit in zip(articles, readable, strict=True)]
    named: list[LocalRow] = []
    said: list[LocalRow] = []
    spans = engine.extract(shown)
    for (key, *_), article, fit, found in zip(rows, articles, readable, spans, strict=True):
        mentions = apply_rules(article, found) if fit else places_only(article)
        named += mention_rows(key, article, mentions, engine.name)
        said += quote_rows(key, article, find_quotes(article.printed, mentions) if fit else [])
    return named, said
