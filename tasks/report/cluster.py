"""States why articles are in one cluster: its members in time and the numbers between pairs."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.report.text_difference import Difference

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Member:
    """An article of a cluster. `published_at` is null when neither page nor metadata says."""

    article_id: str
    headline: str | None
    outlet: str
    published_at: datetime | None
    is_canonical: bool
    url: str | None = None


@dataclass(frozen=True)
class Pair:
    """Two related articles with the numbers of their row in `duplicates`.

    `jaccard` and the containments are shares of word 5-shingles, 0 to 1; `passage` is a stretch
    that both texts share.
    """

    article_id: str
    matched_article_id: str
    relation: str
    is_merged: bool
    jaccard: float
    containment_a_in_b: float
    containment_b_in_a: float
    shared_shingles: int
    rule_id: str
    passage: str | None = None


@dataclass(frozen=True)
class Event:
    """What a run did to the cluster, from `cluster_history`; a split may name no pair."""

    event: str
    old_cluster_id: str
    new_cluster_id: str
    article_count: int
    by_article_id: str | None
    by_matched_article_id: str | None
    run_id: str


@dataclass(frozen=True)
class Cluster:
    """Articles that tell one story in the same words; `size` may exceed the members listed."""

    cluster_id: str
    size: int
    members: tuple[Member, ...]
    pairs: tuple[Pair, ...]
    origin_agency: str | None = None
    origin_article_id: str | None = None
    differences: tuple[Difference, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def in_time(self) -> tuple[Member, ...]:
        """The members from first to last, those without a date at the end."""
        return tuple(
            sorted(self.members, key=lambda one: (one.published_at or _LAST, one.article_id))
        )

    @property
    def canonical(self) -> Member:
        """The member that stands for the cluster, else the first."""
        ordered = self.in_time
        return next((one for one in ordered if one.is_canonical), ordered[0])

    def tags(self, member: Member) -> list[str]:
        """What sets a member apart: it stands for the cluster, it was published first."""
        is_first = member.article_id == self.origin_article_id and self.size > 1
        return ["canonical"] * member.is_canonical + ["published first"] * is_first

    def name(self, article_id: str) -> str:
        """How people tell a member: its number in time and outlet, else its id."""
        for number, one in enumerate(self.in_time, 1):
            if one.article_id == article_id:
                return f"{number} {one.outlet}"
        return article_id

    @property
    def outlets(self) -> int:
        """Distinct outlets among the members listed."""
        return len({one.outlet for one in self.members})

    @property
    def span_seconds(self) -> float:
        """Seconds from the first to the last dated member; 0 with fewer than two dates."""
        times = [one.published_at for one in self.members if one.published_at]
        return (max(times) - min(times)).total_seconds() if times else 0.0

    @property
    def passage(self) -> str | None:
        """The longest sample passage of a merging pair."""
        passages = [pair.passage for pair in self.pairs if pair.is_merged and pair.passage]
        return max(passages, key=len, default=None)

    def place(self, member: Member) -> float | None:
        """Where the member stands between first and last, 0 to 1; None without a date."""
        times = [one.published_at for one in self.members if one.published_at]
        if member.published_at is None:
            return None
        if not self.span_seconds:
            return 0.0
        return (member.published_at - min(times)).total_seconds() / self.span_seconds

    def pair_of(self, member: Member) -> Pair | None:
        """The strongest pair that ties the member to another; the canonical's ties first."""
        ties = [
            pair
            for pair in self.pairs
            if member.article_id in (pair.article_id, pair.matched_article_id)
        ]
        own = self.canonical.article_id
        return max(
            ties,
            key=lambda pair: (
                pair.is_merged,
                own in (pair.article_id, pair.matched_article_id),
                pair.jaccard,
                pair.matched_article_id,
            ),
            default=None,
        )
