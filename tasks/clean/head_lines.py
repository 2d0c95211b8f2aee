"""Tells what lines above a body are that are printed as commenters' names and times are."""

from dataclasses import replace
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.features import NO_RULE, Lines
from tasks.clean.lexicon import one_of
from tasks.clean.recognise import rules
from tasks.clean.region import Regions
from tasks.clean.rules import byline_line, comment_author, timestamp_line
from tasks.clean.scan import I

REACH = 8  # lines above the body; further up stand the teasers of other stories
DATE_SHARE = 0.6  # of words and numbers of a line that dates the page and names nobody
_NUMBER = r"\d+"


def renamed(text: pl.Series, seen: Lines, found: Regions, start: NDArray[np.int64]) -> Lines:
    """Return the lines with other rules for those above the body that name a commenter there.

    A line that is not kept and begins as a byline is one, one with hardly more than a date is a
    date, others have no rule. `start` is where the body of each line's document begins.
    """
    number = np.arange(len(text))
    asked = np.isin(seen.rule, _of_commenters()) & (number < start)
    early = np.flatnonzero(asked & ~found.keep & ~found.in_comments)
    some = text.gather(early)
    near = number[early] >= start[early] - REACH
    signs = near & some.str.contains(rf"(?i)^\W*{one_of(byline_line.KIND, 'start')}").to_numpy()
    own = seen.own[early]
    told = own[:, I["word_month"]] + own[:, I["word_weekday"]] + own[:, I["word_ago"]]
    told = told + some.str.count_matches(_NUMBER).to_numpy()
    dates = near & (told >= DATE_SHARE * own[:, I["words"]])
    rule = seen.rule.copy()
    rule[early] = np.select([signs, dates], _of_heads(), NO_RULE)
    return replace(seen, rule=rule)


@cache
def _of_commenters() -> list[int]:
    return [number for number, (kind, _) in enumerate(rules()) if kind == comment_author.KIND]


@cache
def _of_heads() -> list[int]:
    """Return the numbers of the rules for bylines and for dates."""
    ids = [rule.rule_id for _, rule in rules()]
    return [ids.index(byline_line.OPENING), ids.index(timestamp_line.BARE)]
