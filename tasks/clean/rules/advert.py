"""Takes out the labels that stand where an advertisement stood."""

from tasks.clean.rules.rule import Rule, exact, opening

KIND = "advert"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    return (exact(KIND, 0.98), opening(KIND, 0.95, 8))
