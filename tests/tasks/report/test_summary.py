"""The numbers of a page recompute from the tables, and only from the rows of its run."""

from datetime import date
from pathlib import Path

import pytest

from tasks.report.coverage import MOST_STEPS, _periods, coverage
from tasks.report.funnel import Loss, funnel
from tasks.report.read_clusters import MEMBERS_SHOWN, largest_clusters, read_cluster
from tasks.report.read_differences import with_differences
from tasks.report.removed import by_kind, by_outlet
from tasks.report.samples import SAMPLES, read_marked, samples
from tasks.report.summary import summarise
from tasks.report.top_entities import top_entities
from tests.tasks.report.conftest import Tables
from tests.tasks.report.newsroom import RUN, article_id, facts, tables_of, write
from tests.tasks.report.pages import PAGES, brief
from warehouse.vocabulary import REMOVAL_KINDS


def test_the_funnel_names_count_and_reason_of_every_loss(tables: Tables) -> None:
    steps = {step.name: step for step in funnel(facts(), tables)}
    assert [(s.name, s.count, s.copies) for s in steps.values()] == [
        ("read", 51, 0),
        ("cleaned", 50, 0),
        ("unique", 47, 2),
        ("valid", 45, 2),
        ("written", 45, 2),
    ]
    assert steps["read"].losses == (Loss(1, "broken json"), Loss(1, "truncated gzip"))
    assert steps["cleaned"].losses == (Loss(1, "no article text"),)
    assert steps["valid"].losses == (Loss(2, "published not in future"),)
    assert [loss.kept for loss in steps["unique"].losses] == [True, True]


def test_a_stopped_run_writes_nothing(tables: Tables) -> None:
    last = funnel(facts("stopped"), tables)[-1]
    assert (last.count, last.losses) == (0, (Loss(45, "the gate stopped the run"),))


def test_removed_text_adds_up_by_kind_and_by_outlet(tables: Tables) -> None:
    pages = (*PAGES, *(brief(n) for n in range(40)))
    blocks = [row for page in pages for row in page.removed]
    kinds = by_kind(tables, RUN)
    assert {kind.kind for kind in kinds} == REMOVAL_KINDS
    assert sum(kind.blocks for kind in kinds) == len(blocks)
    chars = sum(len(str(row["text"])) for row in blocks)
    assert sum(kind.chars for kind in kinds) == chars
    outlets, more = by_outlet(tables, RUN)
    assert more == 0
    assert sum(outlet.removed for outlet in outlets) == chars
    assert sum(outlet.kept for outlet in outlets) == sum(len(page.text) for page in pages)
    assert {kind.kind: kind.targets for kind in kinds}["breadcrumb"] == ("section",)


def test_samples_together_show_every_kind_removed(tables: Tables) -> None:
    chosen = samples(tables, RUN)
    assert len(chosen) <= SAMPLES
    assert {s.kind for article in chosen for s in article.segments} == REMOVAL_KINDS
    for article in chosen:
        assert all(s.char_end <= len(article.source_text) for s in article.segments)


def test_a_summary_does_not_depend_on_the_order_or_files_of_rows(
    tables: Tables, tmp_path: Path
) -> None:
    rows = tables_of((*PAGES, *(brief(n) for n in range(40))))
    turned = write(tmp_path, {name: list(reversed(some)) for name, some in rows.items()})
    assert summarise(facts(), turned) == summarise(facts(), tables)


def test_rows_of_other_runs_are_left_out(tables: Tables, tmp_path: Path) -> None:
    rows = tables_of([brief(n) for n in range(50, 60)])
    other = {name: [{**row, "run_id": "run_other"} for row in some] for name, some in rows.items()}
    older = write(tmp_path, other)
    both = {name: [*paths, *older.get(name, [])] for name, paths in tables.items()}
    assert by_kind(both, RUN) == by_kind(tables, RUN)
    assert samples(both, RUN) == samples(tables, RUN)
    assert coverage(both, RUN) == coverage(tables, RUN)
    assert summarise(facts(), both).verdicts == summarise(facts(), tables).verdicts


def test_tables_without_files_or_rows_give_an_empty_summary() -> None:
    summary = summarise(facts(), {"articles": []})
    assert not (summary.kinds or summary.samples or summary.clusters or summary.entities)
    assert summary.funnel[0].losses == ()
    assert summary.coverage.periods == ()


