"""Takes out links to the same page in another language and notes on its translation."""

from tasks.clean.rules.rule import Rule, exact, unfinished_opening

KIND = "translation_link"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    return (exact(KIND, 0.9), unfinished_opening(KIND, 0.95, 24))
