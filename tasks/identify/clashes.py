"""Finds documents that carry another story's id, so that nobody merges the two quietly."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks.identify.state import State, in_order, is_same_moment

UNLIKE = 0.1  # at most this share in common, and another headline: another story
UNLIKE_AT_ONCE = 0.2  # the same for two documents of one moment, whatever their headlines

_NON_WORD = re.compile(r"[\W_]+")

Shared = Callable[[State, State], float]


@dataclass(frozen=True, slots=True)
class Clash:
    """A document set aside, and the state whose id it carries."""

    document: State
    holder: State
    shared: float


def find_clashes(
    published: Sequence[State], documents: Sequence[State], shared: Shared
) -> list[Clash]:
    """Return the documents of one source's id that tell another story than the one before them.

    Documents are taken in time's order; each is compared with the last accepted state, a late
    one with the oldest published version. Texts of one moment must share a fifth of five-word
    sequences; others a tenth, unless the headline is the same.
    """
    fresh = [doc for doc in documents if not any(doc.is_same_as(old) for old in published)]
    clashes: list[Clash] = []
    holder = published[0] if published else None
    for state in in_order([*published, *fresh]):
        if state.version is None and holder is not None:
            share = 1.0
            if state.text_sha256 != holder.text_sha256:
                share = shared(holder, state)
            if _is_another_story(holder, state, share):
                clashes.append(Clash(state, holder, share))
                continue
        holder = state
    return clashes


def _is_another_story(holder: State, state: State, share: float) -> bool:
    if share >= UNLIKE_AT_ONCE:
        return False
    if holder.version is None and is_same_moment(holder, state):
        return True
    title = _key(holder.headline)
    return share < UNLIKE and not (title and title == _key(state.headline))


def _key(headline: str | None) -> str:
    return _NON_WORD.sub("", headline or "").casefold()
