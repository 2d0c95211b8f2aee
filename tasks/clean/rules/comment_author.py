"""Takes out the lines above or below a reader's comment that say who wrote it and when."""

import polars as pl

from tasks.clean.rules.rule import Rule, key, words

KIND = "comment_author"

_CLOCK = r"\d{1,2}[:.]\d{2}(:\d{2})?"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    says = r"^(\d+[.)]? )?[^.!?:]{2,40} (says|said|wrote|writes|sagt|schrieb|dice)[:,]?$"
    when = r"\d{1,2}[:.]\d{2}|\d{4}|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    posted = rf"^(comment #?\d+ ?-? ?)?(posted|submitted|written|left|comment)(:| by:?| on| at)? .{{0,60}}({when})"
    stamp = rf"^.{{2,60}}\b(at|@|on|-|—|,|\|) ?.{{0,30}}{_CLOCK} ?([ap]\.?m\.?)?( [a-z]{{2,4}})?[ |#\]\[)]*(reply|permalink|link|report|flag|#)?[ #|]*$"
    ago = r"^.{2,40}[ •·|-]\d+ (minute|hour|day|week|month|year)s? ago( ?[•·|-]? ?(reply|edited|report))?$"
    return (
        Rule(f"{KIND}.says", 0.9, key.str.contains(says) & (words <= 8)),
        Rule(f"{KIND}.posted", 0.85, key.str.contains(posted) & (words <= 18)),
        Rule(f"{KIND}.stamp", 0.8, key.str.contains(stamp) & (words <= 18) & (pl.col("digits") >= 3)),
        Rule(f"{KIND}.ago", 0.85, key.str.contains(ago) & (words <= 10)),
    )
