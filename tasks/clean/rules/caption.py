"""Takes out captions and credits of pictures."""

from tasks.clean.lexicon import one_of
from tasks.clean.rules.rule import Rule, capitals, key, opening, words

KIND = "caption"
DOUBLED = f"{KIND}.doubled"
"""The first printing of a line above the body that stands there twice."""
UNDER = f"{KIND}.under_headline"
"""A line between headline and body that looks like a caption, or stands in an element for them."""
ELEMENT = f"{KIND}.element"
"""A line that the model refuses in an element of the page for captions or a gallery."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    agency = one_of(KIND, "agency")
    credit = key.str.contains(rf"(^|[/|\u2014–(:,.-] ?|via |courtesy of ){agency}\)?\.?$")
    by_line = key.str.contains(rf"^[^/]{{3,40}}/ ?(the )?{agency}") & (words <= 10)
    return (
        opening(KIND, 0.7, 60),
        Rule(f"{KIND}.credit", 0.7, credit & (words <= 60)),
        Rule(f"{KIND}.credit_only", 0.94, (credit | by_line) & (words <= 7) & (capitals >= 0.5)),
    )
