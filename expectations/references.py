"""Finds rows that point at nothing, or at rows that the run would take away."""

from dataclasses import dataclass, field
from itertools import groupby

import polars as pl

from expectations.candidates import Candidates, added, going, kept
from expectations.text_checks import Offenders
from warehouse.contract import contract


@dataclass(frozen=True)
class Reference:
    """Columns of a table whose values, taken together, must be those of some row of a target."""

    table: str
    flag: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    unless: pl.Expr = field(default_factory=lambda: pl.lit(value=False))
    """Rows that may have other values."""


STORY = ("article_id", "version_id")

REFERENCES: tuple[Reference, ...] = (
    Reference("articles", "cluster_id_resolves", ("cluster_id",), "clusters", ("cluster_id",)),
    Reference("articles", "raw_id_resolves", ("raw_id",), "raw_documents", ("raw_id",)),
    Reference(
        "articles", "version_is_recorded", (*STORY, "version", "text_sha256"),
        "article_versions", (*STORY, "version", "text_sha256"),
    ),
    Reference("article_versions", "raw_id_resolves", ("raw_id",), "raw_documents", ("raw_id",)),
    Reference("removed_blocks", "version_is_of_the_article", STORY, "article_versions", STORY),
    Reference("mentions", "version_is_of_the_article", STORY, "articles", STORY),
    Reference("quotes", "version_is_of_the_article", STORY, "articles", STORY),
    Reference("article_entities", "version_is_of_the_article", STORY, "articles", STORY),
    Reference("mentions", "is_summed_up", ("article_id", "entity_id"), "article_entities",
              ("article_id", "entity_id")),
    Reference(
        "article_entities", "entity_type_is_the_entitys", ("entity_id", "entity_type"),
        "entities", ("entity_id", "entity_type"),
    ),
    Reference(
        "mentions", "entity_type_is_the_entitys", ("entity_id", "entity_type"),
        "entities", ("entity_id", "entity_type"),
        unless=pl.col("entity_type") == "NORP",  # a people's entity can be its country
    ),
)  # fmt: skip
"""References that no contract column states alone."""


def references_of(table: str) -> tuple[Reference, ...]:
    """Return what a table's rows must point at: its contract's references and those above."""
    stated = []
    for column in contract(table).columns:
        if column.references:
            target, name = column.references.split(".")
            flag = f"{column.name}_resolves"
            stated.append(Reference(table, flag, (column.name,), target, (name,)))
    return (*stated, *(r for r in REFERENCES if r.table == table))


def reference_offenders(candidates: Candidates, table: str) -> Offenders:
    """Return the rows of a table, as it will be, whose references do not resolve."""
    found: Offenders = {}
    ordered = sorted(references_of(table), key=lambda r: _basis(r))
    for basis, group in groupby(ordered, key=lambda r: _basis(r)):
        distinct = added(candidates, table, basis).unique().collect(engine="streaming")
        for reference in group:
            rows = [_dangling(candidates, reference, distinct), _orphans(candidates, reference)]
            wrong = pl.concat([frame for frame in rows if frame is not None] or [pl.DataFrame()])
            if wrong.height:
                found[table, reference.flag] = wrong.unique(list(contract(table).key))
    return found


def _basis(reference: Reference) -> tuple[str, ...]:
    """Return the columns whose distinct values are collected once for several references."""
    wide = [r.columns for r in references_of(reference.table)]
    holding = [columns for columns in wide if set(reference.columns) <= set(columns)]
    return max(holding, key=len)


def _dangling(
    candidates: Candidates, reference: Reference, distinct: pl.DataFrame
) -> pl.DataFrame | None:
    mine, theirs = list(reference.columns), list(reference.target_columns)
    missing = distinct.filter(~reference.unless).select(mine).drop_nulls().unique()
    for side in (added, kept):
        if missing.height:
            target = side(candidates, reference.target, theirs).unique()
            rows = missing.lazy().join(target, left_on=mine, right_on=theirs, how="anti")
            missing = rows.collect(engine="streaming")
    if missing.is_empty():
        return None
    return _pointing(added(candidates, reference.table, _columns(reference)), reference, missing)


def _orphans(candidates: Candidates, reference: Reference) -> pl.DataFrame | None:
    """Return current rows that stay and point at a row that goes."""
    theirs = list(reference.target_columns)
    gone = going(candidates, reference.target, theirs).unique().collect()
    if gone.is_empty():
        return None
    again = added(candidates, reference.target, theirs)
    gone = gone.lazy().join(again, on=theirs, how="anti").collect()
    if gone.is_empty() or not candidates.current.get(reference.table):
        return None
    renamed = gone.rename(dict(zip(theirs, reference.columns, strict=True)))
    return _pointing(kept(candidates, reference.table, _columns(reference)), reference, renamed)


def _columns(reference: Reference) -> list[str]:
    return list(dict.fromkeys([*contract(reference.table).key, *reference.columns]))


def _pointing(rows: pl.LazyFrame, reference: Reference, values: pl.DataFrame) -> pl.DataFrame:
    columns = list(reference.columns)
    shown = pl.concat_str(pl.col(columns).cast(pl.String), separator=" ")
    wrong = rows.join(values.lazy(), on=columns, how="semi")
    return wrong.select(*contract(reference.table).key, found=shown).collect()
