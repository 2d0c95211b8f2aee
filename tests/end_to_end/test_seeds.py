"""The five sample inputs of the benchmark, run as files through `broadsheet run`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import SEEDS, Cli
from tests.end_to_end.tables import current

pytestmark = pytest.mark.skipif(
    not SEEDS.is_file(), reason="the benchmark folder ../shared/bench is not here"
)


@pytest.fixture(scope="module")
def seeds() -> dict[str, dict[str, object]]:
    rows = [json.loads(line) for line in SEEDS.read_text("utf-8").splitlines()]
    return {str(row["doc_id"]).replace("seed:", ""): row for row in rows}


@pytest.fixture(scope="module")
def warehouse(
    cli: Cli, seeds: dict[str, dict[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    for name, row in seeds.items():
        (folder / f"{name}.txt").write_text(str(row["text"]), "utf-8")
    place = tmp_path_factory.mktemp("seed-run") / "warehouse"
    outcome = cli.facts("run", folder, "--warehouse", place)
    assert outcome["articles_new"] == 5, outcome
    assert outcome["quarantined"] == 0
    return place


@pytest.fixture(scope="module")
def articles(warehouse: Path) -> dict[str, dict[str, object]]:
    rows = current(warehouse, "articles").to_dicts()
    return {Path(str(row["raw_uri"])).stem: row for row in rows}


def test_body_lines_are_kept_and_nothing_else(
    articles: dict[str, dict[str, object]], seeds: dict[str, dict[str, object]]
) -> None:
    for name, seed in seeds.items():
        labelled = zip(str(seed["text"]).split("\n"), seed["line_labels"], strict=True)  # type: ignore[call-overload]
        kept = [" ".join(line.split()) for line, label in labelled if label == "keep"]
        text = str(articles[name]["text"]).split("\n\n")
        got = [" ".join(line.split()) for line in text]
        assert got == kept, name


def test_metadata(articles: dict[str, dict[str, object]]) -> None:
    assert articles["000"]["section"] == ["National", "Politics"]
    assert articles["001"]["section"] == ["INTERNATIONAL", "East Asia & Pacific"]
    assert articles["001"]["located"] == "TOKYO"
    assert str(articles["002"]["alternative_headline"]).startswith("Long-time allies at odds")
    assert articles["002"]["headline"] == "Japan, U.S. differ on North strategies"
    assert articles["003"]["authors"] == ["Toshimitsu Miyai", "Seima Oki"]
    assert articles["003"]["agency"] == "ANN"
    assert articles["003"]["published_at"] == datetime(2017, 3, 17, tzinfo=UTC)
    assert articles["003"]["published_precision"] == "day"
    assert articles["004"]["authors"] == ["Cho Ki-weon"]
    assert articles["004"]["published_at"] == datetime(2019, 2, 12, 8, 19, tzinfo=UTC)
    assert articles["004"]["modified_at"] in (None, datetime(2019, 2, 12, 8, 19, tzinfo=UTC))
    for name in ("000", "001", "002"):
        assert articles[name]["published_at"] is None, name


def test_no_furniture_is_mentioned(warehouse: Path) -> None:
    surfaces = current(warehouse, "mentions")["surface"]
    for alien in ("Mark Finnan", "COVID-19", "PRINT", "Toshimitsu Miyai", "Cho Ki-weon"):
        assert not surfaces.str.contains(alien, literal=True).any(), alien


def test_people_and_places_are_resolved(warehouse: Path) -> None:
    named = current(warehouse, "mentions").join(
        current(warehouse, "entities").select("entity_id", "name", "iso3166"), on="entity_id"
    )

    def names(surface: str) -> set[str]:
        return set(named.filter(pl.col("surface") == surface)["name"])

    assert names("Kerry") == {"John Kerry"}
    assert names("Abe") == {"Shinzo Abe"}
    assert names("Tillerson") == {"Rex Tillerson"}
    assert names("N. Korea") == names("North Korea") == names("the North") | {"North Korea"}
    assert len(names("North Korea")) == 1
    korea = named.filter(pl.col("surface") == "N. Korea")["iso3166"].unique().to_list()
    assert korea == ["KP"]


def test_five_stories_are_five_clusters(warehouse: Path) -> None:
    articles = current(warehouse, "articles")
    assert articles["cluster_id"].n_unique() == 5
    assert articles["is_canonical"].all()
