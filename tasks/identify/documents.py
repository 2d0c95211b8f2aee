"""Reads the narrow columns of drafts and of the published history: all that decisions need."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from tasks.identify.state import State

_DRAFT = (
    "article_id", "id_basis", "raw_id", "raw_uri", "raw_sha256", "text_sha256",
    "described_sha256", "cleaner_version", "headline", "fetched_at", "published_at",
    "modified_at",
)  # fmt: skip
_VERSION = (
    "version_id", "article_id", "version", "raw_id", "raw_uri", "raw_sha256", "text_sha256",
    "cleaner_version", "headline", "published_at", "modified_at", "change_kind", "valid_from",
    "valid_to",
)  # fmt: skip
_CURRENT = pl.Schema(
    {
        **dict.fromkeys(("article_id", "version_id", "raw_sha256", "text_sha256"), pl.String()),
        **dict.fromkeys(("first_seen_at", "last_seen_at"), pl.Datetime("us", "UTC")),
    }
)


def read_drafts(drafts: Sequence[Path], excluded: Path | None) -> pl.DataFrame:
    """Return the narrow columns of all drafts with the number of their part.

    One document that lies in several inputs is kept once, from the place fetched first, then
    the smaller address; documents that the gate set aside are left out.
    """
    frames = [
        pl.scan_parquet(path).select(*_DRAFT).with_columns(part=pl.lit(number, dtype=pl.Int32))
        for number, path in enumerate(drafts)
    ]
    if not frames:
        return pl.DataFrame(schema=dict.fromkeys(_DRAFT, pl.String) | {"part": pl.Int32})
    together = pl.concat(frames)
    if excluded is not None:
        gone = pl.scan_parquet(excluded).select("raw_id")
        together = together.join(gone, on="raw_id", how="anti")
    ordered = together.sort("raw_id", "fetched_at", "raw_uri", "part")
    return ordered.unique("raw_id", keep="first", maintain_order=True).collect()


def read_current(articles: Sequence[Path], wanted: pl.DataFrame) -> pl.DataFrame:
    """Return the published state of the stories that this run meets again."""
    found = _matching(articles, tuple(_CURRENT), wanted, "article_id")
    return pl.DataFrame(schema=_CURRENT) if found is None else found


def read_history(
    versions: Sequence[Path], raw_documents: Sequence[Path], wanted: pl.DataFrame
) -> pl.DataFrame:
    """Return every published version of some stories, with the time its bytes were fetched."""
    found = _matching(versions, _VERSION, wanted, "article_id")
    if found is None:
        return pl.DataFrame()
    raw = _matching(raw_documents, ("raw_id", "fetched_at"), found, "raw_id")
    if raw is None:
        return found.with_columns(fetched_at="valid_from")
    joined = found.join(raw, on="raw_id", how="left")
    return joined.with_columns(pl.col("fetched_at").fill_null(pl.col("valid_from")))


def read_known_raws(raw_documents: Sequence[Path], wanted: pl.DataFrame) -> pl.DataFrame:
    """Return the raw_ids of this run that are published already."""
    found = _matching(raw_documents, ("raw_id",), wanted, "raw_id")
    return pl.DataFrame(schema={"raw_id": pl.String}) if found is None else found


def _matching(
    files: Sequence[Path], columns: Sequence[str], wanted: pl.DataFrame, key: str
) -> pl.DataFrame | None:
    if not files or wanted.is_empty():
        return None
    keys = wanted.lazy().select(key).unique()
    return pl.scan_parquet(list(files)).select(*columns).join(keys, on=key, how="semi").collect()


def published_states(history: pl.DataFrame) -> dict[str, list[State]]:
    """Return published versions by story, the oldest first."""
    found: dict[str, list[State]] = {}
    if history.height:
        for row in history.sort("article_id", "version").iter_rows(named=True):
            found.setdefault(row["article_id"], []).append(State(**row))
    return found


def document_states(drafts: pl.DataFrame) -> Iterator[tuple[str, list[State]]]:
    """Yield each story's documents; the drafts must have version_id and be sorted by story."""
    columns = [name for name in drafts.columns if name not in ("part", "id_basis")]
    story: list[State] = []
    for row in drafts.select(columns).iter_rows(named=True):
        if story and story[-1].article_id != row["article_id"]:
            yield story[-1].article_id, story
            story = []
        story.append(State(**row))
    if story:
        yield story[-1].article_id, story
