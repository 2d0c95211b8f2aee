"""Adds the quality flags that follow from a document's text and metadata."""

import polars as pl

from tasks.describe.letters import count_letters

SHORT_WORDS = 50
VERY_LONG_WORDS = 20_000
ONE_CASE_LETTERS = 200  # fewer may be a headline and a caption
FEWEST_CAPITALS, MOST_CAPITALS = 0.003, 0.6  # of the letters of running text, about 0.04 are
REPEATED_CHARS = 80  # a shorter paragraph may well stand twice on purpose


def quality_flags(rows: pl.DataFrame, described: pl.Series, language: pl.Series) -> pl.Series:
    """Join the flags of cleaning, of describing and of the text itself, sorted, without repeats."""
    capitals, letters = count_letters(rows["text"])
    frame = pl.DataFrame(
        {
            "text": rows["text"],
            "capitals": capitals,
            "letters": letters,
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
        "one_case": _has_one_case(),
    }
    marks = pl.concat_list(
        pl.when(condition).then(pl.lit(flag)).otherwise(None) for flag, condition in own.items()
    ).list.drop_nulls()
    lists = [pl.col(name).fill_null([]) for name in ("cleaned", "described", "language")]
    joined = pl.concat_list([*lists, marks]).list.unique().list.sort()
    return frame.select(joined.alias("quality_flags")).to_series()


def _has_one_case() -> pl.Expr:
    """Whether a text is all capitals or has none, so that names cannot be told by theirs.

    Scripts without capitals have no such letters to count and are not meant.
    """
    share = pl.col("capitals") / pl.col("letters")
    is_odd = ~share.is_between(FEWEST_CAPITALS, MOST_CAPITALS)
    return (pl.col("letters") >= ONE_CASE_LETTERS) & is_odd


def _has_repeats() -> pl.Expr:
    paragraphs = pl.col("text").str.split("\n\n")
    long = paragraphs.list.eval(pl.element().filter(pl.element().str.len_chars() >= REPEATED_CHARS))
    return long.list.n_unique() < long.list.len()
