"""Fetches the few texts that a decision or a comparison needs, part by part."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from tasks.identify.sharing import Sketch, sketches
from tasks.identify.state import State
from warehouse.stage import write_part

TEXTS_AT_ONCE = 4_000


def sketch_states(
    states: Iterable[State], drafts: Sequence[Path], versions: Sequence[Path]
) -> dict[str, Sketch]:
    """Return the sketch of every state's text, by text_sha256."""
    several = list(states)
    fresh = {s.text_sha256 for s in several if s.version is None}
    older = {s.text_sha256 for s in several if s.version is not None} - fresh
    found: dict[str, Sketch] = {}
    for files, wanted in ((drafts, fresh), (versions, older)):
        for rows in _texts(files, wanted):
            found.update(sketches(rows["text_sha256"].to_list(), rows["text"]))
    return found


def _texts(files: Sequence[Path], wanted: set[str]) -> Iterator[pl.DataFrame]:
    if not wanted:
        return
    keys = pl.LazyFrame({"text_sha256": sorted(wanted)})
    for path in files:
        rows = pl.scan_parquet(path).select("text_sha256", "text")
        matched = rows.join(keys, on="text_sha256", how="semi").unique("text_sha256").collect()
        yield from matched.iter_slices(TEXTS_AT_ONCE)


def copy_rows(
    files: Sequence[Path],
    key: str,
    wanted: pl.DataFrame,
    out_dir: Path,
    name: str,
    columns: Sequence[str] | None = None,
) -> list[Path]:
    """Copy the rows whose key is wanted into small parts, in one pass over the files."""
    found: list[Path] = []
    if wanted.is_empty():
        return found
    keys = wanted.lazy().select(key).unique()
    for number, path in enumerate(files):
        rows = pl.scan_parquet(path)
        chosen = rows.select(*columns) if columns else rows
        matched = chosen.join(keys, on=key, how="semi").collect()
        if matched.height:
            found.append(write_part(matched, out_dir / f"{name}-{number:05d}.parquet"))
    return found
