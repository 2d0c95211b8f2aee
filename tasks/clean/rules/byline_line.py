"""Moves lines that name the authors to the article's metadata."""

import polars as pl

from tasks.clean.lexicon import one_of
from tasks.clean.rules.rule import Rule, capitals, key, opening, unfinished, words

KIND = "byline_line"
BIOGRAPHY = f"{KIND}.biography"
"""What is told about the author below the body, or at its end: removed, not moved."""
OPENING = f"{KIND}.opening"
"""The line begins with "by", "von" … and goes on with names."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    names = (capitals >= 0.5) & (pl.col("cap_words") >= 2) & (words <= 16)
    by = opening(KIND, 0.93, 16)
    dated = (pl.col("years") > 0) & (pl.col("word_month") > 0) & (pl.col("clock_times") == 0)
    role = key.str.contains(r"(^|[,|/·-] ?|\b)" + one_of(KIND, "role") + r"$") & (words <= 9)
    return (
        Rule(OPENING, by.score, by.holds & names & unfinished),
        Rule(f"{KIND}.dated", by.score, by.holds & dated & (words <= 14) & unfinished),
        Rule(f"{KIND}.role", 0.85, role & (capitals >= 0.5) & (words >= 2) & unfinished),
    )
