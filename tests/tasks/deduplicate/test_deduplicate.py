"""Runs the stage on newsrooms small enough to know the answer, and over several runs."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch

from tasks.deduplicate import read, state, store
from tests.tasks.deduplicate.newsroom import START, Warehouse, article, sentences, story, trimmed
from tests.tasks.deduplicate.plain import numbers
from warehouse.ids import make_id

QUICK = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def newsroom() -> list[dict[str, object]]:
    rows = [article(f"first{k}", story(k), hour=k) for k in range(4)]
    rows += [article(f"copy{k}", story(k).upper(), hour=10 + k) for k in range(3)]
    rows += [article(f"trim{k}", trimmed(k, 8 + k), hour=20 + k) for k in range(3)]
    rows += [article("mixed", trimmed(0, 10) + "\n\n" + trimmed(99, 2), hour=30)]
    rows += [article("empty", "", hour=31), article("blank", " \n", hour=32)]
    return rows


def test_copies_share_the_cluster_of_the_first(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    result = house.run(newsroom())
    homes = house.homes()
    assert homes["a_copy1"] == homes["a_trim1"] == make_id("c", "a_first1")
    assert homes["a_first3"] == make_id("c", "a_first3")
    assert homes["a_empty"] != homes["a_blank"]
    assert result.copies == 7
    relations = house.tables["duplicates"].filter(pl.col("article_id") == "a_copy0")
    assert relations.select("matched_article_id", "relation").rows() == [("a_first0", "exact")]


def test_the_origin_is_the_member_published_first_whenever_it_came(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run([article("paper", story(1), hour=9), article("site", story(1), hour=8, agency="AP")])
    row = house.tables["clusters"].row(0, named=True)
    assert (row["canonical_article_id"], row["origin_article_id"]) == ("a_site", "a_site")
    wire = {"agency": "Reuters", "hour": 5, "run": 1}
    undated = article("undated", story(1), run=1, agency="AFP", published_at=None)
    house.run([article("wire", story(1), **wire), undated])  # type: ignore[arg-type]
    row = house.tables["clusters"].row(0, named=True)
    assert row["cluster_id"] == make_id("c", "a_site")
    assert (row["canonical_article_id"], row["origin_article_id"]) == ("a_site", "a_wire")
    assert (row["origin_agency"], row["size"]) == ("Reuters", 4)


def test_every_stored_number_recomputes_from_the_two_texts(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run(newsroom())
    texts = dict(house.tables["articles"].select("article_id", "text").iter_rows())
    assert house.tables["duplicates"].height >= 7
    for row in house.tables["duplicates"].iter_rows(named=True):
        a, b = texts[row["article_id"]], texts[row["matched_article_id"]]
        for name, value in numbers(a, b).items():
            assert row[name] == pytest.approx(value, abs=1e-6), (name, row)
        assert row["sample_passage"] in a


@QUICK
@given(data=st.data())
def test_numbers_recompute_for_texts_mixed_at_random(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Sentences of a few stories, left out, repeated, turned round and cut anywhere."""
    pool = [line for seed in range(2) for line in sentences(seed, 8)] + ["Café 1,200 東京 — don’t."]
    mixed = st.lists(st.sampled_from(pool), min_size=2, max_size=24)
    texts = data.draw(st.lists(mixed, min_size=2, max_size=6))
    cuts = data.draw(st.lists(st.integers(0, 40), min_size=len(texts), max_size=len(texts)))
    rows = [
        article(f"{k}", " ".join(text)[cut:], hour=k % 3, published_at=None if k == 4 else START)
        for k, (text, cut) in enumerate(zip(texts, cuts, strict=True))
    ]
    house = Warehouse(tmp_path_factory.mktemp("house"))
    house.run(rows)
    known = {str(row["article_id"]): str(row["text"]) for row in rows}
    for row in house.tables["duplicates"].iter_rows(named=True):
        a, b = known[row["article_id"]], known[row["matched_article_id"]]
        for name, value in numbers(a, b).items():
            assert row[name] == pytest.approx(value, abs=1e-6), (name, row)
        assert row["sample_passage"] in a


@QUICK
@given(order=st.permutations(range(13)), parts=st.integers(1, 5), threads=st.integers(1, 4))
def test_order_parts_and_threads_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], parts: int, threads: int
) -> None:
    rows = newsroom()
    one, other = (Warehouse(tmp_path_factory.mktemp("house")) for _ in range(2))
    one.run(rows)
    other.options = replace(other.options, threads=threads, batch_rows=3, chunk_pairs=4)
    other.run([rows[k] for k in order], parts=parts)
    for name, key in (
        ("duplicates", ["article_id", "matched_article_id"]),
        ("clusters", ["cluster_id"]),
    ):
        assert one.tables[name].sort(key).equals(other.tables[name].sort(key))
    assert one.homes() == other.homes()


