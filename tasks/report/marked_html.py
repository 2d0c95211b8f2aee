"""Draws a source text as HTML: kept text plain, taken text struck through, its rule beside it."""

from collections.abc import Sequence
from itertools import islice

from markupsafe import Markup

from tasks.report.kinds import css_class, readable
from tasks.report.named import Named, marked_names
from tasks.report.segments import Piece, Segment, abridged, lines, pieces
from tasks.report.wording import whole

LONGEST_LINES = 400  # a page of a thousand comments must not make the report unreadable

_LINE = Markup('<div class="line {look}"><p>{text}</p>{notes}</div>\n')
_NOTE = Markup('<div class="note {look}"><b>{kind}</b>{target}<span>{rule}</span></div>')
_NOTES = Markup('<div class="notes">{}</div>')
_DITTO = Markup('<div class="note ditto {look}" aria-hidden="true"></div>')
_CUT = Markup('<div class="line cut"><p>{count} characters {fate}, not shown here</p></div>\n')
_END = Markup('<div class="line cut"><p>the page goes on; the rest is not shown here</p></div>\n')


def segments_html(
    source_text: str,
    segments: Sequence[Segment],
    longest: int | None = None,
    names: Sequence[Named] = (),
) -> Markup:
    """Return the removed-text view of one document, everything from the document escaped.

    `longest` cuts the middle out of stretches of more characters and says how many are missing;
    without it the text is shown whole. `names` are marked where they stand in kept text.
    """
    parts = pieces(source_text, segments)
    if longest is None:
        return _rows(list(lines(parts)), names)
    shown = list(islice(lines(abridged(parts, longest)), LONGEST_LINES + 1))
    body = _rows(shown[:LONGEST_LINES], names)
    return body + _END if len(shown) > LONGEST_LINES else body


def _rows(source_lines: list[list[Piece]], names: Sequence[Named]) -> Markup:
    rows: list[Markup] = []
    noted: tuple[str | None, ...] | None = None
    for line in source_lines:
        if not line:
            continue
        taken = [part.segment for part in line if part.segment]
        if line[0].hidden:
            rows.append(_cut(line[0]))
            continue
        rows.append(_row(line, taken, noted, names))
        noted = taken[-1].decision if taken else None
    return Markup("").join(rows)


def _row(
    line: list[Piece],
    taken: list[Segment],
    noted: tuple[str | None, ...] | None,
    names: Sequence[Named],
) -> Markup:
    whole_line = len(taken) == len([part for part in line if part.text.strip()])
    notes: list[Markup] = []
    for segment in taken:
        notes.append(
            _DITTO.format(look=css_class(segment.kind or ""))
            if segment.decision == noted
            else _note(segment)
        )
        noted = segment.decision
    return _LINE.format(
        look="taken" if taken and whole_line else "",
        text=Markup("").join(_stretch(part, names) for part in line),
        notes=_NOTES.format(Markup("").join(notes)) if notes else "",
    )


def _stretch(part: Piece, names: Sequence[Named]) -> Markup:
    if part.segment is None:
        return marked_names(part, names)
    look = css_class(part.segment.kind or "")
    moved = " moved" if part.segment.action == "moved" else ""
    return Markup('<del class="{}{}" title="{}">{}</del>').format(
        look, moved, part.segment.reason, part.text
    )


def _note(segment: Segment) -> Markup:
    score = "" if segment.score is None else f"\xa0·\xa0{segment.score:.2f}"
    target = Markup(" → {}").format(segment.target_column) if segment.target_column else ""
    return _NOTE.format(
        look=css_class(segment.kind or ""),
        kind=readable(segment.kind or ""),
        target=target,
        rule=f"{segment.rule_id or ''}{score}",
    )


def _cut(part: Piece) -> Markup:
    fate = "kept" if part.segment is None else readable(part.segment.action or "removed")
    return _CUT.format(count=whole(part.hidden), fate=fate)
