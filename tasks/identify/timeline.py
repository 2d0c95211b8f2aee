"""Builds the history of one story from its published versions and a run's documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.identify.state import State, in_order


@dataclass(frozen=True, slots=True)
class Step:
    """A version row to write: its state, its number and the state it is compared with."""

    state: State
    previous: State | None
    version: int
    change_kind: str
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The version rows that a run writes for one story, and its current state.

    `current` is null when the run changes nothing. A late document, older than the current
    version, takes its place in the history: the versions after it are renumbered, and the
    current one stays current.
    """

    steps: tuple[Step, ...]
    current: Step | None


def build_timeline(
    published: Sequence[State], documents: Iterable[State], clock: datetime
) -> Timeline:
    """Merge documents into a story's history.

    A document equal to its neighbour in time makes no new version, nor do the bytes of a version
    met again. A text that the publisher takes back to what it was, in other bytes, does make one.
    """
    known = {old.version_id for old in published}
    fresh = [doc for doc in documents if doc.version_id not in known]
    merged: list[State] = []
    for state in in_order([*published, *fresh]):
        is_fresh = state.version is None
        if is_fresh and any(state.version_id == other.version_id for other in merged):
            continue
        is_repeat = bool(merged) and state.is_same_as(merged[-1])
        if is_fresh and is_repeat:
            continue
        if is_repeat and merged[-1].version is None:
            merged.pop()  # what is published stands for both
        merged.append(state)
    if all(state.version is not None for state in merged):
        return Timeline((), None)
    steps = _steps(merged, clock)
    return Timeline(tuple(step for step in steps if _is_news(step)), steps[-1])


def _steps(states: Sequence[State], clock: datetime) -> list[Step]:
    """Number the states of a story; each is valid until the next one begins.

    One that comes late was never the current one: it begins and ends where the next begins.
    """
    steps: list[Step] = []
    begins: datetime | None = None  # of the state behind
    for place in range(len(states) - 1, -1, -1):
        state, ends = states[place], begins
        begins = state.valid_from or ends or clock
        previous = states[place - 1] if place else None
        kind = change_kind(previous, state)
        steps.append(Step(state, previous, place + 1, kind, begins, ends))
    return steps[::-1]


def _is_news(step: Step) -> bool:
    """Say whether a row differs from the published one, if there is one."""
    old = step.state
    return (old.version, old.change_kind, old.valid_to) != (
        step.version, step.change_kind, step.valid_to,
    )  # fmt: skip


def change_kind(previous: State | None, state: State) -> str:
    """Tell a publisher's change from our own.

    The same content with another outcome is `recleaned`, unless only the given metadata can have
    changed. Other content is a `publisher_edit` when text or headline differ.
    """
    if previous is None:
        return "first_seen"
    same_text = previous.text_sha256 == state.text_sha256
    if previous.raw_sha256 == state.raw_sha256:
        same_rules = previous.cleaner_version == state.cleaner_version
        return "metadata_only" if same_text and same_rules else "recleaned"
    same_headline = previous.headline == state.headline
    return "metadata_only" if same_text and same_headline else "publisher_edit"


def numbered(steps: Iterable[Step]) -> list[State]:
    """Return the states of steps as published versions: what the next run will find."""
    return [
        replace(
            step.state,
            version=step.version,
            change_kind=step.change_kind,
            valid_from=step.valid_from,
            valid_to=step.valid_to,
        )
        for step in steps
    ]
