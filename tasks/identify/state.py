"""One state of a story: a published version or a document of this run, without its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.ids import make_id

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one state of a story; `version` is null for a document of this run."""

    article_id: str
    raw_id: str
    raw_uri: str
    raw_sha256: str
    text_sha256: str
    cleaner_version: str
    headline: str | None
    fetched_at: datetime
    published_at: datetime | None
    modified_at: datetime | None
    version_id: str
    described_sha256: str | None = None  # known of this run's documents only
    version: int | None = None
    change_kind: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None

    @property
    def stated_at(self) -> datetime | None:
        """The time that the publisher states for this state."""
        return self.modified_at or self.published_at

    def is_same_as(self, other: "State") -> bool:
        """Say whether text and metadata are equal, whatever the markup around them.

        A published version's metadata hash is not stored; but its id was made from it, so the id
        that this document would have in its place is the same exactly when the metadata is.
        """
        if self.text_sha256 != other.text_sha256:
            return False
        if self.described_sha256 and other.described_sha256:
            return self.described_sha256 == other.described_sha256
        known, unknown = (self, other) if self.described_sha256 else (other, self)
        return unknown.version_id == version_id(
            known.article_id, unknown.raw_sha256, unknown.text_sha256, known.described_sha256 or ""
        )


def version_id(article_id: str, raw_sha256: str, text_sha256: str, described_sha256: str) -> str:
    """Return the id of a state, as docs/design.md fixes it."""
    return make_id("v", article_id, raw_sha256, text_sha256, described_sha256)


def in_order(states: Iterable[State]) -> list[State]:
    """Sort the states of one story from the oldest to the newest, whatever order they came in.

    Where every state has a date stated by its publisher and one at least a modification date,
    those dates decide: file times say little about copies and backfills. Else the time of
    fetching decides, then the stated one, unknown first. Equal times are ordered by content.
    """
    several = list(states)
    says_when = all(state.stated_at for state in several)
    trust_publisher = says_when and any(state.modified_at for state in several)

    def key(state: State) -> tuple[datetime, datetime, str, int, str]:
        stated, fetched = state.stated_at or _LONG_AGO, state.fetched_at
        first, second = (stated, fetched) if trust_publisher else (fetched, stated)
        seen_before = state.version if state.version is not None else 1 << 30
        return first, second, state.raw_sha256, seen_before, state.version_id

    return sorted(several, key=key)


def is_same_moment(one: State, other: State) -> bool:
    """Say whether nothing tells which of two states is the later one."""
    return one.fetched_at == other.fetched_at and one.modified_at == other.modified_at
