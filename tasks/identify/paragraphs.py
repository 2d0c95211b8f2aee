"""Counts the characters in paragraphs that one version of a text has and another lacks."""

import polars as pl


def paragraph_changes(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return version_id, chars_added, chars_removed for rows of (version_id, text, previous).

    A paragraph counts as often as it stands in the text (a multiset difference). Without a
    previous text every paragraph was added.
    """
    now = _paragraphs(pairs, "text").rename({"n": "now"})
    before = _paragraphs(pairs, "previous").rename({"n": "before"})
    both = now.join(before, on=["version_id", "paragraph"], how="full", coalesce=True)
    grown = pl.col("now").fill_null(0).cast(pl.Int64) - pl.col("before").fill_null(0).cast(pl.Int64)
    chars = pl.col("paragraph").str.len_chars().cast(pl.Int64)
    sums = both.group_by("version_id").agg(
        chars_added=(chars * grown.clip(lower_bound=0)).sum().cast(pl.Int32),
        chars_removed=(chars * (-grown).clip(lower_bound=0)).sum().cast(pl.Int32),
    )
    return pairs.select("version_id").join(sums, on="version_id", how="left").fill_null(0)


def _paragraphs(pairs: pl.DataFrame, column: str) -> pl.DataFrame:
    return (
        pairs.select("version_id", pl.col(column).str.split("\n\n").alias("paragraph"))
        .explode("paragraph", empty_as_null=True, keep_nulls=False)
        .drop_nulls("paragraph")
        .group_by("version_id", "paragraph")
        .agg(n=pl.len())
    )
