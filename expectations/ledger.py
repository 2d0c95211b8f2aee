"""Proves the ledger: source text less what was removed is the article's text, white space aside."""

from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from expectations.ledger_chunk import agrees

CHUNK = 512  # versions proven at once: a few MB of text
SHOWN = 80  # characters of a failing value


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
    numbered = versions.select("version_id").with_row_index("at")
    order = ["at", "char_start", "char_end", "removed_id"]
    blocks = blocks.join(numbered, on="version_id").sort(order)
    edges = blocks["at"].search_sorted(pl.int_range(versions.height + 1, eager=True)).to_list()
    proofs = [Proof(_NO_VERSIONS, _NO_BLOCKS)]
    for low in range(0, versions.height, CHUNK):
        some = versions[low : low + CHUNK]
        theirs = blocks[edges[low] : edges[low + some.height]]
        theirs = theirs.with_columns(pl.col("at") - low)
        if some["source_text"].null_count() or not agrees(some, theirs):
            proofs.append(prove_singly(some, theirs))
    return Proof(pl.concat([p.versions for p in proofs]), pl.concat([p.blocks for p in proofs]))


_NO_VERSIONS = pl.DataFrame(schema={"version_id": pl.String, "found": pl.String})
_NO_BLOCKS = pl.DataFrame(schema={"removed_id": pl.String, "found": pl.String})


def prove_singly(versions: pl.DataFrame, blocks: pl.DataFrame) -> Proof:
    """Prove each ledger by itself; `blocks` are sorted and know their version's row, `at`."""
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
        misplaced += [low + n for n, piece in enumerate(cut) if piece != stated[low + n]]
    why = pl.Series([difference for _, difference in unbalanced], dtype=pl.String)
    return Proof(
        versions[[row for row, _ in unbalanced]].select("version_id", found=why),
        blocks[misplaced].select("removed_id", found=pl.col("text").str.slice(0, SHOWN)),
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
    left, right = "".join("".join(kept).split()), "".join(text.split())
    if left == right:
        return None
    place = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    place = min(len(left), len(right)) if place is None else place
    return f"source has {left[place : place + 20]!r}, text has {right[place : place + 20]!r}"
