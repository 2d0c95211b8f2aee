"""Takes out topic labels: lines that name them and bare bullets behind the body."""

from tasks.clean.rules.rule import Rule, exact, opening, unfinished

KIND = "tag_list"
BULLETS = f"{KIND}.bullets"
"""Bullets of at most four words behind the body."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    named = opening(KIND, 0.93, 40)
    return (exact(KIND, 0.95), Rule(named.rule_id, named.score, named.holds & unfinished))
