"""Takes out the row of buttons that offer a page to friends and networks."""

import polars as pl

from tasks.clean.rules.rule import Rule, exact, opening, text, unfinished, words

KIND = "share_bar"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    only_networks = (pl.col("word_share") >= 0.7 * words) & (words >= 2) & (words <= 14)
    begins = opening(KIND, 0.95, 14)
    sentences = text.str.contains(r"[.!?] \p{Lu}") & (pl.col("word_share") < 0.3 * words)
    return (
        exact(KIND, 0.96),
        Rule(begins.rule_id, begins.score, begins.holds & ~sentences),  # "Share this view? I do."
        Rule(f"{KIND}.networks", 0.93, only_networks & unfinished),
    )
