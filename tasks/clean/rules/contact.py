"""Takes out the lines that say how to reach the newsroom."""

import polars as pl

from tasks.clean.rules.rule import Rule, exact, key, opening, words

KIND = "contact"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    address = r"[\w.+-]+@[\w-]+\.[\w.-]+"
    return (
        exact(KIND, 0.95),
        opening(KIND, 0.95, 40),
        Rule(
            f"{KIND}.address",
            0.9,
            key.str.contains(f"^(e-?mail:? ?)?[\\[(<]?{address}[\\])>]?$"),
            "addresses",
        ),
        Rule(
            f"{KIND}.write_to",
            0.75,
            key.str.contains(rf"\b(reached|contact|email|e-mail|write|follow)\b.*{address}")
            & (words <= 30)
            & (pl.col("quotes") == 0),
            "addresses",
        ),
    )
