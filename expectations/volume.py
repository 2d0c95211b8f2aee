"""Judges what each source brought against bands of how much is usual."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from expectations.candidates import Candidates, added
from expectations.evaluate import failing
from expectations.judgement import WRONG, Outcome
from expectations.suite import Expectation, Severity

DEFAULT_BANDS = Path(__file__).parent / "volume.toml"
TABLE_OF = {
    "articles": "articles",
    "removed_share": "article_versions",
    "set_aside_share": "quarantine",
}
BOUNDS: dict[str, tuple[Severity, bool]] = {
    "fail_below": ("table", True),
    "fail_above": ("table", False),
    "warn_below": ("warning", True),
    "warn_above": ("warning", False),
}
REMEDY = "If this is as it should be, give the source its own band in the file of volume bands."

Bands = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Volumes:
    """The bands in force: by measure, and by source and measure for those that have their own."""

    default: Bands
    sources: dict[str, Bands]

    def band(self, source: str, measure: str) -> dict[str, float]:
        """Return the bounds of a measure for a source; its own replace the default ones singly.

        A band of a source's own counts from the first document, unless it says otherwise: it is
        there to notice that a source has nearly fallen silent.
        """
        own = self.sources.get(source, {}).get(measure)
        usual = self.default.get(measure, {})
        return usual if own is None else usual | {"from_documents": 0} | own

    def has(self, measure: str, bound: str) -> bool:
        """Tell whether any source has this bound of a measure."""
        return any(bound in b.get(measure, {}) for b in (self.default, *self.sources.values()))


def read_volumes(path: Path | None) -> Volumes:
    """Read a file of bands over the default ones. Raises ValueError for words it does not know."""
    own = tomllib.loads(path.read_text("utf-8")) if path else {}
    usual = tomllib.loads(DEFAULT_BANDS.read_text("utf-8"))["default"]
    default = {m: usual.get(m, {}) | own.get("default", {}).get(m, {}) for m in TABLE_OF}
    sources = own.get("sources", {})
    for where, bands in [("default", own.get("default", {})), *sources.items()]:
        for measure, band in bands.items():
            unknown = set(band) - set(BOUNDS) - {"from_documents"}
            if measure not in TABLE_OF or unknown:
                words = ", ".join(sorted(unknown)) or measure
                raise ValueError(f"{path}: {where}.{measure}: unknown {words}; see {DEFAULT_BANDS}")
    return Volumes(default, sources)


def measures(candidates: Candidates) -> pl.DataFrame:
    """Return source_id, documents and the three measures, one row per source of the run."""
    documents = _per_source(candidates, "raw_documents").rename({"rows": "documents"})
    articles = _per_source(candidates, "articles").rename({"rows": "articles"})
    aside = _per_source(candidates, "quarantine").rename({"rows": "aside"})
    columns = ["source_id", "removed_chars", "text"]
    kept = pl.col("text").str.len_chars().sum()
    removed = pl.col("removed_chars").cast(pl.Int64).sum()
    share = (removed / (removed + kept)).fill_nan(0).alias("removed_share")
    removal = added(candidates, "article_versions", columns).group_by("source_id").agg(share)
    every = documents.join(articles, on="source_id", how="left")
    every = every.join(removal, on="source_id", how="left").join(aside, on="source_id", how="left")
    total = pl.col("aside") + pl.col("documents")
    return (
        every.with_columns(pl.col("articles", "aside").fill_null(0))
        .with_columns(set_aside_share=pl.col("aside") / total)
        .sort("source_id")
        .collect(engine="streaming")
    )


def _per_source(candidates: Candidates, table: str) -> pl.LazyFrame:
    rows = added(candidates, table, ["source_id"]).drop_nulls()
    return rows.group_by("source_id").agg(pl.len().cast(pl.Int64).alias("rows"))


def judge_volume(candidates: Candidates, bands: Path | None) -> list[Outcome]:
    """Return the outcome of every bound of every measure over the sources of the run."""
    volumes = read_volumes(bands)
    sources = measures(candidates)
    if sources.is_empty():
        return []
    outcomes = []
    rules = [_rule(m, b) for m in TABLE_OF for b in BOUNDS if volumes.has(m, b)]
    flags = [
        pl.Series(r.column, _within(sources, volumes, str(r.meta["measure"]), str(r.meta["bound"])))
        for r in rules
    ]
    frame = sources.with_columns(flags)
    failed = failing(rules, frame)
    for rule in rules:
        wrong = frame.filter(~pl.col(rule.column)) if rule in failed else frame.head(0)
        measure = str(rule.meta["measure"])
        value = pl.col(measure).cast(pl.String)
        rows = wrong.select(record_key="source_id", article_id=pl.lit(None), value=value)
        outcomes.append(Outcome(rule, frame.height, rows.cast(WRONG)))
    return outcomes


def _within(sources: pl.DataFrame, volumes: Volumes, measure: str, bound: str) -> list[bool]:
    _, below = BOUNDS[bound]
    flags = []
    for source, documents, value in sources.select("source_id", "documents", measure).rows():
        band = volumes.band(source, measure)
        limit = band.get(bound)
        if limit is None or value is None or documents < band.get("from_documents", 0):
            flags.append(True)
        else:
            flags.append(value >= limit if below else value <= limit)
    return flags


def _rule(measure: str, bound: str) -> Expectation:
    severity, below = BOUNDS[bound]
    side = "less" if below else "more"
    return Expectation(
        table=TABLE_OF[measure],
        type="expect_column_values_to_be_in_set",
        column=f"{measure}_{bound}",
        kwargs={"value_set": [True]},
        severity=severity,
        notes=f"No source has {side} {measure} than its band's {bound}.",
        remedy=REMEDY,
        derived=False,
        meta={"measure": measure, "bound": bound},
    )