def test_names_are_counted_once_per_article_and_grouped(tables: Tables) -> None:
    groups = dict(top_entities(tables, RUN))
    assert list(groups) == ["People", "Organisations", "Places"]
    first = groups["Places"][0]
    assert (first.name, first.articles, first.articles_ever) == ("Port Ellery", 43, 45)


def test_a_cluster_is_read_with_members_pairs_and_true_size(tables: Tables) -> None:
    clusters, more = largest_clusters(tables, RUN)
    assert (len(clusters), more, clusters[0].size) == (1, 0, 3)
    courier, post = clusters[0].differences
    assert [(s.change, s.text) for s in courier.changes] == [
        (
            "removed",
            "The operator, Northline, expects bookings to return to last year’s level by July.",
        ),
        ("added", "The first crossing is free for islanders."),
    ]
    assert post.changes == ()
    alone = read_cluster(tables, clusters[0].cluster_id)
    assert alone is not None
    assert with_differences(tables, [alone]) == clusters
    assert clusters[0].canonical.article_id == article_id(PAGES[0])
    assert read_cluster(tables, "c_none") is None


def test_a_large_cluster_lists_some_members_and_knows_the_rest(tmp_path: Path) -> None:
    pages = [brief(n) for n in range(30)]
    rows = tables_of(pages)
    for number, row in enumerate(rows["articles"]):
        row |= {"cluster_id": "c_big", "is_canonical": number == 7}
    rows["clusters"] = [{"cluster_id": "c_big", "size": 30, "run_id": RUN}]
    cluster = read_cluster(write(tmp_path, rows), "c_big")
    assert cluster is not None
    assert (cluster.size, len(cluster.members)) == (30, MEMBERS_SHOWN)
    assert cluster.canonical.article_id == article_id(pages[7])


def test_the_article_asked_for_is_listed_in_a_large_cluster(tmp_path: Path) -> None:
    pages = [brief(n) for n in range(30)]
    rows = tables_of(pages)
    for number, row in enumerate(rows["articles"]):
        row |= {"cluster_id": "c_big", "is_canonical": number == 7}
    last = max(pages, key=lambda page: str(page.published))
    tables = write(tmp_path, rows)
    for asked in ([], [article_id(last)]):
        cluster = read_cluster(tables, "c_big", asked)
        assert cluster is not None
        assert (article_id(last) in {one.article_id for one in cluster.members}) == bool(asked)


def test_a_cluster_knows_what_runs_did_to_it(tmp_path: Path) -> None:
    rows = tables_of(PAGES)
    own = str(rows["clusters"][0]["cluster_id"])
    same = {"old_cluster_id": own, "new_cluster_id": own, "article_count": 1}
    rows["cluster_history"] = [
        {**same, "event": "created", "run_id": "run_1"},
        {**same, "event": "grown", "run_id": "run_2"},
        {**same, "old_cluster_id": "c_old", "event": "merged", "run_id": "run_2"},
        {**same, "old_cluster_id": "c_x", "new_cluster_id": "c_y", "run_id": "run_2"},
    ]
    rows["runs"] = [{"run_id": f"run_{n}", "snapshot": n} for n in (1, 2)]
    cluster = read_cluster(write(tmp_path, rows), own)
    assert cluster is not None
    told = [(event.event, event.run_id) for event in cluster.events]
    assert sorted(told[:2]) == [("grown", "run_2"), ("merged", "run_2")]
    assert told[2:] == [("created", "run_1")]


def test_an_article_is_read_whole_with_its_marks(tables: Tables) -> None:
    article = read_marked(tables, article_id(PAGES[0]))
    assert article is not None
    assert article.source_text == PAGES[0].source_text
    assert len(article.segments) == len(PAGES[0].removed)
    assert read_marked(tables, "a_none") is None


@pytest.mark.parametrize(
    ("last", "step"),
    [
        (date(2024, 1, 1), "day"),
        (date(2024, 4, 29), "day"),
        (date(2024, 4, 30), "month"),
        (date(2033, 12, 31), "month"),
        (date(2034, 1, 1), "year"),
        (date(2144, 1, 1), "decade"),
        (date(9999, 12, 31), "century"),
    ],
)
def test_periods_run_without_gap_in_the_finest_step_that_fits(last: date, step: str) -> None:
    first = date(2024, 1, 1)
    found, periods = _periods([(first, 2, 1), (last, 1, 0)] if last > first else [(first, 3, 1)])
    assert found == step
    assert len(periods) <= MOST_STEPS
    assert sum(p.stories for p in periods) == 3
    assert sum(p.copies for p in periods) == 1
    assert len({p.label for p in periods}) == len(periods)
