"""A cluster's card: order in time, numbers of the pairs, a passage, and nothing unescaped."""

from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from tasks.report.cluster import Event
from tasks.report.highlight import Cluster, Member, Pair, cluster_html, cluster_terminal
from tasks.report.text_difference import difference

START = datetime(2024, 5, 14, 6, 30, tzinfo=UTC)


def _member(name: str, hours: float | None, canonical: bool = False, **more: str) -> Member:
    when = None if hours is None else START + timedelta(hours=hours)
    return Member(name, more.get("headline", f"Headline {name}"), f"Outlet {name}", when, canonical)


def _pair(a: str, b: str, jaccard: float, passage: str | None = None) -> Pair:
    return Pair(a, b, "near", True, jaccard, 0.9, 0.8, 77, "near.jaccard", passage)


EARLY = "The pier is shut. Nobody was hurt. Repairs take a week."
LATE = "Nobody was hurt. The pier is shut! Repairs take a month, says the town."
CLUSTER = Cluster(
    "c_1",
    5,
    (_member("late", 30), _member("undated", None), _member("first", 0), _member("own", 2, True)),
    (_pair("late", "first", 0.9), _pair("late", "own", 0.6, "a passage both texts have"),
     _pair("own", "first", 0.7, "short")),
    origin_agency="Wire <b>",
    origin_article_id="first",
    differences=(difference("late", LATE, "own", EARLY),),
    events=(Event("split", "c_0", "c_1", 2, None, None, "run_2"),
            Event("created", "c_1", "c_1", 3, "late", "own", "run_1")),
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
    assert "credited to Wire &lt;b&gt;" in html
    assert 'class="tag">published first' in html
    told = "What 3 Outlet late made of 2 Outlet own: 1 sentence kept, 1 removed, 1 added, 1 moved"
    assert told in html
    assert '<li class="added"><b>added</b> <span>Repairs take a month, says the town.' in html
    assert '<li class="moved"><b>moved</b> <span>Nobody was hurt.' in html


def test_the_card_escapes_everything() -> None:
    bad = "<script>1</script>"
    member = Member(bad, bad, bad, START, True, f"javascript:{bad}")
    pair = Pair(bad, bad, bad, True, 1, 1, 1, 1, bad, bad)
    told = difference(bad, f"{bad} Yes.", "x", f"No {bad}")
    cluster = Cluster(bad, 2, (member, _member("x", 3)), (pair,), bad, bad, (told,))
    html = cluster_html(cluster)
    assert html.count("&lt;script&gt;") > 6
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
        assert "credited to Wire <b>" in shown
        assert "  - Repairs take a week.\n  + Repairs take a month, says the town.\n" in shown
        assert "  ~ Nobody was hurt." in shown
        assert "split: 2 articles of c_0 went to c_1 (run_2)" in shown
        assert "created of 3 new articles, through 3 Outlet late and 2 Outlet own (run_1)" in shown


def test_a_cluster_at_one_moment_has_no_time_line() -> None:
    still = Cluster("c", 2, (_member("a", 0, True), _member("b", 0)), (_pair("a", "b", 1.0),))
    assert "<svg" not in cluster_html(still)
    assert "─" not in cluster_terminal(still, 80, False)
