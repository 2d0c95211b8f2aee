"""Takes out the lines above or below a reader's comment that say who wrote it and when."""

import polars as pl

from tasks.clean.rules.rule import Rule, key, words

KIND = "comment_author"
ITEM_NAME = f"{KIND}.item_name"
"""A bullet behind the body with a name, and an indented paragraph under it."""

_CLOCK = r"\d{1,2}[:.]\d{2}(:\d{2})?"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    says = r"^(\d+[.)]? )?[^.!?:]+ (says|said|wrote|writes|sagt|schrieb|dice)[:,]?$"
    when = r"\d[:.]\d\d|\d{4}|\d[/.-]\d{1,2}[/.-]\d"
    verb = r"(posted|submitted|written|left|comment)(:| by:?| on| at)?"
    posted = rf"^(comment #?\d+ ?-? ?)?{verb} .*({when})"
    button = "((up )?reply( actions)?|permalink|link|report|flag|journal|homepage|#)?"
    tail = rf" ?([ap]\.?m\.?)?( [a-z]{{2,4}})?[ |#\]\[)]*{button}[ #|]*$"
    stamp = rf"(^#\d[\d.]* |\b)(at|@|on|-|—|,|\|) ?.*{_CLOCK}( ?\(#\d+\))?{tail}"
    ago = (
        r"^.+[ •·|-]\d+ (minute|hour|day|week|month|year)s? ago( ?[•·|-]? ?(reply|edited|report))?$"
    )
    return (
        Rule(f"{KIND}.says", 0.9, key.str.contains(says) & (words <= 8)),
        Rule(f"{KIND}.posted", 0.85, key.str.contains(posted) & (words <= 18), "digits"),
        Rule(
            f"{KIND}.stamp",
            0.8,
            key.str.contains(stamp) & (words <= 18) & (pl.col("digits") >= 3),
            "digits",
        ),
        Rule(f"{KIND}.ago", 0.85, key.str.contains(ago) & (words <= 10), "digits"),
    )
