"""Takes out buttons that print, enlarge, play or save the page."""

from tasks.clean.rules.rule import Rule, exact, key, unfinished_opening, words

KIND = "print_control"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    doubled = key.str.contains(
        r"^(print|email|e-mail|save|text|listen)( (print|pdf|email|save|this))+$"
    )
    return (
        exact(KIND, 0.96),
        Rule(f"{KIND}.doubled", 0.97, doubled),
        Rule(f"{KIND}.sizes", 0.95, key.str.contains(r"^(a[+-]?[ /|]*){2,4}$") & (words <= 4)),
        unfinished_opening(KIND, 0.95, 8),
    )
