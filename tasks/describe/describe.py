"""Describes one cleaned part: what was furniture or metadata becomes columns of `articles`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from tasks.describe.document import Description, Provenance, describe_document, finish
from tasks.describe.evidence import Evidence, read_given, read_page
from tasks.describe.faults import set_aside
from tasks.describe.lines import lines_of
from tasks.describe.rendered import FEWEST_COMMENTS, Rendered, Spans
from warehouse.stage import write_part

DESCRIBER_VERSION = "6"
"""Raised whenever a rule of this folder would describe some document differently."""

_NARROW = (
    "raw_id", "raw_sha256", "source_id", "raw_uri", "native_id", "native_basis", "given_basis",
    "page_metadata", "given", "damage", "fetched_at",
)  # fmt: skip
_DRAFT = (
    "article_id", "native_id", "source_id", "raw_uri", "raw_id", "id_basis", "url",
    "canonical_url", "domain", "publisher", "headline", "alternative_headline", "byline",
    "authors", "author_kinds", "dateline", "located", "agency", "section", "published_at",
    "published_date", "published_basis", "published_precision", "modified_at", "language",
    "language_score", "text", "word_count", "paragraph_count", "removed_chars", "text_sha256",
    "raw_sha256",
    "quality_flags", "cleaner_version", "fetched_at", "described_sha256", "native_basis",
)  # fmt: skip
_LONG_HEADING = r'"h1": \[[^\]]*"[^" ]* [^" ]* [^"]*"'  # with three words at least
_COMMENTS = ("reader_comment", "comment_author")
_OPENING = 160  # characters of a text in which a dateline may stand


@dataclass(frozen=True)
class DescribeOptions:
    """The run's clock, whether texts were cleaned, and the version of the cleaning rules.

    `known` names the stories that documents belong to already (raw_id, article_id, id_basis): a
    document that is described again keeps its story, whatever its headline is taken to be now.
    """

    clock: datetime
    cleaning: str = "auto"
    cleaner_version: str = ""
    known: Path | None = None


@dataclass(frozen=True)
class DescribeResult:
    """Where the drafts and the documents set aside lie, and how many there are of each."""

    drafts: Path
    quarantine: Path | None
    documents: int
    quarantined: int


def describe_part(
    raw_documents: Path, texts: Path, removed_blocks: Path, out_dir: Path, options: DescribeOptions
) -> DescribeResult:
    """Describe the documents of one cleaned part and write their drafts under out_dir.

    Reads the three parts of the clean stage. A document whose given date does not parse or lies
    in the future is set aside whole. The drafts have the columns of `articles` but those that
    identify, deduplicate and the run add; and described_sha256 and native_basis.
    """
    rows = _rows(raw_documents, texts)
    made = _describe(rows, _moved(removed_blocks), _comments(removed_blocks), options)
    languages = _languages(rows, made)
    for one in made:
        finish(one)
    frame = _as_known(_drafts(rows, made, languages, options), options.known)
    faulty = pl.Series([bool(one.faults) for one in made], dtype=pl.Boolean)
    suffix = texts.stem.partition("-")[2] or texts.stem
    aside = set_aside(raw_documents, rows.filter(faulty), [one for one in made if one.faults])
    quarantine = out_dir / f"quarantine-{suffix}.parquet"
    return DescribeResult(
        drafts=write_part(frame.filter(~faulty), out_dir / f"drafts-{suffix}.parquet"),
        quarantine=write_part(aside, quarantine) if aside.height else None,
        documents=frame.height - aside.height,
        quarantined=aside.height,
    )


def _rows(raw_documents: Path, texts: Path) -> pl.DataFrame:
    is_page = pl.col("media_type") == "text/html"
    rendered = (pl.col("source_text").alias("rendered"), (~is_page).alias("is_plain"))
    has_heading = pl.col("page_metadata").str.contains(_LONG_HEADING)
    blocks = pl.when(is_page & ~has_heading.fill_null(False)).then("blocks").alias("blocks")
    narrow = pl.scan_parquet(raw_documents).select(*_NARROW, *rendered, blocks).collect()
    return pl.read_parquet(texts).join(narrow, on="raw_id", how="inner", maintain_order="left")


def _moved(removed_blocks: Path) -> dict[str, dict[str, list[str]]]:
    """Return the moved blocks' texts by document and target column, in the source's order."""
    blocks = (
        pl.scan_parquet(removed_blocks)
        .filter(pl.col("action") == "moved", pl.col("target_column").is_not_null())
        .sort("char_start")
        .select("raw_id", "target_column", "text")
        .collect()
    )
    found: dict[str, dict[str, list[str]]] = {}
    for raw_id, column, text in blocks.iter_rows():
        found.setdefault(raw_id, {}).setdefault(column, []).append(text)
    return found


def _comments(removed_blocks: Path) -> dict[str, Spans]:
    """Return where the clean stage found readers' comments, of the documents that have some."""
    spans = (
        pl.scan_parquet(removed_blocks)
        .filter(pl.col("kind").is_in(_COMMENTS))
        .sort("char_start")
        .group_by("raw_id")
        .agg("char_start", "char_end")
        .filter(pl.col("char_start").list.len() >= FEWEST_COMMENTS)
        .collect()
    )
    return {raw_id: (starts, ends) for raw_id, starts, ends in spans.iter_rows()}


