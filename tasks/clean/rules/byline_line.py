"""Moves lines that name the authors to the article's metadata."""

import polars as pl

from tasks.clean.lexicon import one_of
from tasks.clean.rules.rule import Rule, capitals, key, opening, text, unfinished, words

KIND = "byline_line"
EAST_ASIAN = (
    r"^[（(【\[〔]?(本报|本報|特约|特約)?"
    r"((记者|記者|作者|撰文|執筆|取材・文|文・写真|文)( ?[:：/／・·|｜丨] ?|[ \u3000])\p{Han}"
    r"|(记者|記者)\p{Han}{2,3}([/／）)】\]〕 ]|$))|^\p{Hangul}{2,4} (선임|수습)?(기자|특파원)$"
)
BIOGRAPHY = f"{KIND}.biography"
"""What is told about the author below the body, or at its end: removed, not moved."""
OPENING = f"{KIND}.opening"
"""The line begins with "by", "von" … and goes on with names."""


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    names = (capitals >= 0.5) & (pl.col("cap_words") >= 2) & (words <= 16)
    by = opening(KIND, 0.93, 16)
    dated = (pl.col("years") > 0) & (pl.col("word_month") > 0) & (pl.col("clock_times") == 0)
    wide = text.str.contains(EAST_ASIAN)
    role = key.str.contains(r"(^|[,|/·-] ?|\b)" + one_of(KIND, "role") + r"$") & (words <= 9)
    return (
        Rule(OPENING, by.score, by.holds & names & unfinished),
        Rule(f"{KIND}.east_asian", 0.93, wide & (pl.col("chars") <= 40) & unfinished),
        Rule(f"{KIND}.dated", by.score, by.holds & dated & (words <= 14) & unfinished),
        Rule(f"{KIND}.role", 0.85, role & (capitals >= 0.5) & (words >= 2) & unfinished),
    )
