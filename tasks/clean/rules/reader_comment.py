"""Takes out what readers wrote under an article: the section as a whole, from its heading on."""

from tasks.clean.rules.rule import Rule, exact, has_bit, key, opening, words

KIND = "reader_comment"
SECTION, ITEM = f"{KIND}.section", f"{KIND}.item"
"""Anything below a comment heading; a bulleted or indented sentence behind the body."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    count = r"[\[({]? ?(\d[\d,.]*|no|one|two|three) ?"
    noun = (
        "(reader |user |readers' )?(comments?|responses?|replies|thoughts|kommentare?|comentarios?)"
    )
    counted = rf"^({count}{noun}\b|{noun} ?[\[(:]? ?\d[\d,.]*\b|soundoff \()"
    begins = has_bit("starts", (KIND, "heading"))
    french = key.str.contains(r"^comment [^?]*\?$")  # which asks "how?"
    return (
        exact(KIND, 0.93, "heading"),
        Rule(f"{KIND}.counted_heading", 0.93, key.str.contains(counted) & (words <= 14)),
        exact(KIND, 0.9, "furniture"),
        opening(KIND, 0.93, 60),
        Rule(f"{KIND}.heading_opening", 0.85, begins & ~french & (words <= 6)),
    )
