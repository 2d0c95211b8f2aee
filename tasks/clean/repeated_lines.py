"""Learns over runs which lines a publisher prints on many pages, and finds them again.

A state row is one line of one publisher. Instead of counting documents it keeps the smallest few
hashes of their addresses: a set that comes out the same whatever the order, and that a page
cleaned twice or changed ten times does not grow. A run looks only at the state published before
it, so its decisions do not depend on how its documents are cut into batches.
"""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.features import Lines
from tasks.clean.scan import I
from warehouse.stage import write_part

PAGES_KEPT = 8
"""Hashes of documents kept for a line; one that has so many is a repeated line."""
LONGEST = 60  # words; what is longer is told apart by `repeat.passage` and de-duplication
SHORT_SENTENCE = 4  # words
LINES_KEPT = 4_000  # for each publisher: those on most pages, then those seen last
PUBLISHERS_KEPT = 2_000  # those seen last
ROWS_AT_ONCE = 2_000_000  # of what a run prints; bounds the memory of taking it in

SCHEMA = pl.Schema(
    {
        "publisher": pl.String(),
        "line": pl.UInt64(),
        "pages": pl.List(pl.UInt64()),
        "first_seen_at": pl.Datetime("us", "UTC"),
        "last_seen_at": pl.Datetime("us", "UTC"),
    }
)
"""A row of the state: sorted by publisher and line, `pages` ascending and without doubles."""

PRINTED = pl.Schema(
    {
        "publisher": pl.String(),
        "line": pl.UInt64(),
        "page": pl.UInt64(),
        "seen_at": pl.Datetime("us", "UTC"),
    }
)
"""A row of a part: one line that one document prints."""


def publishers(rendered: pl.DataFrame) -> pl.Series:
    """Return whose pages the documents are: the host of their address, else publisher or source."""
    given = pl.col("given")
    host = _address().str.extract(r"^[a-zA-Z]+://(?:[^/@]*@)?(?:www\d?\.)?([^/:?#]+)", 1)
    named = given.str.json_path_match("$.publisher").str.strip_chars()
    return rendered.select(
        publisher=pl.coalesce(
            host.str.to_lowercase(),
            pl.lit("name:") + named.str.to_lowercase(),
            pl.lit("source:") + pl.col("source_id"),
        )
    )["publisher"]


def _address() -> pl.Expr:
    given = pl.col("given").str.json_path_match("$.url")
    return pl.coalesce(given, pl.col("page_metadata").str.json_path_match("$.canonical"))


def printed(
    rendered: pl.DataFrame,
    lines: pl.DataFrame,
    line_hash: NDArray[np.uint64],
    words: NDArray[np.float32],
) -> pl.DataFrame:
    """Return what a frame of documents adds to the knowledge: PRINTED rows, each once, sorted.

    `lines` has doc; `line_hash` and `words` one entry a line (`tasks.clean.features.Lines`).
    """
    if not {"source_id", "native_id", "raw_sha256", "fetched_at"} <= set(rendered.columns):
        return pl.DataFrame(schema=PRINTED)
    known_by = pl.coalesce(_address(), pl.col("native_id"), pl.col("raw_sha256"))
    names = rendered.select(known_by)[:, 0]
    documents = rendered.select(
        publisher=publishers(rendered),
        page=pl.Series([_hash(name or "") for name in names], dtype=pl.UInt64),
        seen_at=pl.col("fetched_at").cast(PRINTED["seen_at"]),
    )
    counted = (words > 0) & (words <= LONGEST)
    doc = lines["doc"].to_numpy()[counted]
    found = documents[doc].with_columns(line=pl.Series(line_hash[counted], dtype=pl.UInt64))
    return found.select(PRINTED.names()).cast(PRINTED).unique().sort(PRINTED.names())


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")


def update(state: Sequence[Path], parts: Sequence[Path], out: Path) -> Path:
    """Merge the parts of a run into the published state and write the whole new state to `out`.

    `state` are the files of the state before (none in a first run), `parts` what `printed` gave.
    Any order and any cut of the same documents makes the same file.
    """
    before = pl.concat([pl.LazyFrame(schema=SCHEMA), *(pl.scan_parquet(path) for path in state)])
    new = pl.concat([pl.LazyFrame(schema=PRINTED), *(pl.scan_parquet(path) for path in parts)])
    turns = new.select(pl.len()).collect().item() // ROWS_AT_ONCE + 1
    mine = pl.col("publisher").hash() % turns  # a publisher's rows are always in one turn
    found = [
        merged(before.filter(mine == turn).collect(), new.filter(mine == turn).collect())
        for turn in range(turns)
    ]
    return write_part(_bounded(pl.concat(found)).sort("publisher", "line"), out)


