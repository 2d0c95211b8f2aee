"""Tells by the names of its elements whether a rendered line stands among reader comments."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tasks.clean.dom import Places

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
_WORDS = ("comment", "kommentar", "disqus", "replies")  # one of which stands in all of them


def among_comments(
    here: Places,
    doc: NDArray[np.uint32],
    words: NDArray[np.float32],
    opinion: NDArray[np.float32],
) -> NDArray[np.bool_]:
    """Return the lines that stand in such an element, where the body does not stand in it, too.

    All have one entry a line: its place, the document, its words, the model's opinion.
    """
    likely = here.paths.str.contains_any(list(_WORDS)).arg_true()
    among = np.zeros(len(here.paths), np.bool_)
    for number, told in zip(likely, here.paths.gather(likely), strict=True):
        among[number] = any(map(_is_marked, told.split(">")))
    inside = among[here.around[:, 0]]
    outside = np.bincount(doc, words * (opinion > 0.5) * ~inside)
    return np.asarray(inside & (outside[doc] >= ELSEWHERE), dtype=np.bool_)


@lru_cache(maxsize=65_536)
def _is_marked(element: str) -> bool:
    tag, _, names = element.partition(".")
    return tag not in _LEFT_OUT and bool(_NAMES.search(names))
