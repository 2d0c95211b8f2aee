"""Proves the ledger: source text less what was removed is the article's text, white space aside."""

from dataclasses import dataclass
from itertools import pairwise

import polars as pl

ASCII_SPACE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "


@dataclass(frozen=True)
class Proof:
    """What the ledger of some versions shows.

    versions: version_id and what was found, of versions that do not balance.
    blocks: removed_id and what was found, of blocks whose text is not at their place.
    """

    versions: pl.DataFrame
    blocks: pl.DataFrame


def prove(versions: pl.DataFrame, blocks: pl.DataFrame) -> Proof:
    """Prove the ledger of whole versions.

    versions: version_id, text, source_text (null when the source is not kept).
    blocks: removed_id, version_id, char_start, char_end, text; all blocks of those versions.
    """
    blocks = blocks.join(versions.select("version_id").with_row_index("at"), on="version_id").sort(
        "at", "char_start", "char_end", "removed_id"
    )
    edges = blocks["at"].search_sorted(pl.int_range(versions.height + 1, eager=True)).to_list()
    spans = list(zip(blocks["char_start"].to_list(), blocks["char_end"].to_list(), strict=True))
    stated = blocks["text"].to_list()
    unbalanced: list[tuple[int, str]] = []
    misplaced: list[int] = []
    texts = zip(versions["source_text"], versions["text"], pairwise(edges), strict=True)
    for row, (source, text, (low, high)) in enumerate(texts):
        if source is None:
            unbalanced.append((row, "its source text is not kept"))
            continue
        kept, cut = split(source, spans[low:high])
        if difference := _difference(kept, text):
            unbalanced.append((row, difference))
        if cut != stated[low:high]:
            misplaced += [low + n for n, piece in enumerate(cut) if piece != stated[low + n]]
    return Proof(
        versions[[row for row, _ in unbalanced]].select(
            "version_id", found=pl.Series([why for _, why in unbalanced], dtype=pl.String)
        ),
        blocks[misplaced].select("removed_id", found=pl.col("text").str.slice(0, 80)),
    )


def split(source: str, spans: list[tuple[int, int]]) -> tuple[list[str], list[str]]:
    """Return the pieces of a text outside and inside of the spans, which are in order."""
    kept, cut, place = [], [], 0
    for start, end in spans:
        kept.append(source[place:start])
        cut.append(source[start:end])
        place = max(place, end)
    kept.append(source[place:])
    return kept, cut


def _difference(kept: list[str], text: str) -> str | None:
    whole = "".join(kept)
    # Texts that agree once ASCII white space is gone agree once all of it is: the quick way out.
    if _encode(whole).translate(None, ASCII_SPACE) == _encode(text).translate(None, ASCII_SPACE):
        return None
    left, right = "".join(whole.split()), "".join(text.split())
    if left == right:
        return None
    place = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    place = min(len(left), len(right)) if place is None else place
    return f"source has {left[place : place + 20]!r}, text has {right[place : place + 20]!r}"


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
