"""Takes out topic labels: lines that name them and bare bullets behind the body."""

from tasks.clean.rules.rule import Rule, exact, unfinished_opening

KIND = "tag_list"
BULLETS = f"{KIND}.bullets"
"""Bullets of at most four words behind the body."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    return (exact(KIND, 0.95), unfinished_opening(KIND, 0.93, 40))
