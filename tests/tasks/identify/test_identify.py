"""Every rule that tells a new story from an edit, a re-cleaning, a known one and a clash."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.tasks.identify.warehouse_in_small import DAY, Tables, draft, words
from warehouse.contract import contract
from warehouse.ids import make_id
from warehouse.stage import conform

EDITED = words("s1") + "\n\n" + words("added", 20)


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path)


def counts(result) -> tuple[int, int, int, int]:
    return result.new, result.updated, result.unchanged, result.quarantined


def test_a_new_story_is_version_one(tables: Tables) -> None:
    result = tables.run([draft()])
    assert counts(result) == (1, 0, 0, 0)
    assert tables.history() == [(1, "first_seen", True)]
    row = pl.read_parquet(result.changed[0]).row(0, named=True)
    assert row["is_new_article"] and row["version"] == 1
    assert row["first_seen_at"] == row["last_seen_at"]
    version = tables.table("article_versions").row(0, named=True)
    assert version["chars_added"] == len(words("s1")) and version["chars_removed"] == 0
    assert version["version_id"] == row["version_id"]


def test_version_rows_keep_the_contract(tables: Tables) -> None:
    result = tables.run([draft(), draft("s2")])
    rows = pl.read_parquet(result.versions).with_columns(run_id=pl.lit("run"))
    assert conform("article_versions", rows).num_rows == 2


def test_the_same_document_again_is_only_seen(tables: Tables) -> None:
    first = tables.run([draft()])
    again = tables.run([draft()])
    assert counts(again) == (0, 0, 1, 0)
    assert again.changed == ()
    assert pl.read_parquet(again.versions).is_empty()
    row = tables.table("articles").row(0, named=True)
    assert row["last_seen_at"] > row["first_seen_at"]
    assigned = pl.read_parquet(again.assignments).row(0, named=True)
    assert assigned["version_id"] is None and not assigned["is_new_raw"]
    assert pl.read_parquet(first.assignments)["version_id"].null_count() == 0


def test_other_markup_alone_is_no_new_version(tables: Tables) -> None:
    tables.run([draft(raw="<p>one</p>")])
    again = tables.run([draft(raw="<div>one</div>", fetched=1)])
    assert counts(again) == (0, 0, 1, 0)
    assigned = pl.read_parquet(again.assignments).row(0, named=True)
    assert assigned["is_new_raw"] and assigned["version_id"] is None


def test_a_publisher_s_edit_closes_the_version_before(tables: Tables) -> None:
    first = tables.run([draft()])
    second = tables.run([draft(text=EDITED, fetched=1)])
    assert counts(second) == (0, 1, 0, 0)
    assert tables.history() == [(1, "first_seen", False), (2, "publisher_edit", True)]
    rows = tables.table("article_versions").sort("version").to_dicts()
    assert rows[0]["valid_to"] == rows[1]["valid_from"]
    assert rows[0]["chars_added"] == len(words("s1"))
    assert (rows[1]["chars_added"], rows[1]["chars_removed"]) == (len(words("added", 20)), 0)
    row = tables.table("articles").row(0, named=True)
    assert row["text"] == EDITED and row["version"] == 2
    assert row["first_seen_at"] == pl.read_parquet(first.changed[0])["first_seen_at"][0]
    assert not pl.read_parquet(second.changed[0])["is_new_article"][0]


def test_other_metadata_alone_is_named_so(tables: Tables) -> None:
    tables.run([draft()])
    tables.run([draft(headline="Another headline", fetched=1)])
    assert tables.history()[-1] == (2, "metadata_only", True)
    rows = tables.table("article_versions").sort("version").to_dicts()
    assert (rows[1]["chars_added"], rows[1]["chars_removed"]) == (0, 0)


def test_a_new_headline_in_new_content_is_the_publisher_s(tables: Tables) -> None:
    tables.run([draft(raw="<h1>A</h1>")])
    tables.run([draft(raw="<h1>B</h1>", headline="Another headline", fetched=1)])
    assert tables.history()[-1] == (2, "publisher_edit", True)


def test_our_own_recleaning_is_told_apart(tables: Tables) -> None:
    tables.run([draft(text=EDITED, raw="page")])
    result = tables.run([draft(text=words("s1"), raw="page", cleaner="c2")])
    assert tables.history() == [(1, "first_seen", False), (2, "recleaned", True)]
    assigned = pl.read_parquet(result.assignments).row(0, named=True)
    assert assigned["version_id"] and not assigned["is_new_raw"]


def test_what_we_learnt_since_is_our_doing_under_the_same_rules_too(tables: Tables) -> None:
    """The content is the same, a line of it is known as repeated by now: nobody edited it."""
    tables.run([draft(text=EDITED, raw="page")])
    tables.run([draft(text=words("s1"), raw="page", fetched=1)])
    assert tables.history() == [(1, "first_seen", False), (2, "recleaned", True)]


def test_new_rules_that_change_nothing_make_no_version(tables: Tables) -> None:
    tables.run([draft()])
    assert counts(tables.run([draft(cleaner="c2")])) == (0, 0, 1, 0)


def test_a_story_revised_inside_a_run_has_two_versions(tables: Tables) -> None:
    result = tables.run(
        [draft(text=EDITED, modified=2, published=0), draft(published=0)], [draft("s2")]
    )
    assert counts(result) == (2, 0, 0, 0)
    assert tables.history() == [(1, "first_seen", False), (2, "publisher_edit", True)]
    articles = tables.table("articles").filter(pl.col("article_id") == make_id("a", "s1"))
    assert articles["text"].to_list() == [EDITED]
    assert pl.read_parquet(result.assignments)["version_id"].null_count() == 0


def test_one_document_in_two_inputs_counts_once(tables: Tables) -> None:
    result = tables.run([draft(uri="file:///b#row=1")], [draft(uri="file:///a#row=1")])
    assert (result.documents, result.new) == (1, 1)
    assert tables.table("articles")["raw_uri"].to_list() == ["file:///a#row=1"]


def test_excluded_documents_were_never_there(tables: Tables) -> None:
    bad = draft(text=EDITED, fetched=1)
    result = tables.run([draft(), bad], excluded=[str(bad["raw_id"])])
    assert (result.documents, result.new) == (1, 1)
    assert tables.history() == [(1, "first_seen", True)]


def test_one_id_for_two_stories_sets_the_later_aside(tables: Tables) -> None:
    first, second = draft(text=words("x")), draft(text=words("y"), headline="B")
    result = tables.run([first, second])
    assert counts(result) == (1, 0, 0, 1)
    assert result.quarantine is not None
    row = pl.read_parquet(result.quarantine).row(0, named=True)
    reason = row["reasons"][0]
    assert (row["stage"], reason["expectation"]) == ("identify", "unique_id_in_source")
    assert first["raw_uri"] in reason["message"] and second["raw_uri"] in reason["message"]
    assert "--source" in reason["message"]
    document = json.loads(row["payload"])["document"]
    aside = second if document["raw_id"] == second["raw_id"] else first
    assert document["content"] == aside["text"]
    assert document["raw_id"] not in pl.read_parquet(result.assignments)["raw_id"].to_list()


def test_same_headline_does_not_save_a_clash_of_one_moment(tables: Tables) -> None:
    result = tables.run([draft(text=words("x")), draft(text=words("y"))])
    assert result.quarantined == 1


def test_other_dates_do_not_make_two_stories_one(tables: Tables) -> None:
    result = tables.run(
        [
            draft(text=words("x"), headline="Museum opens", published=0),
            draft(text=words("y"), headline="Bakery wins", published=1),
        ]
    )
    assert counts(result) == (1, 0, 0, 1)
    assert tables.table("articles")["headline"].to_list() == ["Museum opens"]


def test_texts_that_share_become_versions(tables: Tables) -> None:
    result = tables.run([draft(), draft(text=EDITED, headline="B")])
    assert counts(result) == (1, 0, 0, 0)
    assert len(tables.history()) == 2


def test_across_runs_another_story_never_takes_an_id(tables: Tables) -> None:
    tables.run([draft()])
    result = tables.run([draft(text=words("y"), headline="B", fetched=3)])
    assert counts(result) == (0, 0, 0, 1)
    assert tables.table("articles")["text"].to_list() == [words("s1")]


def test_across_runs_texts_without_headlines_must_share_too(tables: Tables) -> None:
    tables.run([draft(headline=None)])
    assert tables.run([draft(text=words("y"), headline=None, fetched=3)]).quarantined == 1


def test_a_rewrite_under_the_same_headline_is_an_edit(tables: Tables) -> None:
    tables.run([draft()])
    result = tables.run([draft(text=words("y"), fetched=3)])
    assert counts(result) == (0, 1, 0, 0)


def test_a_page_s_address_is_trusted_whatever_it_says(tables: Tables) -> None:
    tables.run([draft(basis="canonical_url")])
    result = tables.run([draft(text=words("y"), headline="B", fetched=3, basis="canonical_url")])
    assert counts(result) == (0, 1, 0, 0)


def test_a_constant_id_keeps_one_story_and_names_the_rest(tables: Tables) -> None:
    rows = [draft(text=words(f"k{n}x"), headline=f"H{n}") for n in range(40)]
    assert counts(tables.run(rows[:20], rows[20:])) == (1, 0, 0, 39)


def test_a_late_document_takes_its_place_in_the_past(tables: Tables) -> None:
    tables.run([draft(text=EDITED, modified=5, published=0, fetched=1)])
    result = tables.run([draft(modified=1, published=0, fetched=2)])
    assert counts(result) == (0, 1, 0, 0)
    assert tables.history() == [(1, "first_seen", False), (2, "publisher_edit", True)]
    row = tables.table("articles").row(0, named=True)
    assert row["text"] == EDITED and row["version"] == 2
    rows = tables.table("article_versions").sort("version").to_dicts()
    assert rows[0]["text"] == words("s1")
    assert rows[1]["chars_added"] == len(words("added", 20))


def test_a_document_fetched_earlier_is_late_when_no_dates_are_stated(tables: Tables) -> None:
    tables.run([draft(text=EDITED, fetched=5)])
    tables.run([draft(fetched=1)])
    assert tables.table("articles")["text"].to_list() == [EDITED]
    assert tables.history()[-1] == (2, "publisher_edit", True)


def test_an_old_state_met_again_changes_nothing(tables: Tables) -> None:
    tables.run([draft()])
    tables.run([draft(text=EDITED, fetched=1)])
    assert counts(tables.run([draft()])) == (0, 0, 1, 0)


@pytest.mark.parametrize("runs", [1, 3])
def test_an_edit_taken_back_is_a_version_in_one_run_and_in_three(tables: Tables, runs: int) -> None:
    states = [
        draft(),
        draft(text=EDITED, fetched=1),
        draft(raw="<p>as it was</p>", fetched=2),
    ]
    for number in range(runs):
        tables.run(states if runs == 1 else [states[number]])
    kinds = [kind for _, kind, _ in tables.history()]
    assert kinds == ["first_seen", "publisher_edit", "publisher_edit"]
    assert tables.table("articles")["text"].to_list() == [words("s1")]


def test_a_late_copy_of_a_published_neighbour_makes_no_version(tables: Tables) -> None:
    tables.run([draft(text=EDITED, fetched=1), draft(text=EDITED + "\n\nEnd.", fetched=3)])
    tables.run([draft(text=EDITED, raw="<p>copy</p>", fetched=0)])
    assert [kind for _, kind, _ in tables.history()] == ["first_seen", "publisher_edit"]


def test_no_documents_is_no_trouble(tables: Tables, tmp_path: Path) -> None:
    result = tables.run([])
    assert counts(result) == (0, 0, 0, 0)
    names = {c.name for c in contract("article_versions").columns} - {"run_id"}
    assert set(pl.read_parquet(result.versions).columns) == names
    assert pl.read_parquet(result.assignments).is_empty()


def test_three_states_arriving_backwards_end_in_order(tables: Tables) -> None:
    states = [
        draft(text=words("s1") + f"\n\nPart {n}", modified=n, fetched=9 - n) for n in (1, 2, 3)
    ]
    for state in reversed(states):
        tables.run([state])
    rows = tables.table("article_versions").sort("version").to_dicts()
    assert [row["text"] for row in rows] == [state["text"] for state in states]
    assert [row["valid_to"] is None for row in rows] == [False, False, True]
    assert tables.table("articles")["version"].to_list() == [3]
    assert rows[0]["modified_at"] > DAY
