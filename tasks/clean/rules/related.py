"""Takes out teasers of other stories and the headings above them."""

from tasks.clean.rules.rule import Rule, exact, opening, unfinished

KIND = "related"
TEASER = f"{KIND}.teaser"
"""A headline-like line behind or inside the body that the line model refuses."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    few = opening(KIND, 0.9, 24)
    return (exact(KIND, 0.93), Rule(few.rule_id, few.score, few.holds & unfinished))
