"""Tells by the names of its elements whether a rendered line stands among reader comments."""

import re

import numpy as np
import polars as pl
from numpy.typing import NDArray

ELSEWHERE = 50.0  # likely body words that must stand outside before the marks are believed

_LEFT_OUT = frozenset("body html p a h1".split())
_NAMES = re.compile(
    r"(?:^|[_-])(?<!with-)(?<!has-)(?<!no-)"
    r"(?:comments?|comment\w*(?:body|text|list|item|content)|kommentare?|disqus\w*|replies)"
    r"(?=$|[_-]|\d)"
    r"(?![_-]?(?:open|closed|enabled|disabled|count|link|number|num|on|off|status|policy|icon)"
    r"(?:$|[_-]))"
)
"""Words of classes and ids that hold comments; a counter or a switch for them does not."""


def among_comments(
    paths: pl.Series,
    doc: NDArray[np.uint32],
    words: NDArray[np.float32],
    opinion: NDArray[np.float32],
) -> NDArray[np.bool_]:
    """Return the lines that stand in such an element, where the body does not stand in it, too.

    All have one entry a line: the block's path, the document, its words, the model's opinion.
    """
    distinct = pl.DataFrame({"path": paths.unique(maintain_order=True)})
    elements = distinct.with_columns(name=pl.col("path").str.split(">")).explode(
        "name", empty_as_null=True
    )
    names = elements["name"].unique(maintain_order=True)
    marked = names.filter(pl.Series([_is_marked(name) for name in names], dtype=pl.Boolean))
    among = elements.filter(pl.col("name").is_in(marked.implode()))["path"].unique()
    inside = paths.is_in(among.implode()).to_numpy()
    outside = np.bincount(doc, words * (opinion > 0.5) * ~inside)
    return np.asarray(inside & (outside[doc] >= ELSEWHERE), dtype=np.bool_)


def _is_marked(element: str) -> bool:
    tag, _, names = element.partition(".")
    return tag not in _LEFT_OUT and bool(_NAMES.search(names))
