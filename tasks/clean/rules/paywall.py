"""Takes out the sentences that ask a reader to pay or log in before reading on."""

from tasks.clean.rules.rule import Rule, exact, opening

KIND = "paywall"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    return (exact(KIND, 0.97), opening(KIND, 0.95, 45))
