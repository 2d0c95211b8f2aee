"""What one element says about its page, in bytes of markup until somebody reads it."""

from dataclasses import dataclass, field
from html import unescape

from tasks.clean.markup.note_rows import PIECE, VALUE


@dataclass(slots=True)
class Note:
    """An element: its kind (`tasks.clean.markup.note_rows`), values of attributes, its text.

    `flag` and `around` are the columns BEGIN and AROUND_IT of `tasks.clean.markup.note_rows`.
    """

    what: int
    flag: int
    around: int
    values: list[bytes] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)


def gathered(markup: bytes, rows: list[list[int]]) -> list[Note]:
    """Return the notes of one page from their rows."""
    found: list[Note] = []
    for what, begin, end, around in rows:
        if what == VALUE:
            found[-1].values.append(markup[begin:end])
        elif what == PIECE:
            found[-1].pieces.append(markup[begin:end])
        else:
            found.append(Note(what, begin, around))
    return found


def told(raw: bytes) -> str:
    """Return a value or piece of markup as text."""
    text = raw.decode()
    return unescape(text) if "&" in text else text


def whole(note: Note) -> str:
    """Return the whole text of an element."""
    return told(b"".join(note.pieces))
