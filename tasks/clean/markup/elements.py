"""Says which elements of a page begin a line, a paragraph, a list or a cell, or are unseen."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tasks.clean.markup.tags import TAGS

SKIPPED, BLOCK, PARAGRAPH, TELLING, LINK, BREAK, CELL, LIST, ITEM = (1 << bit for bit in range(9))

_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure article section hr"
_KINDS: Final = {
    SKIPPED: "script style noscript template svg math iframe object embed head select option "
    "textarea canvas audio video map datalist",
    PARAGRAPH: _PARAGRAPHS,
    BLOCK: _PARAGRAPHS + " div li tr dt dd td th form fieldset header footer nav aside main "
    "address figcaption caption body center label button legend details summary time",
    TELLING: "nav footer aside header form article main figure table blockquote ul ol",
    LINK: "a",
    BREAK: "br",
    CELL: "td th",
    LIST: "ul ol",
    ITEM: "li",
}
"""TELLING elements are named in a path however far they are; text of SKIPPED ones is not shown."""


def flags_of(kinds: dict[int, str]) -> NDArray[np.int64]:
    """Return for each number of a tag (`tasks.clean.markup.tags`) the bits whose names have it."""
    flags = np.zeros(len(TAGS), np.int64)
    for kind, names in kinds.items():
        for name in names.split():
            flags[TAGS.index(name)] |= kind
    return flags


FLAGS: Final = flags_of(_KINDS)
