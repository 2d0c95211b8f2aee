"""Turns what the DOM says of a rendered line into named numbers beside those of its text."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

_LAST = ("p", "li", "h1", "h2", "h3", "tr", "div", "figcaption", "blockquote", "time", "label")
_WITHIN = (
    "nav", "footer", "aside", "header", "form", "article", "main", "figure", "table", "blockquote",
)  # fmt: skip
_MARKS = {
    "comments": r"comment|disqus|repl[yi]|respond|discuss|feedback",
    "related": r"relat|recommend|more|also|promo|teaser|trending|popular|most|latest|read.?next",
    "share": r"shar|social|tool|follow|print",
    "menu": r"nav|menu|crumb|pagin|tabs?\b",
    "foot": r"foot|copyright|legal|bottom",
    "side": r"side|rail|widget|right|module|column|col_?[23]",
    "advert": r"\bads?\b|advert|sponsor|banner|\bad[-_]",
    "picture": r"caption|credit|photo|image|media|galler|figure|video|slide",
    "meta": r"byline|author|date|time|meta|posted|info|source|bio",
    "article": r"article|story|content|body|entry|post|text|main|copy",
    "title": r"title|headline|heading|\bhed",
    "tags": r"tag|topic|keyword|categor",
    "signup": r"newsletter|subscri|sign.?up|paywall|login|regist",
    "hidden": r"hidden|modal|popup|cookie|consent|overlay",
}
DOM_FEATURES = (
    tuple(f"last_{tag}" for tag in _LAST)
    + tuple(f"in_{tag}" for tag in _WITHIN)
    + tuple(f"marked_{mark}" for mark in _MARKS)
    + tuple(f"near_{mark}" for mark in _MARKS)
    + (
        "path_length", "link_share", "link_share_above", "link_share_below", "link_share_near",
        "path_prose", "path_lines", "parent_prose", "grandparent_prose", "same_path_above",
        "same_path_below",
    )
)  # fmt: skip


def dom_features(
    blocks: pl.DataFrame, words: NDArray[np.float32], prose: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return DOM_FEATURES for each line; `blocks` has doc, path, link_chars and chars.

    `prose` is 1 for sentence lines, from `tasks.clean.context.sentence_lines`.
    """
    told = _path_features(blocks["path"])
    number = pl.struct("doc", "path")
    frame = blocks.with_columns(
        weight=pl.Series(words * prose), parent=_up(1), grandparent=_up(2)
    ).with_columns(share=(pl.col("link_chars") / pl.col("chars").clip(1)).clip(0, 1))
    total = pl.col("weight").sum().over("doc").clip(1)
    same = pl.col("doc") == pl.col("doc").shift(1)
    below = pl.col("doc") == pl.col("doc").shift(-1)
    near = (
        pl.col("path").str.count_matches(">"),
        pl.col("share"),
        pl.when(same).then(pl.col("share").shift(1)).otherwise(-1),
        pl.when(below).then(pl.col("share").shift(-1)).otherwise(-1),
        (_around("link_chars") / _around("chars").clip(1)).clip(0, 1).over("doc"),
        pl.col("weight").sum().over("doc", "path") / total,
        number.len().over("doc", "path").log1p(),
        pl.col("weight").sum().over("doc", "parent") / total,
        pl.col("weight").sum().over("doc", "grandparent") / total,
        (same & (pl.col("path") == pl.col("path").shift(1))).fill_null(False),
        (below & (pl.col("path") == pl.col("path").shift(-1))).fill_null(False),
    )  # fmt: skip
    names = DOM_FEATURES[-len(near) :]
    asked = frame.select(
        expr.cast(pl.Float32).alias(name) for name, expr in zip(names, near, strict=True)
    )
    columns = [series.fill_null(-1).to_numpy() for series in asked]
    return np.concatenate([told, np.stack(columns, axis=1)], axis=1)


def _around(column: str) -> pl.Expr:
    return pl.col(column).rolling_sum(7, min_samples=1, center=True)


def _up(steps: int) -> pl.Expr:
    """Return the path without its last `steps` elements."""
    return pl.col("path").str.replace(r"(>[^>]*){" + str(steps) + "}$", "")


def _path_features(paths: pl.Series) -> NDArray[np.float32]:
    """Ask every distinct element once for its tag and for words in its class and id.

    A path's flags are those of its last element, of any element, and of the last two.
    """
    table = pl.DataFrame({"path": paths.unique(maintain_order=True)}).with_row_index("row")
    parts = table["path"].str.split(">")
    names = parts.explode(empty_as_null=True)
    distinct = names.unique(maintain_order=True)
    bits = _element_bits(distinct)[
        names.replace_strict(distinct, np.arange(len(distinct)), return_dtype=pl.Int64).to_numpy()
    ]
    start = np.cumsum(np.append(0, parts.list.len().to_numpy()))[:-1]
    last = np.append(start[1:], len(bits)) - 1
    some = np.bitwise_or.reduceat(bits, start) if len(start) else bits
    near = bits[last] | bits[np.maximum(last - 1, start)]
    lasts, withins, marks = len(_LAST), len(_WITHIN), len(_MARKS)
    flags = np.concatenate(
        [
            _unpacked(bits[last], 0, lasts),
            _unpacked(some, lasts, withins + marks),
            _unpacked(near, lasts + withins, marks),
        ],
        axis=1,
    )
    row = pl.DataFrame({"path": paths}).join(table, on="path", maintain_order="left")["row"]
    return np.asarray(flags[row.to_numpy()], dtype=np.float32)


def _unpacked(bits: NDArray[np.uint64], first: int, count: int) -> NDArray[np.float32]:
    places = np.arange(first, first + count, dtype=np.uint64)
    return ((bits[:, None] >> places) & np.uint64(1)).astype(np.float32)


def _element_bits(names: pl.Series) -> NDArray[np.uint64]:
    """Return for each tag.words, from the lowest bit: its tag is in _LAST, _WITHIN, its _MARKS."""
    tag, words = pl.col("tag"), pl.col("words")
    split = pl.DataFrame({"name": names}).select(
        tag=pl.col("name").str.extract(r"^([^.]*)", 1),
        words=pl.col("name").str.extract(r"\.(.*)$", 1).fill_null(""),
    )
    holds = (
        *(tag == name for name in (*_LAST, *_WITHIN)),
        *(words.str.contains(pattern) for pattern in _MARKS.values()),
    )
    asked = split.select(hold.cast(pl.UInt64).alias(str(bit)) for bit, hold in enumerate(holds))
    weight = np.uint64(1) << np.arange(len(holds), dtype=np.uint64)
    return np.asarray((asked.to_numpy() * weight).sum(axis=1), dtype=np.uint64)