@pytest.mark.parametrize(
    ("module", "limit", "few"),
    [(read, "BATCH_BYTES", 0), (store, "IN_MEMORY", 0), (store, "IN_MEMORY", 2_000)],
)
def test_what_is_held_in_memory_does_not_matter(
    tmp_path: Path, monkeypatch: MonkeyPatch, module: ModuleType, limit: str, few: int
) -> None:
    found = []
    for name in ("plenty", "none"):
        (tmp_path / name).mkdir()
        house = Warehouse(tmp_path / name)
        house.run(newsroom(), parts=2)
        found.append(house.tables["duplicates"].sort("article_id", "matched_article_id"))
        monkeypatch.setattr(module, limit, few)
    assert found[0].height > 0
    assert found[0].equals(found[1])


@QUICK
@given(data=st.data())
def test_increments_give_what_one_batch_gives(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    rows = newsroom()
    runs = data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows)))
    seen = [
        row | {"first_seen_at": article("x", "", run=run)["first_seen_at"]}
        for row, run in zip(rows, runs, strict=True)
    ]
    whole, steps = (Warehouse(tmp_path_factory.mktemp("house")) for _ in range(2))
    whole.run(seen)
    for run in range(3):
        steps.run([row for row, at in zip(seen, runs, strict=True) if at == run])
    assert steps.homes() == whole.homes()
    keys = ["article_id", "matched_article_id"]
    assert steps.tables["duplicates"].sort(keys).equals(whole.tables["duplicates"].sort(keys))


def test_a_state_without_its_tables_is_refused(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run(newsroom())
    house.tables["articles"] = house.tables["articles"].clear()
    with pytest.raises(ValueError, match="not in the tables"):
        house.run([article("late", story(1), run=1)])


def test_a_state_of_other_hashes_is_refused(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    house = Warehouse(tmp_path)
    house.run(newsroom())
    monkeypatch.setattr(state, "HASHING", {b"broadsheet.hashing": b"0"})
    with pytest.raises(ValueError, match="backfill --rededuplicate"):
        house.run([article("late", story(1), run=1)])


def test_the_order_of_rows_in_the_state_does_not_matter(tmp_path: Path) -> None:
    later = article("late", trimmed(1, 9) + "\n\n" + story(98, 1), run=1)
    found = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        house = Warehouse(tmp_path / name)
        house.options = replace(house.options, most_candidates=1)
        house.run(newsroom())
        if name == "other":  # as after merging the files of many runs
            for table in ("index", "shingles"):
                house.tables[table] = house.tables[table].reverse()
        house.run([later])
        found.append(house)
    keys = ["article_id", "matched_article_id"]
    one, other = (house.tables["duplicates"].sort(keys) for house in found)
    assert one.equals(other)
    assert found[0].homes() == found[1].homes()


def test_a_text_that_joins_two_clusters_keeps_the_older_id(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    left, right = sentences(1, 10), sentences(2, 10)
    bridge = "\n\n".join(left + right)
    house.run([article("young", "\n\n".join(right), hour=5), article("old", "\n\n".join(left))])
    assert len(house.partition()) == 2
    house.options = replace(house.options, near_jaccard=0.45)
    house.run([article("bridge", bridge, run=1)])
    assert set(house.homes().values()) == {make_id("c", "a_old")}
    assert house.tables["clusters"]["size"].to_list() == [3]


def test_an_updated_article_is_compared_afresh(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run([article(name, story(1), hour=k) for k, name in enumerate("abc")])
    house.run([article("d", story(2), run=1)])
    assert len(house.partition()) == 2
    update = article("a", story(2), version_id="v2", is_new_article=False)
    result = house.run([update])
    assert house.partition() == {frozenset({"a_a", "a_d"}), frozenset({"a_b", "a_c"})}
    assert house.homes()["a_a"] == make_id("c", "a_a")
    assert house.homes()["a_b"] == make_id("c", "a_b")
    assert "a_a" in pl.read_parquet(result.stale)["article_id"]
    assert pl.read_parquet(result.gone_clusters)["cluster_id"].to_list() == [make_id("c", "a_d")]


def test_a_removed_article_leaves_no_row_and_its_copies_stay_together(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.run([article(name, story(1), hour=k) for k, name in enumerate("abc")])
    house.run([], removed=["a_a"])
    assert house.partition() == {frozenset({"a_b", "a_c"})}
    assert house.homes()["a_c"] == make_id("c", "a_b")
    house.run([article("e", trimmed(1, 10), run=2)])
    assert house.partition() == {frozenset({"a_b", "a_c", "a_e"})}


def test_an_empty_run_writes_empty_rows(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    result = house.run([])
    assert (result.copies, result.edges, result.candidates) == (0, 0, 0)