def _describe(
    rows: pl.DataFrame,
    moved: dict[str, dict[str, list[str]]],
    comments: dict[str, Spans],
    options: DescribeOptions,
) -> list[Description]:
    is_cleaned = options.cleaning != "off"
    openings = rows["text"].str.head(_OPENING).to_list() if is_cleaned else [""] * rows.height
    narrow = rows.select(*(c for c in _NARROW if c != "damage"), "rendered", "is_plain").iter_rows(
        named=True
    )
    places = lines_of(rows["blocks"])
    made = []
    for number, (row, opening) in enumerate(zip(narrow, openings, strict=True)):
        page, said = row["rendered"] if is_cleaned else None, comments.get(row["raw_id"])
        evidence = Evidence(
            given=read_given(row["given"]),
            given_basis=row["given_basis"],
            page=read_page(row["page_metadata"]),
            moved=moved.get(row["raw_id"], {}) if is_cleaned else {},
            opening=opening,
            fetched_at=row["fetched_at"],
            rendered=Rendered(page, places(number), said, row["is_plain"]) if page else None,
        )
        origin = Provenance(
            row["source_id"], row["native_id"], row["native_basis"], row["raw_sha256"]
        )
        made.append(describe_document(evidence, origin, options.clock))
    return made


def _languages(rows: pl.DataFrame, made: list[Description]) -> pl.DataFrame:
    """Settle every document's language and return language_score and language flags."""
    from tasks.describe.tongue import settle_languages

    stated = [(one.language, one.language_is_given) for one in made]
    settled = settle_languages(rows["text"], stated)
    for one, language in zip(made, settled["language"].to_list(), strict=True):
        one.language = language
    return settled


def _drafts(
    rows: pl.DataFrame, made: list[Description], languages: pl.DataFrame, options: DescribeOptions
) -> pl.DataFrame:
    from tasks.describe.quality import quality_flags

    described = pl.DataFrame(
        [_column(name, [getattr(one, name) for one in made]) for name in _SCHEMA]
    )
    frame = pl.concat([rows, described, languages.select("language_score")], how="horizontal")
    version = "+".join(part for part in (options.cleaner_version, f"d{DESCRIBER_VERSION}") if part)
    flags = quality_flags(rows, described["flags"], languages["language_flags"])
    return frame.with_columns(quality_flags=flags, cleaner_version=pl.lit(version)).select(_DRAFT)


def _as_known(drafts: pl.DataFrame, known: Path | None) -> pl.DataFrame:
    if known is None:
        return drafts
    names = ("article_id", "id_basis")
    stories = pl.scan_parquet(known).select("raw_id", pl.col(names).name.prefix("known_"))
    joined = drafts.lazy().join(stories, on="raw_id", how="left", maintain_order="left")
    kept = [pl.coalesce(f"known_{name}", name).alias(name) for name in names]
    return joined.with_columns(kept).select(drafts.columns).collect()


def _column(name: str, values: list[Any]) -> pl.Series:
    """Return one column of the drafts; of lists Arrow makes a column faster than Polars."""
    if isinstance(_SCHEMA[name], pl.List):
        return pl.Series(name, pa.array(values, pa.large_list(pa.large_string())))
    return pl.Series(name, values, dtype=_SCHEMA[name])


_TIME = pl.Datetime("us", "UTC")
_SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("article_id", "id_basis", "url", "canonical_url", "domain"), pl.String()),
        **dict.fromkeys(("publisher", "headline", "alternative_headline", "byline"), pl.String()),
        "authors": pl.List(pl.String),
        "author_kinds": pl.List(pl.String),
        **dict.fromkeys(("dateline", "located", "agency"), pl.String()),
        "section": pl.List(pl.String),
        "published_at": _TIME,
        "published_date": pl.Date(),
        "published_basis": pl.String(),
        "published_precision": pl.String(),
        "modified_at": _TIME,
        "language": pl.String(),
        "described_sha256": pl.String(),
        "flags": pl.List(pl.String),
    }
)
