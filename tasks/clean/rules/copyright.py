"""Takes out copyright lines and statements of rights."""

from tasks.clean.lexicon import one_of
from tasks.clean.rules.rule import Rule, key, opening, words

KIND = "copyright"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    stated = key.str.contains(one_of(KIND, "contain"))
    return (
        opening(KIND, 0.95, 60),
        Rule(f"{KIND}.statement", 0.95, stated & (words <= 60)),
    )
