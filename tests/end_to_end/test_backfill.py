"""A backfill: published stories are cleaned and searched for names again, and stay themselves."""

from pathlib import Path

import polars as pl
import pytest

from tests.conftest import SAMPLES, Cli
from tests.end_to_end.tables import current as table


@pytest.fixture(scope="module")
def as_given(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose texts were published uncleaned and without names."""
    warehouse = tmp_path_factory.mktemp("backfill") / "warehouse"
    flags = ("--cleaning", "off", "--entities", "none", "--warehouse", warehouse)
    cli.facts("run", SAMPLES, *flags)
    return warehouse


def test_what_was_published_uncleaned_comes_out_as_if_cleaned_at_once(
    cli: Cli, as_given: Path, sample_run: tuple[Path, object]
) -> None:
    before = table(as_given, "articles")
    facts = cli.facts("backfill", "--warehouse", as_given)
    assert (facts["articles_new"], facts["inputs_new"]) == (0, 0)
    assert facts["articles_updated"] > 30
    after = table(as_given, "articles")
    assert set(after["article_id"]) == set(before["article_id"])
    seen = ["article_id", "first_seen_at", "last_seen_at"]
    assert after.select(seen).sort("article_id").equals(before.select(seen).sort("article_id"))

    fresh = table(sample_run[0], "articles")
    both = fresh.join(after, on="raw_id", suffix="_again")
    assert both.height > 50
    for column in ("text", "headline", "authors", "published_at", "language", "removed_chars"):
        assert both[column].equals(both[f"{column}_again"], null_equal=True), column

    made = table(as_given, "article_versions").join(after, on="version_id")
    ours = made.filter(pl.col("run_id") == facts["run_id"])["change_kind"]
    assert ours.len() == facts["articles_updated"]
    assert set(ours) == {"recleaned", "metadata_only"}, "no publisher has edited anything"
    names = _names(as_given).join(_names(sample_run[0]).select("raw_id").unique(), on="raw_id")
    same = _names(sample_run[0]).join(after.select("raw_id"), on="raw_id")
    assert names.sort(pl.all()).equals(same.sort(pl.all()))
    assert cli("check", "--warehouse", as_given).returncode == 0


def test_a_second_backfill_changes_nothing(cli: Cli, as_given: Path) -> None:
    before = table(as_given, "articles").drop("run_id").sort("article_id")
    facts = cli.facts("backfill", "--reclean", "--warehouse", as_given)
    assert (facts["articles_new"], facts["articles_updated"]) == (0, 0)
    assert table(as_given, "articles").drop("run_id").sort("article_id").equals(before)


def test_deciding_copies_again_with_the_same_rules_changes_nothing(
    cli: Cli, as_given: Path
) -> None:
    names = ("articles", "duplicates", "clusters", "cluster_history", "article_versions")
    before = [table(as_given, name).drop("run_id") for name in names]
    facts = cli.facts("backfill", "--rededuplicate", "--warehouse", as_given)
    assert (facts["articles_new"], facts["articles_updated"]) == (0, 0)
    for name, rows in zip(names, before, strict=True):
        assert table(as_given, name).drop("run_id").equals(rows), name
    assert cli("check", "--warehouse", as_given).returncode == 0
    state = as_given / "current" / "_state"
    stories = before[0].height
    index = pl.read_parquet(str(state / "dedup_index" / "*.parquet"))
    assert 0 < index.height <= stories
    assert index["article_id"].is_unique().all()


def test_days_limit_what_is_made_again(cli: Cli, as_given: Path) -> None:
    dated = table(as_given, "articles").filter(pl.col("published_date").is_not_null())
    day = dated["published_date"].sort()[0]
    wanted = dated.filter(pl.col("published_date") == day).height
    days = ("--from", day, "--to", day, "--warehouse", as_given)
    assert cli.facts("backfill", "--reentity", *days)["documents"] == wanted


@pytest.mark.parametrize(
    "flags",
    [
        ("--from", "yesterday"),
        ("--from", "2024-02-01", "--to", "2024-01-01"),
    ],
)
def test_days_that_cannot_be_meant(cli: Cli, as_given: Path, flags: tuple[str, ...]) -> None:
    done = cli("backfill", *flags, "--warehouse", as_given)
    assert done.returncode == 2
    assert flags[1] in done.stderr


def test_clusters_know_no_days(cli: Cli, as_given: Path) -> None:
    flags = ("--rededuplicate", "--from", "2024-02-01", "--warehouse", as_given)
    done = cli("backfill", *flags)
    assert done.returncode == 2
    assert "leave out --from" in done.stderr


def test_there_must_be_something_published(cli: Cli, tmp_path: Path) -> None:
    assert cli("backfill", "--warehouse", tmp_path / "none").returncode == 2


def _names(warehouse: Path) -> pl.DataFrame:
    """Every mention, by the document that its story was made from."""
    owners = table(warehouse, "articles").select("article_id", "raw_id")
    found = table(warehouse, "mentions").join(owners, on="article_id")
    return found.select("raw_id", "field", "char_start", "char_end", "surface", "entity_id", "role")


def test_days_without_a_story_publish_nothing(cli: Cli, as_given: Path) -> None:
    days = ("--from", "1901-01-01", "--to", "1901-12-31")
    before = (as_given / "current").readlink()
    done = cli("backfill", *days, "--warehouse", as_given)
    assert (done.returncode, "no story is of these days" in done.stderr) == (0, True)
    assert (as_given / "current").readlink() == before
