"""Draws a source text in a terminal: taken text struck through, the rule in the right margin."""

from collections.abc import Iterator, Sequence

from tasks.report.cells import cut_to, padded, printable, wrapped
from tasks.report.kinds import look, readable
from tasks.report.segments import Piece, Segment, lines, pieces

NARROW = 64  # columns; below, the note stands on a line of its own under the text
MARGIN_SHARE = 0.36
MARGIN_MOST = 44  # columns

_RESET = "\x1b[0m"


def segments_terminal(
    source_text: str, segments: Sequence[Segment], width: int, colour: bool
) -> str:
    """Return the removed-text view of one document, no line wider than `width` columns.

    With `colour` taken text is struck through (SGR 9) in its kind's colour; without it stands in
    ``[-…-]{kind}`` marks. Control characters of the document are shown, never sent.
    """
    rows: list[str] = []
    noted: tuple[str | None, ...] | None = None
    for line in lines(pieces(source_text, segments)):
        if not line:
            if rows and rows[-1]:
                rows.append("")
            continue
        taken = [part.segment for part in line if part.segment]
        notes = [] if not taken or taken[0].decision == noted else _notes(taken, colour)
        rows.extend(_beside(line, notes, width, colour))
        noted = taken[-1].decision if taken else None
    return "\n".join(rows).rstrip("\n")


def _beside(
    line: list[Piece], notes: list[tuple[str, int]], width: int, colour: bool
) -> Iterator[str]:
    margin = 0 if width < NARROW else min(MARGIN_MOST, int(width * MARGIN_SHARE))
    room = width - margin - 2 if margin else width
    texts = [_paint(row, colour) for row in wrapped(_styled(line, colour), room)]
    if not margin:
        yield from (text.rstrip() for text, _ in texts)
        for note, ansi in notes:
            yield _tint(cut_to("    " + note, width), ansi, colour)
        return
    for index in range(max(len(texts), len(notes))):
        text, cells = texts[index] if index < len(texts) else ("", 0)
        if index >= len(notes):
            yield text.rstrip()
            continue
        note, ansi = notes[index]
        yield text + padded("", room - cells + 2) + _tint(cut_to(note, margin), ansi, colour)


def _notes(taken: list[Segment], colour: bool) -> list[tuple[str, int]]:
    notes = {s.decision: (_note(s, colour), look(s.kind or "").ansi) for s in taken}
    return list(notes.values())


def _note(segment: Segment, colour: bool) -> str:
    """The rule, its score and target; the kind only where neither rule nor mark names it."""
    kind, rule = segment.kind or "", segment.rule_id or ""
    told = [rule] if rule else []
    if colour and not rule.startswith(kind):
        told.insert(0, f"{readable(kind)}:")
    if segment.score is not None:
        told.append(f"{segment.score:.2f}")
    if segment.target_column:
        told.append(f"→ {segment.target_column}")
    return printable(" ".join(told))


def _styled(line: list[Piece], colour: bool) -> list[tuple[str, Segment | None]]:
    styled = []
    for part in line:
        text = printable(part.text)
        if part.segment and not colour and text.strip():
            text = f"[-{text}-]{{{printable(part.segment.kind or '')}}}"
        styled.append((text, part.segment))
    return styled


def _paint(row: list[tuple[str, Segment | None]], colour: bool) -> tuple[str, int]:
    from rich.cells import cell_len

    cells = sum(cell_len(text) for text, _ in row)
    if not colour:
        return "".join(text for text, _ in row), cells
    painted = (
        text if segment is None else f"\x1b[9;38;5;{look(segment.kind or '').ansi}m{text}{_RESET}"
        for text, segment in row
    )
    return "".join(painted), cells


def _tint(text: str, ansi: int, colour: bool) -> str:
    return f"\x1b[38;5;{ansi}m{text}{_RESET}" if colour else text
