"""Asks every rule about every distinct short line of a part, once."""

from collections.abc import Iterator
from functools import cache

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.blocks import BULLET
from tasks.clean.ledger import string_buffer
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


def distinct(strings: pl.Series) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each string its number among the distinct ones, and where each of these is first.

    Numbers are given in the order of first appearance.
    """
    data, at = string_buffer(strings)
    number = np.empty(len(strings), np.int64)
    first = np.empty(len(strings), np.int64)
    size = 1 << max(2 * len(strings), 1).bit_length()
    count = _distinct(data, at, np.full(size, -1), np.empty(size, np.uint64), number, first)
    return number, first[:count]


@numba.njit(cache=True)
def _distinct(
    data: NDArray[np.uint8],
    at: NDArray[np.int64],
    slots: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    number: NDArray[np.int64],
    first: NDArray[np.int64],
) -> int:
    """Fill both arrays with the help of a hash table, whose `slots` are -1, and count."""
    count, mask = 0, np.uint64(len(slots) - 1)
    for row in range(len(number)):
        low, high = at[row], at[row + 1]
        value = np.uint64(high - low)
        for here in range(low, high):
            value = (value ^ np.uint64(data[here])) * np.uint64(0x9E3779B97F4A7C15)
        value ^= value >> np.uint64(32)
        slot = value & mask
        while slots[slot] >= 0:
            if hashes[slot] == value and _is_same(data, low, high, at, first[slots[slot]]):
                break
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] < 0:
            slots[slot], hashes[slot], first[count] = count, value, row
            count += 1
        number[row] = slots[slot]
    return count


@numba.njit(cache=True)
def _is_same(
    data: NDArray[np.uint8], low: int, high: int, at: NDArray[np.int64], other: int
) -> bool:
    begin = at[other]
    if at[other + 1] - begin != high - low:
        return False
    for step in range(high - low):
        if data[low + step] != data[begin + step]:
            return False
    return True


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
