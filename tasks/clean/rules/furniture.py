"""Takes out what is no kind of its own: symbols, program code, and lines only the model refuses."""

import polars as pl

from tasks.clean.rules.rule import Rule, key, text, words

KIND = "furniture"
SCORED = f"{KIND}.scored"
"""No rule knows the line; the line model says that it is not body."""
MENTIONED = 0.25
"""From that share of stop words on a line is a sentence that mentions code, and no code."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    stars = text.str.contains("[★☆⭐✩✮]")  # what a review gives
    symbols = (pl.col("letters") == 0) & (pl.col("digits") == 0) & ~stars
    number = (pl.col("letters") == 0) & (words <= 3)
    script = r"(^|\s)(function ?\(|var \w+ ?=|document\.\w+\(|window\.\w+)|[{;]\s*\}"
    code = key.str.contains(script + r"|^\s*[.#][\w-]+ ?\{|<!--|-->|</?\w+>")
    told = (pl.col("word_stop") >= MENTIONED * words) & (words >= 6)
    return (
        Rule(f"{KIND}.symbols", 0.96, symbols),
        Rule(f"{KIND}.code", 0.96, code & ~told),
        Rule(f"{KIND}.number", 0.7, number),
    )
