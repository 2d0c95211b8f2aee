"""Finds keys that a table would hold twice."""

import polars as pl

from expectations.candidates import Candidates, added, kept
from warehouse.contract import contract

BY_VERSION = frozenset({"removed_blocks", "mentions", "quotes", "article_entities"})
"""Tables whose keys are made from the version: a key can only be met again in a known version."""


def repeated_keys(candidates: Candidates, table: str) -> pl.DataFrame:
    """Return the key columns and `found` of added rows whose key is not unique in the table."""
    key = list(contract(table).key)
    rows = added(candidates, table, key)
    twice = [_inside(rows, key), _against_current(candidates, table, key)]
    every = pl.concat(twice).unique(maintain_order=False)
    return every.select(*key, found=pl.concat_str(key, separator=" "))


def _inside(rows: pl.LazyFrame, key: list[str]) -> pl.DataFrame:
    total, distinct = (
        rows.select(pl.len().alias("rows"), pl.struct(key).hash().n_unique().alias("keys"))
        .collect()
        .row(0)
    )
    if total == distinct:  # no two hashes are equal, so no two keys are
        return rows.head(0).collect()
    return rows.group_by(key).len().filter(pl.col("len") > 1).select(key).collect()


def _against_current(candidates: Candidates, table: str, key: list[str]) -> pl.DataFrame:
    rows = added(candidates, table, key)
    if not candidates.current.get(table):
        return rows.head(0).collect()
    older = kept(candidates, table, key)
    if table in BY_VERSION:
        mine = added(candidates, table, ["version_id"]).unique().collect()
        known = kept(candidates, "article_versions", ["version_id"])
        known_mine = mine.join(known.collect(), on="version_id", how="semi")["version_id"]
        if known_mine.is_empty():
            return rows.head(0).collect()
        older = kept(candidates, table, [*key, "version_id"])
        older = older.filter(pl.col("version_id").is_in(known_mine.implode())).select(key)
    return rows.join(older, on=key, how="semi").collect()
