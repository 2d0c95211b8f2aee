"""Shows what became of every stretch of one source text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast


@dataclass(frozen=True)
class Segment:
    """A stretch of source text: kind None means kept (or white space), else it was taken.

    Offsets are 0-based code points; `char_end` is one past the last.
    """

    char_start: int
    char_end: int
    kind: str | None = None
    action: str | None = None
    rule_id: str | None = None
    score: float | None = None


def explain(source_text: str, blocks: list[dict[str, object]] | None = None) -> list[Segment]:
    """Clean one text, or one rendered page with its blocks, and return all of its segments."""
    import polars as pl

    from tasks.clean.decide import judge, spans_of
    from tasks.clean.rows import BLOCKS

    rendered = pl.DataFrame(
        {
            "source_text": pl.Series([source_text], dtype=pl.String),
            "blocks": pl.Series([blocks], dtype=BLOCKS),
            "page_metadata": pl.Series([None], dtype=pl.String),
            "given": pl.Series([None], dtype=pl.String),
        }
    )
    return segments_from_removed(source_text, spans_of(judge(rendered).lines).to_dicts())


def segments_from_removed(
    source_text: str, removed: Iterable[Mapping[str, object]]
) -> list[Segment]:
    """Return segments that cover a source text without gap, from its rows of removed_blocks."""
    segments: list[Segment] = []
    at = 0
    for row in sorted(removed, key=lambda row: cast(int, row["char_start"])):
        start, end = cast(int, row["char_start"]), cast(int, row["char_end"])
        if start > at:
            segments.append(Segment(at, start))
        segments.append(
            Segment(
                start,
                end,
                cast(str, row["kind"]),
                cast(str, row["action"]),
                cast(str, row["rule_id"]),
                cast(float, row["score"]),
            )
        )
        at = end
    if at < len(source_text):
        segments.append(Segment(at, len(source_text)))
    return segments
