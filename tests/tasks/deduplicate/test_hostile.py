"""Feeds the stage what would blow up a careless one: huge, identical, empty and foreign texts."""

import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from tests.tasks.deduplicate.newsroom import Warehouse, article, sentences, story
from tests.tasks.deduplicate.plain import numbers


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when the block takes more CPU time; the limits are some ten times what it takes."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def test_ten_thousand_identical_texts_give_one_row_each(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    with within(30):
        result = house.run([article(f"{k:05}", story(1, 4), hour=k % 9) for k in range(10_000)])
    assert (result.copies, result.edges, result.candidates) == (9_999, 9_999, 0)
    assert house.tables["duplicates"]["matched_article_id"].unique().to_list() == ["a_00000"]


def test_a_paragraph_in_all_texts_stays_bounded_and_merges_nothing(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    notice = "\n\n".join(sentences(999, 4))
    house.options = replace(house.options, most_candidates=32)
    rows = [article(f"{k:04}", story(k) + "\n\n" + notice, hour=k % 50) for k in range(700)]
    with within(30):
        result = house.run(rows)
    assert result.copies == 0
    assert 0 < result.bounded <= 700
    assert result.candidates <= 700 * house.options.most_candidates
    per_text = house.tables["duplicates"].group_by("article_id").len()["len"]
    assert per_text.max() <= house.options.most_passages


def test_huge_texts_have_bounded_sketches(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    huge = " ".join(f"w{k % 977}x{k}" for k in range(150_000))
    rows = [article("one", huge), article("two", huge + " end", hour=1), article("small", story(1))]
    house.run(rows)
    assert house.homes()["a_one"] == house.homes()["a_two"] != house.homes()["a_small"]
    sizes = house.tables["index"]["hashes"].bin.size()
    assert sizes.max() == 4 * house.options.most_hashes


def test_a_text_of_20_mb_is_compared_in_bounded_time_and_flagged(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    huge = " ".join(f"w{k % 977}x{k}" for k in range(1_900_000))
    assert len(huge) > 20_000_000
    rows = [article("huge", huge), article("again", huge[:-9], hour=1), article("one", story(1))]
    with within(60):
        result = house.run(rows)
    assert result.bounded == 2
    assert house.homes()["a_huge"] == house.homes()["a_again"]


def test_texts_that_share_a_million_hashes_are_bounded_and_flagged(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    house.options = replace(house.options, most_holders=16, most_candidates=8)
    shared = " ".join(f"common{k}" for k in range(30_000))  # 2,500 hashes in each of 400 texts
    rows = [article(f"{k:03}", f"{shared} {story(k, 2)}", hour=k) for k in range(400)]
    with within(60):
        result = house.run(rows)
    assert result.candidates <= 400 * 8
    assert result.bounded >= 390
    held = house.tables["index"]["hashes"].bin.size()
    assert held.sort()[200] < 4 * 100  # the shared hashes are kept of the first texts alone


def test_short_texts_are_copies_only_under_the_same_headline(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    rows = [article(name, "No change.", hour=k) for k, name in enumerate("abc")]
    rows[0]["headline"] = rows[1]["headline"] = "Prime rate"
    house.run([*rows, article("word", "Hello", hour=9), article("none", "…", hour=9)])
    assert house.homes()["a_a"] == house.homes()["a_b"] != house.homes()["a_c"]
    assert len(house.partition()) == 4


def test_scripts_of_the_world(tmp_path: Path) -> None:
    texts = {
        "greek": "Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα για την ενέργεια στην Αθήνα ",
        "hindi": "सरकार ने आज नई दिल्ली में ऊर्जा के लिए नए उपायों की घोषणा की है ",
        "japan": "政府は本日、東京でエネルギーに関する新しい対策を発表し、来週から実施する。",
        "viet": "Chính phủ hôm nay công bố các biện pháp mới về năng lượng ở thủ đô Hà Nội. ",
        "emoji": "A 🎉 party in the square drew 1,200 people 👩‍👩‍👧 and a band until late ",
    }
    texts = {name: text * 2 for name, text in texts.items()}
    house = Warehouse(tmp_path)
    rows = [article(name, text) for name, text in texts.items()]
    rows += [article(f"{name}2", f"\u200b{text.upper()} !", hour=1) for name, text in texts.items()]
    for name, text in texts.items():  # with its marks apart from their letters
        rows.append(article(f"{name}3", unicodedata.normalize("NFD", text), hour=2))
    house.run(rows)
    assert house.partition() == {frozenset({f"a_{n}", f"a_{n}2", f"a_{n}3"}) for n in texts}
    assert (house.tables["duplicates"]["relation"] == "exact").all()


def test_numbers_recompute_where_passages_repeat_and_scripts_mix(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    mixed = "Ὀδυσσεύς ﬁnds ½ 東京都 café. " * 6 + story(5)
    rows = [article("a", mixed), article("b", mixed.replace("½", "¼") + story(6, 3), hour=1)]
    house.run(rows)
    row = house.tables["duplicates"].row(0, named=True)
    expected = numbers(str(rows[1]["text"]), str(rows[0]["text"]))
    assert {name: round(row[name], 5) for name in expected} == {
        name: round(value, 5) for name, value in expected.items()
    }
    assert isinstance(house.tables["duplicates"].schema["jaccard"], pl.Float32)
