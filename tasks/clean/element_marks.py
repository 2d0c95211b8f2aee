"""Tells by the names of its elements that a rendered line stands among something else than body."""

import re

import numpy as np
import polars as pl
from numpy.typing import NDArray

ELSEWHERE = 50.0  # likely body words that must stand outside before the marks are believed

COMMENTS, PICTURES, WRITERS, OTHERS = 1, 2, 4, 8
AGAINST = {COMMENTS: 3.0, PICTURES: 3.0, WRITERS: 1.5, OTHERS: 1.5}
"""By how much, in logits, an element speaks against its lines that holds reader comments,
captions or a gallery, something about the author, or other stories."""

_LEFT_OUT = ("body", "html", "p", "a", "h1", "article", "main")
_COMMENTS = re.compile(
    r"(?:^|[_-])(?<!with-)(?<!has-)(?<!no-)"
    r"(?:(?:user|reader|visitor|article|story|post|blog|news|site|facebook|fb|wp)?comments?"
    r"|comment\w*(?:body|text|list|item|content|block|box|section|wrap(?:per)?|area|thread|entry"
    r"|row|post|container|holder|stream|inner|author)s?"
    r"|(?:leser|nutzer)?kommentare?|comentarios?|commentaires?|commenti|reacties|komentarze"
    r"|disqus\w*|livefyre\w*|fyre|intensedebate\w*|viafoura\w*|spot-?im\w*|talkbacks?"
    r"|coral[_-]?(?:talk|thread|stream)\w*|replies)"
    r"(?=$|[_-]|\d)"
    r"(?![_-]?(?:open|closed|enabled|disabled|count|link|number|num|on|off|status|policy|icon)"
    r"(?:$|[_-]))"
)
"""Words of classes and ids that hold comments; a counter or a switch for them does not."""
_OF_COMMENTS = [
    "comment", "kommentar", "disqus", "replies", "comentario", "reacties", "komentarze", "fyre",
    "intensedebate", "viafoura", "spot", "talkback", "coral",
]  # fmt: skip
"""One of them stands in all of these words."""
_WORDS = {
    PICTURES: r"\w*captions?|\w*caption-?text|(?:photo|image)-?credits?|bildunterschrift|legende?|"
    r"cutline|\w*galler(?:y|ies|ie)\w*|\w*slide-?show\w*|slides?|slider\w*|carousel\w*|swiper\w*|"
    r"lightbox\w*",
    WRITERS: r"(?:about-?)?authors?[-_]?(?:box|bio|bios|info|card|desc\w*|profile|block|about|"
    r"details)|(?:about|post)[-_]author\w*|\w*bio|biography|about-?me",
    OTHERS: r"related\w*|\w*-related|recommend(?:ed|ations?)\w*|also-?read|see-?also|"
    r"more-?(?:stories|news|articles|on|from|like)\w*|read-?(?:more|next|also)\w*|"
    r"most-?(?:read|popular|viewed|shared)\w*|popular-?\w*|trending\w*|teasers?\w*|recirc\w*|"
    r"outbrain\w*|taboola\w*|zergnet|top-?stories|latest-?(?:news|stories)\w*|promo\w*|"
    r"sponsored\w*|partner-?content|up-?next|(?:next|prev)-?post|post-?navigation|nav-?links?",
}


def marks_of(elements: pl.Series) -> NDArray[np.uint8]:
    """Return for each element (tag.words, as in a block's path) the bits of what it holds."""
    tag, words = pl.col("tag"), pl.col("words")
    asked = (
        pl.DataFrame({"element": elements})
        .select(
            tag=pl.col("element").str.extract(r"^([^.]*)", 1),
            words=pl.col("element").str.extract(r"\.(.*)$", 1).fill_null(""),
        )
        .with_columns(counts=~tag.is_in(_LEFT_OUT), comment=words.str.contains_any(_OF_COMMENTS))
    )
    holds = [
        pl.when(words.str.contains(rf"(?:^|[_-])(?:{names})(?:$|[_\-0-9])")).then(bit).otherwise(0)
        for bit, names in _WORDS.items()
    ]
    figure = pl.when(tag == "figcaption").then(PICTURES).otherwise(0)
    found = asked.select(
        pl.when("counts").then(sum(holds, pl.lit(0)) | figure).otherwise(0).cast(pl.UInt8)
    )
    bits = found.to_series().to_numpy().copy()
    likely = (asked["counts"] & asked["comment"]).arg_true()
    for number, told in zip(likely, asked["words"].gather(likely), strict=True):
        bits[number] |= COMMENTS if _COMMENTS.search(told) else 0
    return bits


def doubts(
    marks: NDArray[np.uint8],
    doc: NDArray[np.uint32],
    words: NDArray[np.float32],
    opinion: NDArray[np.float32],
) -> NDArray[np.float64]:
    """Return by how many logits the elements around lines move opinions, where there is body else.

    All have one entry a line: its elements' marks, the document, its words, the model's opinion.
    """
    out = np.zeros(len(marks))
    for bit, weight in AGAINST.items():
        inside = marks & bit > 0
        outside = np.bincount(doc, words * (opinion > 0.5) * ~inside)
        out -= weight * (inside & (outside[doc] >= ELSEWHERE))
    return out
