"""Runs the stage on a story and its page, and names the relation of the two."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tests.tasks.deduplicate.newsroom import Warehouse, article, sentences, story, trimmed


def test_a_page_that_embeds_a_story_is_related_but_not_merged(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    own = sentences(50, 20)
    page = "\n\n".join([*own[:10], *sentences(1, 12), *own[10:]])
    house.run([article("story", story(1)), article("page", page, hour=1)])
    row = house.tables["duplicates"].row(0, named=True)
    assert (row["relation"], row["is_merged"]) == ("contains", False)
    assert row["containment_b_in_a"] > 0.9
    assert len(house.partition()) == 2


def test_a_quoted_passage_is_a_relation_of_its_own(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    quoted = "\n\n".join([*sentences(2, 12), *sentences(1, 12)[4:7]])
    house.run([article("story", story(1)), article("other", quoted, hour=1)])
    row = house.tables["duplicates"].row(0, named=True)
    assert (row["relation"], row["is_merged"]) == ("shared_passage", False)
    assert sentences(1, 12)[4][:-1] in row["sample_passage"]


def test_an_item_of_a_round_up_is_related_by_its_headline_and_first_sentence(
    tmp_path: Path,
) -> None:
    """Twelve words alone are no passage worth a row; under the story's own headline they are."""
    house = Warehouse(tmp_path)
    house.options = replace(house.options, one_in=1)  # few shingles may have no sampled one
    heads = [" ".join(sentences(70 + k, 1)[0].split()[:5]) for k in range(5)]
    stories = [sentences(k, 5) for k in range(5)]
    items = [f"{head.upper()}\n{text[0]}" for head, text in zip(heads, stories, strict=True)]
    items[4] = f"{heads[3]}\n{stories[4][0]}"  # the first sentence of one under another's headline
    rows = [
        article(f"s{k}", "\n\n".join(text), headline=heads[k]) for k, text in enumerate(stories)
    ]
    rows.append(article("brief", "\n\n".join(items), hour=1, headline="News in brief"))
    house.run(rows)
    found = house.tables["duplicates"].sort("matched_article_id")
    assert found["matched_article_id"].to_list() == ["a_s0", "a_s1", "a_s2", "a_s3"]
    assert set(found["rule_id"]) == {"shared_passage.lead"}
    assert not found["is_merged"].any()
    assert found["sample_passage"].to_list() == [text[0].rstrip(".") for text in stories[:4]]


@pytest.mark.parametrize(("headline", "opening", "rows"), [(7, 8, 1), (6, 8, 0), (8, 7, 0)])
def test_the_shorter_an_item_the_longer_its_headline_must_be(
    tmp_path: Path, headline: int, opening: int, rows: int
) -> None:
    """Fifteen words in one piece are asked for, and eight of them of the text."""
    house = Warehouse(tmp_path)
    house.options = replace(house.options, one_in=1)
    head, text = sentences(70, 1)[0].split()[:headline], story(1)
    item = " ".join([*head, *text.split()[:opening]])
    brief = f"{item}\n\n{story(2)}"
    told = article("story", text, headline=" ".join(head))
    house.run([told, article("brief", brief, hour=1, headline="News in brief")])
    found = house.tables["duplicates"]
    assert found["rule_id"].to_list() == ["shared_passage.lead"] * rows


def test_a_later_text_of_the_same_publisher_is_a_revision(tmp_path: Path) -> None:
    house = Warehouse(tmp_path)
    same = {
        "publisher": "The Post",
        "domain": "post.example",
        "headline": "Bridge closes for a week",
    }
    longer = story(1) + "\n\n" + trimmed(70, 3)
    house.run([article("one", story(1), **same), article("two", longer, hour=9, **same)])
    row = house.tables["duplicates"].row(0, named=True)
    assert (row["relation"], row["is_merged"], row["time_gap_s"]) == ("revision", True, 9 * 3600)


def test_one_texts_two_copies_at_one_publisher_are_exact_and_revision(tmp_path: Path) -> None:
    """Equal words stay `exact` whoever prints them; another house's edit stays `near`."""
    house = Warehouse(tmp_path)
    post = {"publisher": "The Post", "domain": "post.example"}
    rows = [article("one", story(1), **post), article("again", story(1), hour=1, **post)]
    rows += [
        article("other", trimmed(1, 11), hour=2),
        article("late", trimmed(1, 10), hour=3, **post),
    ]
    rows += [article("unknown", trimmed(1, 11) + "\n\nMore.", hour=4, publisher=None, domain=None)]
    house.run(rows)
    found = house.tables["duplicates"].filter(pl.col("matched_article_id") == "a_one")
    relations = dict(found.select("article_id", "relation").iter_rows())
    assert relations == {
        "a_again": "exact", "a_other": "near", "a_late": "revision", "a_unknown": "near",
    }  # fmt: skip
