"""Asks every rule about every distinct short line of a part, once."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.blocks import BULLET
from tasks.clean.rules import (
    advert,
    byline_line,
    caption,
    comment_author,
    contact,
    cookie_notice,
    copyright,
    furniture,
    most_viewed,
    navigation,
    newsletter,
    paywall,
    print_control,
    reader_comment,
    related,
    share_bar,
    tag_list,
    timestamp_line,
    translation_link,
)
from tasks.clean.rules.rule import Rule

LONGEST = 480  # characters; a longer line is prose, and no phrase speaks for it
_MODULES = (
    advert, print_control, share_bar, most_viewed, cookie_notice, copyright, paywall, newsletter,
    timestamp_line, contact, translation_link, tag_list, related, reader_comment, byline_line,
    comment_author, caption, navigation, furniture,
)  # fmt: skip


@cache
def rules() -> tuple[tuple[str, Rule], ...]:
    """Return (kind, rule) for every rule on a line's own text; the first of equals wins."""

    def every() -> Iterator[tuple[str, Rule]]:
        for module in _MODULES:
            for rule in module.on_text():
                yield module.KIND, rule

    return tuple(every())


def line_keys(text: pl.Expr) -> pl.Expr:
    """Return lines as the rules compare them: no bullet, lower case, straight quotes, no tail."""
    bare = text.str.replace(BULLET, "").str.to_lowercase()
    bare = bare.str.replace_all("[’‘]", "'").str.replace_all(r"[\s\u00a0]+", " ")
    return bare.str.strip_chars(" :»›>…|·•*-–—[]{}«")


def recognise(lines: pl.DataFrame) -> NDArray[np.int16]:
    """Return for each line the number of the rule in `rules()` with the best score, or -1.

    `lines` has text and the columns of `tasks.clean.scan.COLUMNS`.
    """
    short = lines.with_row_index("row").filter(pl.col("chars") <= LONGEST)
    distinct = short.unique("text", keep="first", maintain_order=True)
    best = pl.lit(-1, dtype=pl.Int16)
    ascending = sorted(enumerate(rules()), key=lambda item: (item[1][1].score, -item[0]))
    chain = pl.when(pl.lit(False)).then(best)
    for number, (_, rule) in reversed(ascending):
        chain = chain.when(rule.holds).then(pl.lit(number, dtype=pl.Int16))
    found = distinct.with_columns(key=line_keys(pl.col("text"))).select(
        "text", rule=chain.otherwise(best)
    )
    joined = short.select("row", "text").join(found, on="text", how="left", maintain_order="left")
    out = np.full(lines.height, -1, np.int16)
    out[joined["row"].to_numpy()] = joined["rule"].to_numpy()
    return out
