"""Looks at texts bucket by bucket: does the ledger balance, do offsets slice to the words."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from expectations.buckets import Bucket, boundaries, buckets
from expectations.candidates import Candidates, added, after, rows_with
from expectations.ledger import prove
from expectations.sources import spread

Offenders = dict[tuple[str, str], pl.DataFrame]
"""(table, flag) to the rows that break it: the table's key columns and `found`, a string."""

Finding = tuple[tuple[str, str], pl.DataFrame]

VERSION = ["version_id", "article_id", "raw_id", "text"]
SLICED = ["version_id", "article_id", "headline", "text"]
BLOCK = ["removed_id", "article_id", "version_id", "char_start", "char_end", "text"]
MENTION = ["mention_id", "article_id", "version_id", "field", "char_start", "char_end", "surface"]
QUOTE = ["quote_id", "article_id", "version_id", "char_start", "char_end", "text"]
FIELDS = ["headline", "text"]
SHOWN = 80  # characters of a failing value


def ledger_offenders(candidates: Candidates, scratch: Path) -> Offenders:
    """Return the versions and blocks that do not fit the source texts.

    `scratch` takes the source texts, laid out by bucket, when there are too many for one.
    """
    starts = boundaries(candidates)
    sources = spread(candidates, starts, scratch)
    return _gathered(
        finding
        for number, bucket in enumerate(buckets(starts))
        for finding in _ledgers(candidates, bucket, sources.part(number))
    )


def slice_offenders(candidates: Candidates) -> Offenders:
    """Return the mentions and quotes whose words are not at their place in the texts."""
    if not (candidates.added.get("mentions") or candidates.added.get("quotes")):
        return {}
    return _gathered(
        finding
        for bucket in buckets(boundaries(candidates))
        for finding in _slices(candidates, bucket)
    )


def _gathered(findings: Iterable[Finding]) -> Offenders:
    found: dict[tuple[str, str], list[pl.DataFrame]] = {}
    for name, rows in findings:
        if rows.height:
            found.setdefault(name, []).append(rows)
    return {name: pl.concat(frames) for name, frames in found.items()}


def _ledgers(candidates: Candidates, bucket: Bucket, sources: pl.DataFrame) -> Iterator[Finding]:
    versions = added(candidates, "article_versions", VERSION).filter(bucket.holds).collect()
    blocks = added(candidates, "removed_blocks", BLOCK).filter(bucket.holds).collect()
    yield from _ledger(candidates, versions, blocks, sources)
    yield ("removed_blocks", "blocks_do_not_overlap"), _overlaps(blocks, ["version_id"])


def _slices(candidates: Candidates, bucket: Bucket) -> Iterator[Finding]:
    versions = added(candidates, "article_versions", SLICED).filter(bucket.holds).collect()
    mentions = added(candidates, "mentions", MENTION).filter(bucket.holds).collect()
    yield ("mentions", "surface_is_the_slice"), _misquoted(candidates, versions, mentions)
    yield ("mentions", "mentions_do_not_overlap"), _overlaps(mentions, ["version_id", "field"])
    quotes = added(candidates, "quotes", QUOTE).filter(bucket.holds).collect()
    yield ("quotes", "text_is_the_slice"), _misquoted(candidates, versions, quotes)


def _ledger(
    candidates: Candidates, versions: pl.DataFrame, blocks: pl.DataFrame, sources: pl.DataFrame
) -> Iterator[Finding]:
    wanted = versions.select("version_id", "raw_id", "text")
    proof = prove(wanted.join(sources, on="raw_id", how="left"), blocks)
    misplaced, unbalanced = proof.blocks, proof.versions
    if unbalanced.height and candidates.current:
        # A version of an earlier run that is closed now has its source and its blocks there.
        doubtful = wanted.join(unbalanced, on="version_id", how="semi")
        proof = prove(*_with_current(candidates, doubtful))
        misplaced, unbalanced = pl.concat([misplaced, proof.blocks]), proof.versions
    yield ("removed_blocks", "text_is_the_slice"), misplaced.unique("removed_id")
    yield ("article_versions", "ledger_balances"), unbalanced


def _with_current(
    candidates: Candidates, versions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    raw_ids = versions["raw_id"]
    sources = rows_with(candidates, "raw_documents", "raw_id", raw_ids, ["source_text"])
    mine = pl.col("version_id").is_in(versions["version_id"].implode())
    blocks = after(candidates, "removed_blocks", BLOCK).filter(mine).collect()
    return versions.join(sources, on="raw_id", how="left"), blocks


def _misquoted(candidates: Candidates, versions: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the key and `found` of rows whose words are not at their offsets."""
    key, words = rows.columns[0], rows.columns[-1]
    if "field" not in rows.columns:
        rows = rows.with_columns(field=pl.lit("text"))
    texts = versions.select("version_id", *FIELDS)
    strange = rows.join(texts, on="version_id", how="anti")["version_id"]
    if len(strange):
        older = rows_with(candidates, "article_versions", "version_id", strange, FIELDS)
        texts = pl.concat([texts, older])
    # One row per field: a joined string is a view of the text, a chosen one would be a copy.
    fields = [texts.select("version_id", pl.lit(f).alias("field"), place=f) for f in FIELDS]
    placed = rows.join(pl.concat(fields), on=["version_id", "field"], how="left")
    start = pl.col("char_start").cast(pl.Int64)
    there = pl.col("place").str.slice(start, (pl.col("char_end") - start).clip(0))
    wrong = placed.filter(there.ne_missing(pl.col(words)) | (start < 0))
    return wrong.select(key, found=pl.col(words).str.slice(0, SHOWN))


def _overlaps(rows: pl.DataFrame, within: list[str]) -> pl.DataFrame:
    """Return the key and `found` of spans that begin before an earlier one of theirs ends."""
    key, words = rows.columns[0], rows.columns[-1]
    ordered = rows.sort(*within, "char_start", "char_end", key)
    reach = pl.col("char_end").cum_max().shift(1).over(within)
    overlapping = ordered.filter(pl.col("char_start") < reach)
    return overlapping.select(key, found=pl.col(words).str.slice(0, SHOWN))
