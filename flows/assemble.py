"""Turns what the stages found into candidate files of the tables, one function a table."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from warehouse.contract import contract
from warehouse.stage import write_part, write_table


def _write(table: str, frames: Iterable[pl.DataFrame], out: Path) -> Path | None:
    """Write frames as one file, each in its contract's order, or nothing when there are no rows.

    Each frame is sorted alone, so that only one of them is ever in memory.
    """
    order = contract(table).sort
    if write_table(table, (frame.sort(order, nulls_last=True) for frame in frames), out):
        return out
    out.unlink()
    return None


def _parts(paths: Sequence[Path]) -> pl.LazyFrame:
    return pl.concat([pl.scan_parquet(path) for path in paths], how="diagonal_relaxed")


def owners(raw_parts: Sequence[Path], assignments: Path, out: Path) -> Path:
    """Choose for each document that is new or made a version the one part that holds it.

    A document that lies in several inputs is published once, from the place that was fetched
    first (then: the smaller URI), whatever the order of reading. Columns: raw_id, raw_uri, part,
    is_new_raw.
    """
    places = pl.concat(
        pl.scan_parquet(path)
        .select("raw_id", "raw_uri", "fetched_at")
        .with_columns(part=pl.lit(str(path)))
        for path in raw_parts
    )
    made = pl.col("is_new_raw") | pl.col("version_id").is_not_null()
    wanted = pl.scan_parquet(assignments).filter(made).select("raw_id", "is_new_raw")
    chosen = (
        places.join(wanted.unique("raw_id"), on="raw_id")
        .sort("raw_id", "fetched_at", "raw_uri", "part")
        .unique("raw_id", keep="first", maintain_order=True)
        .select("raw_id", "raw_uri", "part", "is_new_raw")
        .collect()
    )
    return write_part(chosen, out)


def _mine(owned: Path, part: Path) -> pl.DataFrame:
    return pl.read_parquet(owned).filter(pl.col("part") == str(part)).drop("part")


def raw_documents(parts: Sequence[Path], owned: Path, run_id: str, out: Path) -> Path | None:
    """Candidate rows of raw_documents from some parts of the clean stage."""

    def rows() -> Iterator[pl.DataFrame]:
        for part in parts:
            mine = _mine(owned, part).filter("is_new_raw")
            frame = pl.read_parquet(part).join(mine, on=["raw_id", "raw_uri"], how="semi")
            frame = frame.unique("raw_id", keep="first", maintain_order=True)
            yield frame.with_columns(run_id=pl.lit(run_id))

    return _write("raw_documents", rows(), out)


def removed_blocks(
    parts: Sequence[tuple[Path, Path]], owned: Path, assignments: Path, run_id: str, out: Path
) -> Path | None:
    """Candidate rows of removed_blocks: the blocks of every document that made a version.

    ``parts`` pairs each part of blocks with its part of raw_documents. A block is named by its
    version and place, which no two blocks share.
    """
    versions = (
        pl.read_parquet(assignments)
        .filter(pl.col("version_id").is_not_null())
        .select("raw_id", "article_id", "version_id")
        .unique("raw_id", maintain_order=True)
    )
    name = pl.concat_str(
        pl.lit("b_"),
        pl.col("version_id").str.strip_prefix("v_"),
        pl.lit("_"),
        pl.col("char_start").cast(pl.String),
    )

    def rows() -> Iterator[pl.DataFrame]:
        for part, raw_part in parts:
            mine = versions.join(_mine(owned, raw_part).select("raw_id"), on="raw_id", how="semi")
            yield (
                pl.read_parquet(part)
                .unique(["raw_id", "char_start"], keep="first", maintain_order=True)
                .join(mine, on="raw_id")
                .with_columns(removed_id=name, run_id=pl.lit(run_id))
            )

    return _write("removed_blocks", rows(), out)


def articles(parts: Sequence[Path], clusters: Path, run_id: str, out: Path) -> Path | None:
    """Candidate rows of articles for new and updated stories, with their clusters."""
    placed = pl.read_parquet(clusters)
    rows = (
        pl.read_parquet(part)
        .join(placed, on="article_id", how="left")
        .with_columns(run_id=pl.lit(run_id))
        for part in parts
    )
    return _write("articles", rows, out)


def older_articles(
    current: Sequence[Path],
    changed: Sequence[Path],
    clusters: Path,
    seen_again: Path,
    out: Path,
) -> Path | None:
    """Rows of stories published before whose cluster or last sighting changes; they keep run_id."""
    fresh = _parts(changed).select("article_id") if changed else None
    moved = pl.scan_parquet(clusters)
    if fresh is not None:
        moved = moved.join(fresh, on="article_id", how="anti")
    seen = pl.scan_parquet(seen_again).select("article_id", pl.col("last_seen_at").alias("seen"))
    updates = moved.join(seen, on="article_id", how="full", coalesce=True)
    if fresh is not None:
        updates = updates.join(fresh, on="article_id", how="anti")
    rows = (
        pl.scan_parquet(list(current))
        .join(updates, on="article_id", how="inner", suffix="_new")
        .with_columns(
            cluster_id=pl.coalesce("cluster_id_new", "cluster_id"),
            is_canonical=pl.coalesce("is_canonical_new", "is_canonical"),
            last_seen_at=pl.max_horizontal("seen", "last_seen_at"),
        )
        .collect()
    )
    return _write("articles", [rows], out)


def plain(table: str, parts: Sequence[Path], run_id: str, out: Path) -> Path | None:
    """Candidate rows of a table that a stage has already shaped but for the run."""
    rows = (pl.read_parquet(part).with_columns(run_id=pl.lit(run_id)) for part in parts)
    return _write(table, rows, out)


def duplicates(
    current: Sequence[Path], upserts: Path, stale: Path, deletes: Path, run_id: str, out: Path
) -> Path | None:
    """Candidate rows of duplicates, and the part that lists whose current rows they replace.

    Rows are replaced by article_id: the rows of an affected article that neither changed nor
    went stale (because a side of the pair was updated) are written again as they were.
    """
    new = pl.read_parquet(upserts).with_columns(run_id=pl.lit(run_id))
    if not current:
        write_part(new.select("article_id").clear(), deletes)
        return _write("duplicates", [new], out)
    gone = pl.read_parquet(stale).get_column("article_id").to_list()
    old = pl.scan_parquet(list(current))
    is_stale = pl.col("article_id").is_in(gone) | pl.col("matched_article_id").is_in(gone)
    replaced = old.filter(is_stale).select("article_id").collect()
    affected = (
        pl.concat([replaced, new.select("article_id")]).unique("article_id").sort("article_id")
    )
    write_part(affected, deletes)
    key = ["article_id", "matched_article_id"]
    stay = (
        old.join(affected.lazy(), on="article_id", how="semi")
        .filter(~is_stale)
        .join(new.lazy().select(key), on=key, how="anti")
        .collect()
    )
    return _write("duplicates", [pl.concat([new, stay], how="diagonal_relaxed")], out)


def values(column: str, parts: Sequence[Path], out: Path, where: pl.Expr | None = None) -> Path:
    """Write the distinct values of one column of some parts, sorted, as a list of deletions."""
    frames = [pl.scan_parquet(part) for part in parts]
    if where is not None:
        frames = [frame.filter(where) for frame in frames]
    merged = pl.concat([frame.select(column) for frame in frames]).unique().sort(column)
    return write_part(merged.collect(), out)
