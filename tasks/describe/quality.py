"""Adds the quality flags that follow from a document's text and metadata."""

import polars as pl

SHORT_WORDS = 50
VERY_LONG_WORDS = 20_000
REPEATED_CHARS = 80  # a shorter paragraph may well stand twice on purpose


def quality_flags(rows: pl.DataFrame, described: pl.Series, language: pl.Series) -> pl.Series:
    """Join the flags of cleaning, of describing and of the text itself, sorted, without repeats."""
    frame = pl.DataFrame(
        {
            "text": rows["text"],
            "words": rows["word_count"],
            "damage": rows["damage"],
            "cleaned": rows["quality_flags"],
            "described": described,
            "language": language,
        }
    )
    own = {
        "short": pl.col("words") < SHORT_WORDS,
        "very_long": pl.col("words") > VERY_LONG_WORDS,
        "damaged_encoding": (pl.col("damage").list.len() > 0)
        | pl.col("text").str.contains("\ufffd", literal=True),
        "repeated_paragraphs": _has_repeats(),
    }
    marks = pl.concat_list(
        pl.when(condition).then(pl.lit(flag)).otherwise(None) for flag, condition in own.items()
    ).list.drop_nulls()
    lists = [pl.col(name).fill_null([]) for name in ("cleaned", "described", "language")]
    joined = pl.concat_list([*lists, marks]).list.unique().list.sort()
    return frame.select(joined.alias("quality_flags")).to_series()


def _has_repeats() -> pl.Expr:
    paragraphs = pl.col("text").str.split("\n\n")
    long = paragraphs.list.eval(pl.element().filter(pl.element().str.len_chars() >= REPEATED_CHARS))
    return long.list.n_unique() < long.list.len()
