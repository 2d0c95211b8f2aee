"""Takes out headings of popularity lists."""

from tasks.clean.rules.rule import Rule, exact, unfinished_opening

KIND = "most_viewed"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    return (exact(KIND, 0.96), unfinished_opening(KIND, 0.95, 6))
