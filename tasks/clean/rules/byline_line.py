"""Moves lines that name the authors to the article's metadata."""

import polars as pl

from tasks.clean.lexicon import one_of
from tasks.clean.rules.rule import Rule, capitals, key, opening, unfinished, words

KIND = "byline_line"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    names = (capitals >= 0.5) & (pl.col("cap_words") >= 2) & (words <= 16)
    by = opening(KIND, 0.93, 16)
    role = key.str.contains(r"(^|[,|/·-] ?|\b)" + one_of(KIND, "role") + r"$") & (words <= 9)
    return (
        Rule(by.rule_id, by.score, by.holds & names & unfinished),
        Rule(f"{KIND}.role", 0.85, role & (capitals >= 0.5) & (words >= 2) & unfinished),
    )
