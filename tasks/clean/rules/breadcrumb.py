"""Moves the path of sections above a headline to the article's section."""

import polars as pl

from tasks.clean.rules.rule import Rule, capitals, key, text, unfinished, words

KIND = "breadcrumb"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    steps = text.str.contains(r"[\pL\d] ?[>»›→] ?[\pL\d]| / \pL")
    path = steps & ~text.str.contains(r"[.!?:;|@\u201c\"]\s|//") & (words >= 2)
    here = key.str.contains(r"^(you are here|you are at|home)\b.*[>»›/]")
    few = (words <= 14) & unfinished & (pl.col("digits") <= 4)
    return (
        Rule(f"{KIND}.path", 0.88, path & few & (capitals >= 0.5)),
        Rule(f"{KIND}.here", 0.95, here & few),
    )
