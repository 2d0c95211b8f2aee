"""Chooses the few rows that speak for all: a rule on one column holds if it holds for them."""

import polars as pl


def witnesses(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return rows that hold each distinct value of every column, or for numbers both extremes.

    An expectation looks at one value at a time, so a set, a pattern or a flag holds for every
    row when it holds for the distinct values, and a range when it holds for the smallest and the
    largest. A null is a value too.
    """
    chosen = [_spokesmen(frame[column]) for column in columns]
    if not chosen or frame.is_empty():
        return frame.head(0)
    return frame[pl.concat(chosen).unique().sort()]


def _spokesmen(values: pl.Series) -> pl.Series:
    if values.dtype.is_numeric() or values.dtype == pl.Boolean:
        ends = [values.arg_min(), values.arg_max(), values.is_null().arg_max()]
        return pl.Series([end for end in ends if end is not None], dtype=pl.UInt32)
    return values.arg_unique().cast(pl.UInt32)
