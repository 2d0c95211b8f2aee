"""A cluster's card: order in time, numbers of the pairs, a passage, and nothing unescaped."""

from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from tasks.report.highlight import Cluster, Member, Pair, cluster_html, cluster_terminal

START = datetime(2024, 5, 14, 6, 30, tzinfo=UTC)


def _member(name: str, hours: float | None, canonical: bool = False, **more: str) -> Member:
    when = None if hours is None else START + timedelta(hours=hours)
    return Member(name, more.get("headline", f"Headline {name}"), f"Outlet {name}", when, canonical)


def _pair(a: str, b: str, jaccard: float, passage: str | None = None) -> Pair:
    return Pair(a, b, "near", True, jaccard, 0.9, 0.8, 77, "near.jaccard", passage)


CLUSTER = Cluster(
    "c_1",
    5,
    (_member("late", 30), _member("undated", None), _member("first", 0), _member("own", 2, True)),
    (_pair("late", "first", 0.9), _pair("late", "own", 0.6, "a passage both texts have"),
     _pair("own", "first", 0.7, "short")),
)  # fmt: skip


def test_members_stand_in_time_and_undated_ones_last() -> None:
    assert [m.article_id for m in CLUSTER.in_time] == ["first", "own", "late", "undated"]
    assert [CLUSTER.place(m) for m in CLUSTER.in_time] == [0, pytest.approx(1 / 15), 1, None]
    assert CLUSTER.canonical.article_id == "own"
    assert CLUSTER.passage == "a passage both texts have"


def test_the_pair_shown_ties_a_member_to_the_canonical_one() -> None:
    late = CLUSTER.in_time[2]
    pair = CLUSTER.pair_of(late)
    assert pair is not None
    assert (pair.matched_article_id, pair.jaccard) == ("own", 0.6)


def test_the_card_tells_members_numbers_and_what_is_left_out() -> None:
    html = cluster_html(CLUSTER)
    assert "5 members · 4 outlets · within 30 h" in html
    assert "Jaccard 0.60" in html
    assert "a passage both texts have" in html
    assert "and 1 more copy" in html
    assert html.count("<circle") == 3


def test_the_card_escapes_everything() -> None:
    bad = "<script>1</script>"
    member = Member(bad, bad, bad, START, True, f"javascript:{bad}")
    pair = Pair(bad, bad, bad, True, 1, 1, 1, 1, bad, bad)
    html = cluster_html(Cluster(bad, 2, (member, _member("x", 3)), (pair,)))
    assert "<script" not in html
    assert "href" not in html


@pytest.mark.parametrize("width", [30, 60, 100])
def test_the_terminal_card_fits_and_says_the_same(width: int) -> None:
    shown = cluster_terminal(CLUSTER, width, False)
    assert all(cell_len(line) <= width for line in shown.split("\n"))
    assert "\x1b" not in shown
    assert "Headline own" in shown
    if width == 100:
        assert "14 May 2024, 08:30 UTC  Outlet own (canonical)" in shown
        assert "near of own, merged by near.jaccard" in shown
        assert "Jaccard 0.60, contained 0.90 and 0.80, 77 shared shingles" in shown
        assert "“a passage both texts have”" in shown


def test_a_cluster_at_one_moment_has_no_time_line() -> None:
    still = Cluster("c", 2, (_member("a", 0, True), _member("b", 0)), (_pair("a", "b", 1.0),))
    assert "<svg" not in cluster_html(still)
    assert "─" not in cluster_terminal(still, 80, False)
