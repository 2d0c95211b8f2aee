"""Cleans one part of documents: the only door that the rest of the pipeline uses."""

from itertools import pairwise
from pathlib import Path

import polars as pl

from tasks.clean import rows
from tasks.clean.options import CleanOptions, CleanResult
from warehouse.stage import write_part

__all__ = ["SLICE_CHARS", "CleanOptions", "CleanResult", "clean_part", "reclean_part"]

SLICE_CHARS = 8_000_000


def clean_part(part: Path, out_dir: Path, options: CleanOptions) -> CleanResult:
    """Clean a part of `tasks.ingest.record.DOCUMENT` rows and write the four parts under out_dir.

    HTML is rendered first; a page that cannot be is set aside. Each part's name ends as the
    input's does, so one document part always gives the same files.
    """
    from tasks.clean.html import render_part

    documents = pl.read_parquet(part)
    try:
        return _clean(*render_part(documents), part, out_dir, options)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # one document that a rule or library fails on ends no run
        sound, refused = _without_failing(documents, options, error)
        rendered, unfit = render_part(sound)
        return _clean(rendered, pl.concat([refused, unfit]), part, out_dir, options)


def reclean_part(raw_documents: Path, out_dir: Path, options: CleanOptions) -> CleanResult:
    """Clean again what an earlier run rendered: rows of raw_documents with source_text, blocks."""
    frame = pl.read_parquet(raw_documents)
    return _clean(frame, rows.no_refusals(), raw_documents, out_dir, options)


def _without_failing(
    documents: pl.DataFrame, options: CleanOptions, error: Exception
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Clean every document alone; return those that can be, and quarantine rows of the others.

    Raises `error`, what the whole part raised, when each of them can be.
    """
    from tasks.clean.html import render_part

    failing: list[str | None] = []
    for one in documents.iter_slices(1):
        try:
            _cleaned(render_part(one)[0], options)
            failing.append(None)
        except (OSError, MemoryError):
            raise
        except Exception:  # whatever it is, it is this document's
            failing.append("cleaning_failed")
    if not any(failing):
        raise error
    aside = documents.with_columns(source_text=pl.col("content"))
    sound = documents.filter(pl.Series(failing, dtype=pl.String).is_null())
    return sound, rows.refusals(aside, failing)


def _cleaned(rendered: pl.DataFrame, options: CleanOptions) -> rows.Cleaned:
    if options.cleaning == "off":
        return rows.as_given(rendered)
    return _by_slices(rendered, options.repeated)


def _by_slices(rendered: pl.DataFrame, repeated: tuple[Path, ...]) -> rows.Cleaned:
    """Clean a few megabytes of text at a time: a line's features take ten times its own room."""
    from tasks.clean.decide import clean_frame

    slices = rendered["source_text"].str.len_chars().cum_sum() // SLICE_CHARS
    bounds = [0, *(slices.diff().fill_null(0) > 0).arg_true().to_list(), rendered.height]
    found = [
        clean_frame(rendered.slice(start, stop - start), repeated)
        for start, stop in pairwise(bounds)
        if stop > start
    ]
    return rows.joined(found, bounds) if found else rows.as_given(rendered)


def _first_read(rendered: pl.DataFrame) -> pl.Series:
    """Say of each document whether it is the first of its raw_id: that read earliest.

    A record that stands twice in a part, such as one of a feed that was saved twice, is one.
    """
    order = rendered.select("raw_id", "fetched_at", "raw_uri").with_row_index("place")
    first = order.sort("fetched_at", "raw_uri", "place").unique("raw_id", keep="first")["place"]
    return order["place"].is_in(first.implode())


def _clean(
    rendered: pl.DataFrame,
    refused: pl.DataFrame,
    part: Path,
    out_dir: Path,
    options: CleanOptions,
) -> CleanResult:
    cleaned = _cleaned(rendered, options)
    refused = pl.concat([refused, rows.refusals(rendered, cleaned.refusal)])
    passed = pl.Series(cleaned.refusal, dtype=pl.String).is_null() & _first_read(rendered)
    suffix = part.stem.partition("-")[2] or part.stem

    def path(name: str) -> Path:
        return out_dir / f"{name}-{suffix}.parquet"

    raws = rows.raw_documents(rendered.with_columns(blocks=cleaned.blocks).filter(passed))
    removed = rows.removed_blocks(rendered, cleaned, passed)
    counts = removed["kind"].value_counts(sort=True).sort("kind").rows()
    return CleanResult(
        raw_documents=write_part(raws, path("raw_documents")),
        texts=write_part(rows.texts(rendered, cleaned, passed), path("texts")),
        removed_blocks=write_part(removed, path("removed_blocks")),
        quarantine=write_part(refused, path("quarantine")) if refused.height else None,
        documents=raws.height,
        quarantined=refused.height,
        removed=dict(counts),
        printed=write_part(cleaned.printed, path("printed")) if cleaned.printed.height else None,
    )
