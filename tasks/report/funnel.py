"""Follows a run's documents from read to written, with the count and reason of each loss."""

from dataclasses import dataclass

import polars as pl

from tasks.report.facts import RunFacts
from tasks.report.kinds import readable
from tasks.report.rows import Tables, gathered, run_rows

READING = ("discover", "ingest")
CLEANING = ("clean", "describe", "identify", "deduplicate", "extract")
REASONS_SHOWN = 4


@dataclass(frozen=True)
class Loss:
    """How many left at a step and why; `kept` when they stay in the warehouse all the same."""

    count: int
    reason: str
    kept: bool = False


@dataclass(frozen=True)
class Step:
    """One step: documents that reached it, how many of them are copies, who was lost before it."""

    name: str
    count: int
    copies: int
    losses: tuple[Loss, ...]


def funnel(facts: RunFacts, tables: Tables) -> tuple[Step, ...]:
    """Return the five steps read, cleaned, unique, valid, written.

    Copies are labelled, not lost: they are told apart at `unique` and go on. Rows of other
    tables than `articles` that the gate set aside are no loss of a document and not counted.
    """
    aside = _set_aside(facts, tables)
    counts = {name: int(value) for name, value in facts.counts.items()}
    read, copies = counts["documents"], counts["duplicates"]
    refused = _losses(aside, CLEANING)
    cleaned = max(0, read - _total(refused))
    gate = _losses(
        aside.filter(pl.col("table_name").fill_null("articles") == "articles"), ("gate",)
    )
    valid = counts["articles_new"] + counts["articles_updated"]
    unique = valid + _total(gate)
    written = 0 if facts.status == "stopped" else valid
    stopped = (Loss(valid, "the gate stopped the run"),) if facts.status == "stopped" else ()
    return (
        Step("read", read, 0, _losses(aside, READING)),
        Step("cleaned", cleaned, 0, refused),
        Step("unique", unique, min(copies, unique), _repeats(counts, cleaned - unique)),
        Step("valid", valid, min(copies, valid), gate),
        Step("written", written, min(copies, written), stopped),
    )


def _repeats(counts: dict[str, int], gone: int) -> tuple[Loss, ...]:
    """What went between cleaned and unique, and the copies, which only got a label."""
    unchanged = min(counts["articles_unchanged"], max(0, gone))
    losses = (
        Loss(unchanged, "published before, unchanged", kept=True),
        Loss(max(0, gone) - unchanged, "met more than once in this run", kept=True),
        Loss(counts["duplicates"], "copies of another story: labelled and kept", kept=True),
    )
    return tuple(loss for loss in losses if loss.count)


def _set_aside(facts: RunFacts, tables: Tables) -> pl.DataFrame:
    """Items set aside by stage, table and first reason."""
    rows = run_rows(tables, "quarantine", facts.run_id)
    first = pl.col("reasons").list.first().struct.field("expectation").fill_null("no reason")
    return gathered(
        rows.group_by("stage", "table_name", first.alias("reason"))
        .len("count")
        .sort("count", "stage", "reason", descending=[True, False, False])
    )


def _losses(aside: pl.DataFrame, stages: tuple[str, ...]) -> tuple[Loss, ...]:
    here = (
        aside.filter(pl.col("stage").is_in(stages))
        .group_by("reason")
        .agg(pl.col("count").sum())
        .sort("count", "reason", descending=[True, False])
    )
    losses = [Loss(count, readable(reason)) for reason, count in here.iter_rows()]
    if len(losses) > REASONS_SHOWN:
        rest = sum(loss.count for loss in losses[REASONS_SHOWN - 1 :])
        losses = [*losses[: REASONS_SHOWN - 1], Loss(rest, "other reasons")]
    return tuple(losses)


def _total(losses: tuple[Loss, ...]) -> int:
    return sum(loss.count for loss in losses)
