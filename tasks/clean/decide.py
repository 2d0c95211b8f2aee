"""Decides for every line of every document whether it is kept, removed or moved."""

import polars as pl

from tasks.clean import ledger, rows
from tasks.clean.blocks import split_lines


def clean_frame(rendered: pl.DataFrame) -> rows.Cleaned:
    """Clean rendered documents (source_text, blocks, given) and prove the ledger of each."""
    source = rendered["source_text"]
    lines = split_lines(source).with_columns(
        kind=pl.when(pl.col("text").str.contains(r"^(More Stories|Most viewed)")).then(
            pl.lit("related")
        ),
        cut=pl.lit(0, dtype=pl.Int32),
        joined=pl.lit(False),
    )
    taken = lines.filter(pl.col("kind").is_not_null())
    spans = taken.select(
        "doc", "kind", action=pl.lit("removed"), target_column=pl.lit(None, dtype=pl.String),
        rule_id=pl.lit("related.heading"), position=pl.lit("tail"), char_start="char_start",
        char_end="char_end", text="text", score=pl.lit(0.9, dtype=pl.Float32),
    )  # fmt: skip
    text = ledger.kept_texts(lines, len(source))
    wrong = ledger.uncovered(source, text, spans)
    empty = text == ""
    refusal = [
        "ledger" if bad else "not_empty_after_cleaning" if nothing else None
        for bad, nothing in zip(wrong, empty, strict=True)
    ]
    flags = pl.Series([[] for _ in refusal], dtype=pl.List(pl.String))
    return rows.Cleaned(text, flags, spans, refusal)
