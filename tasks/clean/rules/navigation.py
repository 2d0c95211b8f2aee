"""Takes out menus, section names and the buttons of a site."""

import polars as pl

from tasks.clean.rules.rule import Rule, exact, unfinished, unfinished_opening, words

KIND = "navigation"
LIST = f"{KIND}.list"
"""Bullets of at most four words before the body."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    menu = (pl.col("word_nav") + pl.col("word_legal") >= 0.6 * words) & (words <= 12)
    row = (pl.col("separators") >= 3) & (words <= 12 * pl.col("separators"))
    return (
        exact(KIND, 0.85),
        unfinished_opening(KIND, 0.9, 10),
        Rule(f"{KIND}.menu_words", 0.75, menu & unfinished),
        Rule(f"{KIND}.separated_row", 0.75, row & unfinished),
    )
