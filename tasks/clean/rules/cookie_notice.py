"""Takes out notices about cookies, consent and content that was not loaded."""

from tasks.clean.rules.rule import Rule, exact, opening

KIND = "cookie_notice"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    return (exact(KIND, 0.97), opening(KIND, 0.95, 80))
