"""Splits texts into the words that the small model reads, and says where each of them stands."""

import re

import numpy as np
from numpy.typing import NDArray

LINE_END = "\n"
TOKEN = re.compile(
    r"\n"
    r"|[^\S\n]+"
    r"|[^\W\d_]\.(?:[^\W\d_]\.)+"  # U.S., a.m.
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Inc|Corp|Co|Ltd|Jr|Sr|No|vs|Prof|Rev|Capt"
    r"|Maj|Bros|Dept)\."
    r"|[A-Z]\.(?= )"  # an initial
    r"|'[sS]\b"
    r"|\d+(?:[.,:/]\d+)*"
    r"|[^\W_]+(?:['&](?![sS]\b)[^\W_]+)*"
    r"|.",
    re.DOTALL,
)
"""Every character belongs to exactly one match, so that lengths add up to offsets."""


def tokenise(text: str) -> tuple[list[str], NDArray[np.int64]]:
    """Return the pieces of a text, white space among them, and the offset at which each ends."""
    pieces = TOKEN.findall(text)
    return pieces, np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
