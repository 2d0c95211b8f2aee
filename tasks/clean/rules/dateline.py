"""Moves the place and agency before the first sentence to the article's dateline."""

import polars as pl

KIND = "dateline"
INLINE = f"{KIND}.inline"

LONGEST = 80

_PLACE = r"\p{Lu}[\p{Lu}.'’ -]+"
_PLACE_MIXED = r"\p{Lu}[\pL.'’-]+(?: \p{Lu}[\pL.'’-]+)?(?: \p{Lu}[\pL.'’-]+)?"
_REST = r"(?:, [\pL\d][\pL\d.’' -]+)*"
_AGENCY = r" ?\([\pL\d][^()]+\)"
_DASH = r" ?(?:[—–]|--|-) ?"
_PATTERN = (
    rf"^(?:{_PLACE}{_REST}(?:{_AGENCY})?{_DASH}"
    rf"|{_PLACE_MIXED}{_REST}{_AGENCY}{_DASH}"
    rf"|{_AGENCY}{_DASH}"
    rf"|{_PLACE}{_REST}{_AGENCY} )"
)


def inline_chars(text: pl.Expr) -> pl.Expr:
    """Return how many characters at a paragraph's start are a dateline, 0 for none.

    A dateline ends in a dash (a lone hyphen needs a space on one side) or in a bracketed agency,
    and a sentence of some length follows it.
    """
    found = text.str.slice(0, LONGEST).str.extract(f"({_PATTERN})", 1)
    dashed = found.str.contains(r"([—–]|--| -|- |\) )\s*$|[—–-] ?$") & ~found.str.contains(r"\w-$")
    sentence = text.str.len_chars() - found.str.len_chars() >= 25
    return (
        pl.when(found.is_not_null() & dashed & sentence)
        .then(found.str.len_chars())
        .otherwise(0)
        .cast(pl.Int32)
    )
