"""Takes out teasers of other stories and the headings above them."""

from tasks.clean.rules.rule import Rule, exact, unfinished_opening

KIND = "related"
TEASER = f"{KIND}.teaser"
"""A headline-like line behind or inside the body that the line model refuses."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    return (exact(KIND, 0.93), unfinished_opening(KIND, 0.9, 24))