def merged(before: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Return the state after it has taken in PRINTED rows, within its bounds."""
    key = ("publisher", "line")
    fresh = new.group_by(key).agg(
        pages=pl.col("page").unique().sort().head(PAGES_KEPT),
        first_seen_at=pl.col("seen_at").min(),
        last_seen_at=pl.col("seen_at").max(),
    )
    both = pl.concat([before.select(SCHEMA.names()), fresh.select(SCHEMA.names())])
    together = both.group_by(key).agg(
        pl.col("pages").explode(empty_as_null=True).unique().sort().head(PAGES_KEPT),
        pl.col("first_seen_at").min(),
        pl.col("last_seen_at").max(),
    )
    return _bounded(together).select(SCHEMA.names()).cast(SCHEMA).sort(key)


def _bounded(state: pl.DataFrame) -> pl.DataFrame:
    """Keep the lines most printed of each publisher, and the publishers seen last."""
    latest = state.group_by("publisher").agg(seen=pl.col("last_seen_at").max())
    kept = latest.sort(["seen", "publisher"], descending=[True, False]).head(PUBLISHERS_KEPT)
    ranked = state.join(kept.select("publisher"), on="publisher", how="semi").sort(
        ["publisher", pl.col("pages").list.len(), "last_seen_at", "line"],
        descending=[False, True, True, False],
        nulls_last=True,
    )
    return ranked.filter(pl.int_range(pl.len()).over("publisher") < LINES_KEPT)


def read_repeated(state: Sequence[Path], whose: pl.Series) -> pl.DataFrame:
    """Return publisher and line of the repeated lines of the publishers `whose`."""
    if not state:
        return pl.DataFrame(schema={"publisher": pl.String(), "line": pl.UInt64})
    asked = pl.scan_parquet(list(state), glob=False).filter(
        pl.col("publisher").is_in(whose.unique().implode()),
        pl.col("pages").list.len() >= PAGES_KEPT,
    )
    return asked.select("publisher", "line").unique().collect()


def is_repeated(
    known: pl.DataFrame, whose: pl.Series, lines: pl.DataFrame, line_hash: NDArray[np.uint64]
) -> NDArray[np.bool_]:
    """Tell for each line whether its publisher is known to print it on many pages.

    `known` is what `read_repeated` returned, `whose` names the publisher of each document.
    """
    out = np.zeros(lines.height, np.bool_)
    if known.is_empty():
        return out
    asked = pl.DataFrame(
        {"publisher": whose.gather(lines["doc"]), "line": pl.Series(line_hash, dtype=pl.UInt64)}
    ).with_row_index("row")
    found = asked.join(known, on=["publisher", "line"], how="semi")
    out[found["row"].to_numpy()] = True
    return out


def not_in_copies(
    repeated: NDArray[np.bool_],
    is_body: NDArray[np.bool_],
    words: NDArray[np.float32],
    bounds: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Take back the finding for documents whose body it would mostly take away.

    Such a document is a story that its publisher printed many times: a copy, not furniture.
    `is_body` is what the lines look like without this knowledge; `bounds` cuts them by document.
    """
    body = words * is_body
    whole = np.add.reduceat(body, bounds[:-1])
    taken = np.add.reduceat(body * repeated, bounds[:-1])
    return repeated & ~np.repeat(taken * 2 > whole, np.diff(bounds))


def known_again(
    state: Sequence[Path], rendered: pl.DataFrame, lines: pl.DataFrame, seen: Lines
) -> NDArray[np.bool_]:
    """Tell for each line whether the published state calls it repeated.

    A word or two that end like a sentence are left alone: interviews say the same on many pages.
    """
    if not state:
        return np.zeros(lines.height, np.bool_)
    whose = publishers(rendered)
    repeated = is_repeated(read_repeated(state, whose), whose, lines, seen.hash)
    ends = seen.own[:, I["ends_stop"]] + seen.own[:, I["ends_mark"]] > 0
    return repeated & ~(ends & (seen.own[:, I["words"]] < SHORT_SENTENCE))
