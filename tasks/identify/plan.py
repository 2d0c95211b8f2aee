"""Decides, for every document of a run, which version of which story it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from tasks.identify.clashes import Clash, find_clashes
from tasks.identify.documents import document_states, published_states, read_history
from tasks.identify.sharing import Sketch, most_shared
from tasks.identify.state import State, version_id
from tasks.identify.texts import sketch_states
from tasks.identify.timeline import Step, build_timeline

STORIES_AT_ONCE = 20_000  # bounds the Python objects that are alive together

_TIME = pl.Datetime("us", "UTC")
STEPS = pl.Schema(
    {
        "version_id": pl.String(),
        "article_id": pl.String(),
        "raw_id": pl.String(),
        "version": pl.Int32(),
        "change_kind": pl.String(),
        "valid_from": _TIME,
        "valid_to": _TIME,
        "previous_id": pl.String(),
        "is_published": pl.Boolean(),
        "is_current": pl.Boolean(),
    }
)
"""Version rows to write. `is_published`: the row exists and only its place in history changes."""


@dataclass
class Plan:
    """The version rows of a run, the stories they belong to, and the documents set aside."""

    steps: pl.DataFrame
    clashes: list[Clash] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    """Where the texts and versions that a plan is made from lie."""

    drafts: Sequence[Path]
    versions: Sequence[Path]
    raw_documents: Sequence[Path]


def with_version_ids(drafts: pl.DataFrame) -> pl.DataFrame:
    """Add the version_id that each document has if it makes a version."""
    keys = drafts.select("article_id", "raw_sha256", "text_sha256", "described_sha256")
    ids = [version_id(*row) for row in keys.iter_rows()]
    return drafts.with_columns(version_id=pl.Series(ids, dtype=pl.String))


def split_simple(drafts: pl.DataFrame, current: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents that start a story alone, and those that must be looked at.

    Left out of both are lone documents equal to the published version of their story.
    """
    old = pl.col("version_id", "raw_sha256").name.prefix("old_")
    joined = drafts.with_columns(alone=pl.len().over("article_id") == 1).join(
        current.select("article_id", old), on="article_id", how="left"
    )
    keys = joined.select("article_id", "old_raw_sha256", "text_sha256", "described_sha256")
    in_place = [version_id(a, old, t, d) if old else None for a, old, t, d in keys.iter_rows()]
    is_same = pl.Series(in_place, dtype=pl.String) == joined["old_version_id"]
    is_new = pl.col("alone") & pl.col("old_version_id").is_null()
    rest = joined.filter(~is_new & ~(pl.col("alone") & is_same.fill_null(False)))
    return joined.filter(is_new), rest.select(drafts.columns)


def first_versions(new: pl.DataFrame, clock: datetime) -> pl.DataFrame:
    """Return the version rows of stories that one document starts."""
    return new.select(
        "version_id", "article_id", "raw_id",
        version=pl.lit(1, dtype=pl.Int32),
        change_kind=pl.lit("first_seen"),
        valid_from=pl.lit(clock, dtype=_TIME),
        valid_to=pl.lit(None, dtype=_TIME),
        previous_id=pl.lit(None, dtype=pl.String),
        is_published=pl.lit(False),
        is_current=pl.lit(True),
    )  # fmt: skip


def plan_stories(drafts: pl.DataFrame, history: History, clock: datetime) -> Plan:
    """Plan the stories that have a published version or several documents in this run."""
    stories = drafts.select("article_id").unique().sort("article_id")
    plan = Plan(pl.DataFrame(schema=STEPS))
    frames = [plan.steps]
    for chunk in stories.iter_slices(STORIES_AT_ONCE):
        some = drafts.join(chunk, on="article_id", how="semi").sort("article_id", "raw_id")
        frames.append(_plan_chunk(some, history, clock, plan.clashes))
    plan.steps = pl.concat(frames)
    return plan


def _plan_chunk(
    drafts: pl.DataFrame, history: History, clock: datetime, clashes: list[Clash]
) -> pl.DataFrame:
    rows = read_history(history.versions, history.raw_documents, drafts)
    published = published_states(rows)
    documents = dict(document_states(drafts))
    by_source = drafts.filter(pl.col("id_basis") == "source_native_id")["article_id"].unique()
    found = _clashes(documents, published, by_source.to_list(), history)
    clashes.extend(found)
    gone = {clash.document.raw_id for clash in found}
    steps: list[tuple[object, ...]] = []
    for story in sorted(documents):
        kept = [doc for doc in documents[story] if doc.raw_id not in gone]
        timeline = build_timeline(published.get(story, ()), kept, clock)
        steps.extend(_row(step, timeline.current) for step in timeline.steps)
    return pl.DataFrame(steps, schema=STEPS, orient="row")


def _row(step: Step, current: Step | None) -> tuple[object, ...]:
    state = step.state
    return (
        state.version_id, state.article_id, state.raw_id, step.version, step.change_kind,
        step.valid_from, step.valid_to, step.previous.version_id if step.previous else None,
        state.version is not None, step is current,
    )  # fmt: skip


def _clashes(
    documents: dict[str, list[State]],
    published: dict[str, list[State]],
    stories: Iterable[str],
    history: History,
) -> list[Clash]:
    """Find clashing documents; texts are read only of stories where one is possible at all."""
    suspect = [
        story
        for story in sorted(stories)
        if find_clashes(published.get(story, ()), documents[story], lambda _a, _b: 0.0)
    ]
    if not suspect:
        return []
    states = [s for story in suspect for s in (*published.get(story, ()), *documents[story])]
    known = sketch_states(states, history.drafts, history.versions)

    def shared(one: State, other: State) -> float:
        return most_shared(_sketch(known, one), _sketch(known, other))

    return [
        clash
        for story in suspect
        for clash in find_clashes(published.get(story, ()), documents[story], shared)
    ]


def _sketch(known: dict[str, Sketch], state: State) -> Sketch:
    return known[state.text_sha256]
