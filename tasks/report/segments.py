"""Splits a source text into what was kept and what was taken, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tasks.report.kinds import look, readable


@dataclass(frozen=True)
class Segment:
    """A stretch of source text and what became of it; kind None means it was kept.

    Offsets are 0-based code points, `char_end` is one past the last.
    """

    char_start: int
    char_end: int
    kind: str | None = None
    action: str | None = None
    rule_id: str | None = None
    score: float | None = None
    target_column: str | None = None

    @property
    def decision(self) -> tuple[str | None, ...]:
        """What was decided, without place and score: equal for stretches that share a note."""
        return self.kind, self.action, self.rule_id, self.target_column

    @property
    def reason(self) -> str:
        """A sentence on why the stretch is not in the article's text; empty for kept text."""
        if self.kind is None:
            return ""
        did = f"moved to {self.target_column}" if self.target_column else "removed"
        score = "" if self.score is None else f", score {self.score:.2f}"
        rule = f" (rule {self.rule_id}{score})" if self.rule_id else ""
        return f"{readable(self.kind)}: {did} because it is {look(self.kind).meaning}{rule}"


@dataclass(frozen=True)
class Piece:
    """Text with one fate; `hidden` counts characters that were cut from the picture after it.

    `char_start` is where it stands in the source text.
    """

    text: str
    segment: Segment | None = None
    hidden: int = 0
    char_start: int = 0


def segments_of(rows: Sequence[Mapping[str, object]]) -> tuple[Segment, ...]:
    """Turn rows of `removed_blocks`, as dictionaries, into segments in the order of the text."""
    made = [
        Segment(
            char_start=cast(int, row["char_start"]),
            char_end=cast(int, row["char_end"]),
            kind=cast(str, row["kind"]),
            action=cast(str, row["action"]),
            rule_id=cast(str, row["rule_id"]),
            score=cast(float, row["score"]),
            target_column=cast(str | None, row["target_column"]),
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda segment: (segment.char_start, segment.char_end)))


def pieces(source_text: str, segments: Sequence[Segment]) -> Iterator[Piece]:
    """Yield the text in order, each stretch once, kept ones with segment None.

    The ledger promises segments without overlap inside the text. Should a broken ledger be on
    show, the earlier segment has the characters that two claim, and none is lost.
    """
    done = 0
    for segment in sorted(segments, key=lambda one: (one.char_start, one.char_end)):
        start = max(done, min(segment.char_start, len(source_text)))
        end = min(segment.char_end, len(source_text))
        if segment.kind is None or end <= start:
            continue
        if start > done:
            yield Piece(source_text[done:start], char_start=done)
        yield Piece(source_text[start:end], segment, char_start=start)
        done = end
    if done < len(source_text):
        yield Piece(source_text[done:], char_start=done)


def abridged(parts: Iterator[Piece], longest: int) -> Iterator[Piece]:
    """Cut the middle out of every stretch longer than `longest` characters, and count it."""
    for part in parts:
        surplus = len(part.text) - longest
        if surplus <= longest // 4:
            yield part
            continue
        head = _word_end(part.text, longest * 2 // 3, longest // 8)
        tail = _word_end(part.text, len(part.text) - longest // 3, longest // 8)
        yield Piece(part.text[:head], part.segment, tail - head, part.char_start)
        yield Piece(part.text[tail:], part.segment, char_start=part.char_start + tail)


def _word_end(text: str, near: int, within: int) -> int:
    """The last space in the characters `within` before `near`, or `near` where there is none."""
    space = text.rfind(" ", max(0, near - within), near)
    return near if space < 0 else space


def lines(parts: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Group pieces by line of the source; a blank line is an empty list."""
    line: list[Piece] = []
    for part in parts:
        *whole, rest = part.text.split("\n")
        start = part.char_start
        for text in whole:
            line.append(Piece(text, part.segment, char_start=start))
            yield _without_blanks(line)
            line = []
            start += len(text) + 1
        line.append(Piece(rest, part.segment, char_start=start))
        if part.hidden:
            yield _without_blanks(line)
            yield [Piece("", part.segment, part.hidden)]
            line = []
    yield _without_blanks(line)


def _without_blanks(line: list[Piece]) -> list[Piece]:
    return [part for part in line if part.text] if any(p.text.strip() for p in line) else []
