"""Asks every rule about every distinct short line of a part, once."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.blocks import BULLET
from tasks.clean.distinct import distinct
from tasks.clean.phrases import exact_bits
from tasks.clean.rules import (
    advert,
    breadcrumb,
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
from tasks.clean.scan import COLUMNS, I

LABEL_WORDS = 24  # a line of more words is prose: only how it begins can speak against it
LONGEST = 600  # characters; and of a longer one not even that
_MODULES = (
    advert, print_control, share_bar, most_viewed, cookie_notice, copyright, paywall, newsletter,
    timestamp_line, contact, translation_link, tag_list, related, reader_comment, byline_line,
    comment_author, caption, breadcrumb, navigation, furniture,
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


def recognise(
    text: pl.Series, counts: NDArray[np.float32], starts: NDArray[np.uint64]
) -> NDArray[np.int16]:
    """Return for each line the number of the rule in `rules()` with the best score, or -1.

    `counts` has the columns of `tasks.clean.scan.COLUMNS`, `starts` is what
    `tasks.clean.phrases.starting_bits` returns.
    """
    label = counts[:, I["words"]] <= LABEL_WORDS
    may = label | (starts > 0) | (counts[:, I["word_legal"]] > 0)
    short = np.flatnonzero(may & (counts[:, I["chars"]] <= LONGEST))
    number, first = distinct(text.gather(short))
    first = short[first]
    phrase, bits = exact_bits()
    keyed = (
        pl.DataFrame(counts[first], schema=list(COLUMNS))
        .with_columns(text=text.gather(first), starts=starts[first])
        .with_columns(key=line_keys(pl.col("text")))
        .with_columns(
            exact=pl.col("key").replace_strict(phrase, bits, default=0, return_dtype=pl.UInt64)
        )
    )
    out = np.full(len(text), -1, np.int16)
    out[short] = _best_rules(keyed)[number]
    return out


def _best_rules(lines: pl.DataFrame) -> NDArray[np.int16]:
    """Return for each line the rule with the highest score that holds, the first of equals.

    Rules are asked in groups that need the same count, each group only of the lines that have it.
    """
    ranked = sorted(enumerate(rules()), key=lambda item: (-item[1][1].score, item[0]))
    best = np.full(lines.height, len(ranked), np.int16)
    for needed in sorted({rule.needs for _, rule in rules()}):
        group = [
            pl.when(rule.holds).then(pl.lit(rank, dtype=pl.Int16))
            for rank, (_, (_, rule)) in enumerate(ranked)
            if rule.needs == needed
        ]
        rows = np.flatnonzero((lines[needed] > 0).to_numpy())
        nothing = pl.lit(len(ranked), dtype=pl.Int16)
        found = lines[rows].select(rank=pl.coalesce(*group, nothing))["rank"].to_numpy()
        best[rows] = np.minimum(best[rows], found)
    number = np.array([number for number, _ in ranked] + [-1], np.int16)
    return np.asarray(number[best], dtype=np.int16)
