"""Turns a table's candidates into narrow frames: key, judged columns and flags, but no text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.candidates import Candidates, added, columns_of
from expectations.flags import contract_flags, row_flags
from expectations.text_checks import Offenders
from warehouse.contract import contract
from warehouse.stage import NARROW_ROW_GROUP, TEXT_ROW_GROUP

OWNERS = ("article_id", "raw_id")


@dataclass(frozen=True)
class View:
    """What is to be seen of a table: its own columns to judge, and the flags."""

    table: str
    values: tuple[str, ...]
    flags: tuple[str, ...]
    clock: datetime

    @property
    def key(self) -> list[str]:
        """The table's key columns."""
        return list(contract(self.table).key)

    @property
    def owners(self) -> list[str]:
        """The columns that name the article and the document of a row."""
        held = {c.name for c in contract(self.table).columns}
        return [name for name in OWNERS if name in held]

    @property
    def columns(self) -> list[str]:
        """The key, the owners and the judged columns."""
        return list(dict.fromkeys([*self.key, *self.owners, *self.values]))


def narrow(candidates: Candidates, view: View, offenders: Offenders) -> Iterator[pl.DataFrame]:
    """Yield the narrow frames of a table, a row group's worth at a time.

    A frame has the view's columns and its flags, never null; a NaN reads as infinity, since
    pandas would take it for a missing value. The last frame holds keys that an offender names but
    no candidate has: current rows that the run would leave without what they point at.
    """
    agreed = contract(view.table)
    step = TEXT_ROW_GROUP if agreed.text_heavy else NARROW_ROW_GROUP
    for file in candidates.added.get(view.table, ()):
        as_agreed = follows_contract(file, view.table)
        for offset in range(0, pq.read_metadata(file).num_rows, step):
            rows = pl.scan_parquet(file).slice(offset, step)
            frame = rows.select(*_columns(view), *_own_flags(view, as_agreed)).collect()
            yield _marked(frame, view, offenders)
    strangers = _strangers(candidates, view, offenders)
    if strangers.height:
        yield _marked(strangers, view, offenders)


def follows_contract(file: Path, table: str) -> bool:
    """Tell whether a file has the contract's columns, types, nullability and descriptions."""
    schema, agreed = pq.read_schema(file), contract(table).schema
    return len(schema) == len(agreed) and all(map(_is_same, schema, agreed))


def _is_same(field: "pa.Field[pa.DataType]", agreed: "pa.Field[pa.DataType]") -> bool:
    described = [(f.metadata or {}).get(b"description") for f in (field, agreed)]
    # Parquet renames the items of lists, which type equality rightly overlooks.
    same = field.name == agreed.name and field.type.equals(agreed.type)
    return same and field.nullable == agreed.nullable and described[0] == described[1]


def _columns(view: View) -> list[pl.Expr]:
    kinds = {c.name: str(c.type) for c in contract(view.table).columns}
    floats = {name for name in view.columns if kinds[name] in ("float", "double")}
    every = [pl.col(name) for name in view.columns]
    return [
        c.fill_nan(float("inf")) if n in floats else c
        for n, c in zip(view.columns, every, strict=True)
    ]


def _own_flags(view: View, as_agreed: bool) -> list[pl.Expr]:
    own = {**contract_flags(view.table), **row_flags(view.table, view.clock)}
    own["schema_is_the_contract"] = pl.lit(as_agreed)
    return [holds.fill_null(False).alias(flag) for flag, holds in own.items()]


def _marked(frame: pl.DataFrame, view: View, offenders: Offenders) -> pl.DataFrame:
    """Add the flags that offenders decide; a flag that nobody breaks is true."""
    for flag in view.flags:
        if (view.table, flag) in offenders:
            wrong = offenders[view.table, flag].select(view.key).unique()
            wrong = wrong.with_columns(pl.lit(False).alias(flag))
            frame = frame.drop(flag, strict=False)
            frame = frame.join(wrong, on=view.key, how="left", maintain_order="left")
    missing = [pl.lit(True).alias(f) for f in view.flags if f not in frame.columns]
    filled = frame.with_columns(missing).with_columns(pl.col(view.flags).fill_null(True))
    return filled.select(*view.columns, *view.flags)


def _strangers(candidates: Candidates, view: View, offenders: Offenders) -> pl.DataFrame:
    frames = [
        rows.select(view.key) for (table, _), rows in offenders.items() if table == view.table
    ]
    named = (
        pl.concat(frames).unique()
        if frames
        else pl.DataFrame(schema=dict.fromkeys(view.key, pl.String))
    )
    mine = added(candidates, view.table, view.key)
    rows = named.lazy().join(mine, on=view.key, how="anti").collect().sort(view.key)
    return rows.with_columns(_empty(view, [n for n in view.columns if n not in view.key]))


def _empty(view: View, names: Sequence[str]) -> list[pl.Expr]:
    kinds = columns_of(view.table)
    return [pl.lit(None, kinds[name]).alias(name) for name in names]
