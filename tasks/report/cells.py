"""Measures, cuts and wraps text by terminal columns, and takes the sting out of control codes."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from rich.cells import cell_len, set_cell_size

Style = TypeVar("Style")

# a word with the spaces after it, or one wide character, after which a line may always end
_TOKEN = re.compile(r"[^\s\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff01-\uff60]+\s*|\S\s*|\s+")

_JOINERS = "\u200c\u200d"  # shape Persian words and emoji; harmless
_SOFT = "\xad\u200b\ufeff"  # invisible by design; they would only upset the columns


def printable(text: str) -> str:
    """Return the text with every control or invisible formatting character made visible.

    A terminal obeys escape sequences that it is shown, and a bidirectional override can make a
    line read as something else; an article must be able to do neither.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _visible(char) for char in text)


def _visible(char: str) -> str:
    if char in _JOINERS or char in _SOFT:
        return char if char in _JOINERS else ""
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    if ord(char) < 0x20:
        return chr(0x2400 + ord(char))  # the Unicode pictures of the C0 controls
    return "\N{REPLACEMENT CHARACTER}"


def cut_to(text: str, width: int) -> str:
    """Return the text in at most `width` columns, an ellipsis for what is missing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def padded(text: str, width: int) -> str:
    """Return the text followed by spaces up to `width` columns; a longer text stays as it is."""
    return text + " " * max(0, width - cell_len(text))


def wrapped(styled: Sequence[tuple[str, Style]], width: int) -> list[list[tuple[str, Style]]]:
    """Break styled stretches into rows of at most `width` columns, at spaces where there are any.

    A word longer than a row is broken; characters of two columns are never halved.
    """
    rows: list[list[tuple[str, Style]]] = [[]]
    used = 0
    for text, style in styled:
        for token in _TOKEN.findall(text):
            for part in _fitting(token, width):
                cells = cell_len(part.rstrip())
                if used + cells > width and used:
                    rows.append([])
                    used = 0
                _append(rows[-1], part, style, width - used)
                used += cell_len(part)
    return rows


def _append(row: list[tuple[str, Style]], part: str, style: Style, room: int) -> None:
    """Add a part to a row, without the trailing spaces that would not fit any more."""
    text = part if cell_len(part) <= room else part.rstrip()
    if row and row[-1][1] is style:
        row[-1] = (row[-1][0] + text, style)
    else:
        row.append((text, style))


def _fitting(token: str, width: int) -> list[str]:
    if cell_len(token.rstrip()) <= width:
        return [token]
    parts, part = [], ""
    for char in token:
        if cell_len(part + char) > width:
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]
