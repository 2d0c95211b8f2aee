"""Takes out invitations to subscribe, sign up, follow or download."""

import polars as pl

from tasks.clean.rules.rule import Rule, exact, opening, unfinished, words

KIND = "newsletter"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    mostly = (pl.col("word_subscribe") >= 0.4 * words) & (words >= 2) & (words <= 16)
    return (
        exact(KIND, 0.95),
        opening(KIND, 0.95, 45),
        Rule(f"{KIND}.words", 0.8, mostly & unfinished),
    )
