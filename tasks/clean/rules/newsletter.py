"""Takes out invitations to subscribe, sign up, follow or download."""

import polars as pl

from tasks.clean.rules.rule import Rule, exact, opening, unfinished, words

KIND = "newsletter"
LABEL_WORDS = 12
"""A longer line that offers nothing to subscribe to is prose."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    mostly = (pl.col("word_subscribe") >= 0.4 * words) & (words >= 2) & (words <= 16)
    begins = opening(KIND, 0.95, 45)
    told = (words > LABEL_WORDS) & (pl.col("word_subscribe") == 0)  # "Get the best of both worlds"
    return (
        exact(KIND, 0.95),
        Rule(begins.rule_id, begins.score, begins.holds & ~told),
        Rule(f"{KIND}.words", 0.8, mostly & unfinished),
    )
