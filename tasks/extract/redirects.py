"""Leads from ids that were made of a name alone to the id of the well-known entity it names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import polars as pl

from tasks.extract.known import KIND_OF_TYPE, known
from warehouse.ids import make_id

REDIRECT = pl.Schema({"old_entity_id": pl.String, "new_entity_id": pl.String, "reason": pl.String})
"""Columns of `entity_redirects` but run_id."""


@cache
def former_ids() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the ids that an entity (type, Wikidata id) had before our tables knew it.

    Only of entities that the full name alone decides: an id made of another name is still that of
    everybody else who bears it.
    """
    ids: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (kind, name), entries in known().items():
        sure = [entry for entry in entries if entry.rank == 1]
        wikidata = sure[0].wikidata_id if len(sure) == 1 else None
        if wikidata is None:
            continue
        for entity_type in (t for t, k in KIND_OF_TYPE.items() if k == kind):
            ids[entity_type, wikidata].append(make_id("e", entity_type, name))
    return {key: tuple(old) for key, old in ids.items()}


def redirects(
    names: pl.DataFrame,
    gone: pl.DataFrame,
    current_entities: Sequence[Path],
    current_redirects: Sequence[Path],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of `entity_redirects` to add and the old ids of those to take away.

    A row is due when the run names a well-known entity of which the published tables still have a
    row under a former id: two rows are one entity from then on. `names` has the run's entities
    (`count.KNOWN`), `gone` the ids that are left without a mention; what leads there is taken away.
    """
    known_before = former_ids()
    rows = [
        (old, new, "linked")
        for new, kind, wikidata in names.select(
            "entity_id", "entity_type", "wikidata_id"
        ).iter_rows()
        for old in known_before.get((kind, wikidata), ())
        if old != new
    ]
    due = pl.DataFrame(rows, schema=REDIRECT, orient="row").unique("old_entity_id")
    published = _column(current_entities, "entity_id")
    due = due.join(published, left_on="old_entity_id", right_on="entity_id", how="semi")
    known_rows = _read(current_redirects)
    due = due.join(known_rows, on=["old_entity_id", "new_entity_id"], how="anti")
    lost = known_rows.join(gone, left_on="new_entity_id", right_on="entity_id", how="semi")
    return due.sort("old_entity_id"), lost.select("old_entity_id").sort("old_entity_id")


def _column(paths: Sequence[Path], name: str) -> pl.DataFrame:
    if not paths:
        return pl.DataFrame(schema={name: pl.String})
    return pl.scan_parquet(list(paths)).select(pl.col(name).cast(pl.String)).collect()


def _read(paths: Sequence[Path]) -> pl.DataFrame:
    columns = ["old_entity_id", "new_entity_id"]
    if not paths:
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return pl.scan_parquet(list(paths)).select(pl.col(columns).cast(pl.String)).collect()
