"""Follows cluster ids over several runs: what came to be, grew, went up in another, or split."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tasks.deduplicate.newsroom import Warehouse, article, sentences, story
from warehouse.ids import make_id

Row = tuple[str, str, str, int, str | None, str | None]


def rows(house: Warehouse) -> list[Row]:
    """Return the rows of the latest run with short names for ids."""
    short = {make_id("c", a): a.removeprefix("a_") for a in house.seen}
    history = house.tables["cluster_history"].filter(pl.col("run_id") == f"run-{house.runs}")
    return [
        (short[row["old_cluster_id"]], short[row["new_cluster_id"]], row["event"],
         row["article_count"], row["by_article_id"], row["by_matched_article_id"])
        for row in history.iter_rows(named=True)
    ]  # fmt: skip


def test_a_story_alone_leaves_no_row_and_copies_make_one(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run(
        [article("alone", story(9)), *(article(n, story(1), hour=k) for k, n in enumerate("abc"))]
    )
    assert rows(house) == [("a", "a", "created", 3, "a_b", "a_a")]
    house.run([article("other", story(8), run=1)])
    assert rows(house) == []


def test_late_copies_grow_a_cluster_or_a_single_story(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run([article("a", story(1)), article("x", story(2)), article("y", story(2), hour=1)])
    house.run([article(n, story(1 if n < "d" else 2), hour=3, run=1) for n in "bcd"])
    assert sorted(rows(house)) == [
        ("a", "a", "grown", 2, "a_b", "a_a"),
        ("x", "x", "grown", 1, "a_d", "a_x"),
    ]


def test_a_text_that_joins_two_clusters_is_named_for_both(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    left, right = sentences(1, 10), sentences(2, 10)
    house.run([article("young", "\n\n".join(right), hour=5), article("old", "\n\n".join(left))])
    house.options = replace(house.options, near_jaccard=0.45)
    house.run([article("bridge", "\n\n".join(left + right), run=1)])
    assert sorted(rows(house)) == [
        ("old", "old", "grown", 1, "a_bridge", "a_old"),
        ("young", "old", "merged", 1, "a_bridge", "a_young"),
    ]


def test_an_update_splits_one_cluster_and_ends_another(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run([article(name, story(1), hour=k) for k, name in enumerate("abc")])
    house.run([article("d", story(2), run=1)])
    house.run([article("a", story(2), version_id="v2", is_new_article=False)])
    assert sorted(rows(house)) == [
        ("a", "b", "split", 2, None, None),
        ("d", "a", "merged", 1, "a_d", "a_a"),
    ]


def test_a_removed_first_member_hands_its_cluster_on(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run([article(name, story(1), hour=k) for k, name in enumerate("abc")])
    house.run([], removed=["a_a"])
    assert rows(house) == [("a", "b", "merged", 2, "a_c", "a_b")]


def test_deciding_all_afresh_splits_what_today_is_no_copy(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.options = replace(house.options, near_jaccard=0.45)
    left, right = sentences(1, 10), sentences(2, 10)
    house.run([article("a", "\n\n".join(left)), article("z", "\n\n".join(right), hour=5)])
    house.run([article("bridge", "\n\n".join(left + right), run=1)])
    assert set(house.homes().values()) == {make_id("c", "a_a")}
    house.run([], afresh=True)
    assert rows(house) == [], "the same rules decide the same"
    house.options = replace(house.options, near_jaccard=0.9)
    house.run([], afresh=True)
    assert rows(house) == [("a", "z", "split", 1, None, None)]
    house.run([article("late", "\n\n".join(right), hour=6, run=3)])
    assert rows(house) == [("z", "z", "grown", 1, "a_late", "a_z")], "the new state finds z"


def newsroom() -> list[dict[str, object]]:
    made = [
        article(f"{s}{k}", "\n\n".join(sentences(s, 12)[: 12 - k]), hour=9 * k + s)
        for s in range(4)
        for k in range(3)
    ]
    bridge = "\n\n".join([*sentences(0, 12), *sentences(1, 12)])
    return [*made, article("bridge", bridge, hour=50)]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_noted_id_leads_to_its_articles(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever came when, in whatever order: history alone leads from an old id to its articles."""
    made = newsroom()
    house, shuffled = (Warehouse(tmp_path_factory.mktemp("house")) for _ in range(2))
    for one in (house, shuffled):
        one.options = replace(one.options, near_jaccard=0.45)
    noted: dict[str, set[str]] = {}
    left = [*range(len(made))]
    for run in range(3):
        now = (
            left
            if run == 2
            else data.draw(st.lists(st.sampled_from(left), unique=True))
            if left
            else []
        )
        left = [k for k in left if k not in now]
        batch = [
            made[k] | {"first_seen_at": article("x", "", run=run)["first_seen_at"]} for k in now
        ]
        house.run(batch)
        shuffled.run(data.draw(st.permutations(batch)), parts=data.draw(st.integers(1, 3)))
        assert rows(house) == rows(shuffled)
        for name, cluster in house.homes().items():
            noted.setdefault(cluster, set()).add(name)
    moved = house.tables["cluster_history"].filter(pl.col("event").is_in(["merged", "split"]))
    onward = dict(moved.select("old_cluster_id", "new_cluster_id").iter_rows())
    homes = house.homes()
    for cluster, names in noted.items():
        while cluster in onward:
            cluster = onward[cluster]
        assert {homes[name] for name in names} == {cluster}
