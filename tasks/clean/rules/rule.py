"""What a rule is: a name, a confidence and a question to a whole column of lines.

The lines a rule sees have `key` (lower case, straight quotes, without bullet and closing colon or
arrow), `text` (as printed), `exact` and `starts` (bits of tasks.clean.phrases.TABLES: what the
line is, or begins with) and every count of `tasks.clean.scan.COLUMNS` (words, cap_words, …).
"""

from dataclasses import dataclass

import polars as pl

from tasks.clean.phrases import TABLES, marked_openings

CERTAIN = 0.95
"""From this score on a rule takes a line out whatever the line model says."""

words = pl.col("words")
key = pl.col("key")
text = pl.col("text")
unfinished = (pl.col("ends_stop") == 0) & (pl.col("ends_mark") == 0)
capitals = pl.col("cap_words") / pl.max_horizontal(words, pl.lit(1))


@dataclass(frozen=True)
class Rule:
    """One way to recognise a kind; `score` is the share of such lines that are that kind.

    `needs` names a count without which the rule cannot hold, so that few lines are asked.
    """

    rule_id: str
    score: float
    holds: pl.Expr
    needs: str = "chars"


def exact(kind: str, score: float, table: str = "exact") -> Rule:
    """The whole line is one of the kind's phrases."""
    name = f"{kind}.phrase" if table == "exact" else f"{kind}.{table}"
    return Rule(name, score, has_bit("exact", (kind, table)))


def opening(kind: str, score: float, at_most: int) -> Rule:
    """The line begins with one of the kind's phrases and has few words."""
    begins = has_bit("starts", (kind, "start"))
    if marked := marked_openings(kind):
        begins = begins | key.str.contains(marked)
    return Rule(f"{kind}.opening", score, begins & (words <= at_most))


def unfinished_opening(kind: str, score: float, at_most: int) -> Rule:
    """As `opening`, but only of lines that end like labels: a sentence may begin the same."""
    rule = opening(kind, score, at_most)
    return Rule(rule.rule_id, rule.score, rule.holds & unfinished)


def has_bit(column: str, table: tuple[str, str]) -> pl.Expr:
    """Tell whether a line's phrase bits name a table of phrases."""
    return (pl.col(column) & (1 << TABLES.index(table))) != 0
