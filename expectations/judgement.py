"""Judges one table: Great Expectations sees the witnesses, then every row of what failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from expectations.candidates import Candidates
from expectations.evaluate import failing, unexpected
from expectations.narrow import View, narrow
from expectations.suite import Expectation, suite
from expectations.text_checks import Offenders
from expectations.witness import witnesses
from warehouse.stage import write_part

WRONG = pl.Schema({"record_key": pl.String(), "article_id": pl.String(), "value": pl.String()})
SHOWN = 200  # characters of a failing value


@dataclass(frozen=True)
class Outcome:
    """What came of one expectation: rows looked at, and those that failed (columns of WRONG)."""

    expectation: Expectation
    evaluated: int
    wrong: pl.DataFrame


def judge_table(
    candidates: Candidates, table: str, offenders: Offenders, clock: datetime, scratch: Path
) -> list[Outcome]:
    """Return the outcome of every expectation of a table's suite, in the suite's order.

    A table of any size costs Great Expectations one look at a few dozen witnesses, and one look
    at each part that holds a failing row. Nothing is judged, and nothing returned, for a table to
    which the run adds no rows and in which it breaks none.
    """
    rules = suite(table)
    view = View(table, rules.values, rules.flags, clock)
    judged = tuple(dict.fromkeys(e.column for e in rules.expectations))
    parts, speakers, evaluated = [], [], 0
    for number, frame in enumerate(narrow(candidates, view, offenders)):
        part = scratch / f"{table}-{number:05}.parquet"
        parts.append(write_part(frame, part))
        speakers.append(witnesses(frame, judged).with_columns(part=pl.lit(number)))
        evaluated += frame.height
    if not evaluated:
        return []
    sample = pl.concat(speakers)
    failed = failing(rules.expectations, sample)
    outcomes = []
    for expectation in rules.expectations:
        found = [pl.DataFrame(schema=WRONG)]
        if expectation in failed:
            where = unexpected(expectation, sample.select("part", expectation.column), ["part"])
            frames = (pl.read_parquet(parts[number]) for number in sorted(set(where["part"])))
            found += [_wrong(expectation, frame, view, offenders) for frame in frames]
        outcomes.append(Outcome(expectation, evaluated, pl.concat(found).sort("record_key")))
    return outcomes


def _wrong(
    expectation: Expectation, frame: pl.DataFrame, view: View, offenders: Offenders
) -> pl.DataFrame:
    keys = unexpected(expectation, frame, view.key).unique()
    rows = frame.join(keys, on=view.key, how="semi", nulls_equal=True).unique(view.key)
    found = offenders.get((view.table, expectation.column))
    if found is not None:
        rows = rows.join(found.unique(view.key), on=view.key, how="left")
        value = pl.col("found")
    else:
        value = pl.col(expectation.shows) if expectation.shows else pl.lit(None, pl.String)
    owner = pl.col("article_id") if "article_id" in rows.columns else pl.lit(None, pl.String)
    return rows.select(
        pl.concat_str(view.key, separator="|", ignore_nulls=True).alias("record_key"),
        owner.alias("article_id"),
        value.cast(pl.String).str.slice(0, SHOWN).alias("value"),
    )


def sentences(outcome: Outcome) -> Iterator[str]:
    """Yield one sentence on a failed expectation: table, rule, rows, a value and the remedy."""
    if outcome.wrong.is_empty():
        return
    rule = outcome.expectation
    first = outcome.wrong.row(0, named=True)
    shown = "" if first["value"] is None else f" (found {first['value']})"
    rows = "1 row fails" if outcome.wrong.height == 1 else f"{outcome.wrong.height} rows fail"
    yield (
        f"{rule.table}: {rows} {rule.type} on {rule.column}, such as {first['record_key']}{shown}. "
        f"{rule.notes} {rule.remedy}"
    )
