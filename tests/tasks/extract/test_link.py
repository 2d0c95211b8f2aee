"""Counts equal rows, also after articles change; ids depend on evidence alone."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tasks.extract.link import LinkResult, link
from tasks.extract.recognise_part import ExtractOptions, plan_parts, recognise_part
from tests.tasks.extract.articles import BRIDGE, FRENCH, VISIT, Story, write_changed
from warehouse.contract import contract
from warehouse.stage import conform

pytestmark = pytest.mark.usefixtures("default_model")


class Warehouse:
    """What earlier runs published, kept as plain files so that a run can be linked against it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: dict[str, pl.DataFrame] = {}
        self.runs = 0

    def files(self, table: str) -> list[Path]:
        if table not in self.tables:
            return []
        path = self.folder / f"{table}-{self.runs}.parquet"
        self.tables[table].write_parquet(path)
        return [path]

    def link(self, *parts: list[Story], excluded: Path | None = None) -> LinkResult:
        self.runs += 1
        out = self.folder / f"run-{self.runs}"
        changed = [write_changed(p, out / f"changed-{i}.parquet") for i, p in enumerate(parts)]
        texts = plan_parts(changed, out / "plan", 200)
        found = [recognise_part(t, out / "recognise", ExtractOptions()) for t in texts]
        return link(
            changed,
            [r.mentions for r in found],
            [r.quotes for r in found],
            self.files("articles"),
            self.files("mentions"),
            self.files("entities"),
            self.files("entity_redirects"),
            out / "link",
            excluded,
        )

    def publish(self, *parts: list[Story]) -> LinkResult:
        """Link a run and apply it as the publishing stage does."""
        result = self.link(*parts)
        stories = [s for part in parts for s in part]
        changed = pl.Series([s.article_id for s in stories]).implode()
        articles = pl.read_parquet(write_changed(stories, self.folder / "new.parquet"))
        self._replace("articles", articles, ~pl.col("article_id").is_in(changed))
        self._replace("mentions", read(result.mentions), ~pl.col("article_id").is_in(changed))
        self._replace("quotes", read(result.quotes), ~pl.col("article_id").is_in(changed))
        led = pl.read_parquet(result.redirects)
        lost = pl.concat([led.select("old_entity_id"), pl.read_parquet(result.gone_redirects)])
        self._replace(
            "entity_redirects", led, ~pl.col("old_entity_id").is_in(lost["old_entity_id"].implode())
        )
        sums = read(result.article_entities)
        self._replace("article_entities", sums, ~pl.col("article_id").is_in(changed))
        entities = pl.read_parquet(result.entities)
        gone = pl.concat([entities.select("entity_id"), pl.read_parquet(result.gone_entities)])
        self._replace("entities", entities, ~pl.col("entity_id").is_in(gone["entity_id"].implode()))
        return result

    def add_entity(self, entity_id: str, name: str) -> None:
        """Publish an entity as an earlier version of our tables would have named it."""
        first = self.tables["entities"].head(1)
        row = first.with_columns(
            entity_id=pl.lit(entity_id), name=pl.lit(name), wikidata_id=pl.lit(None, pl.String)
        )
        self.tables["entities"] = pl.concat([self.tables["entities"], row])

    def _replace(self, table: str, rows: pl.DataFrame, kept: pl.Expr) -> None:
        old = self.tables.get(table)
        self.tables[table] = rows if old is None else pl.concat([old.filter(kept), rows])


def read(paths: tuple[Path, ...]) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(path) for path in paths])


def recount(warehouse: Warehouse) -> pl.DataFrame:
    """Count the published mentions again, plainly."""
    seen = warehouse.tables["articles"].select("article_id", "first_seen_at")
    return (
        warehouse.tables["mentions"]
        .join(seen, on="article_id")
        .group_by("entity_id")
        .agg(
            mention_count=pl.len().cast(pl.Int64),
            article_count=pl.col("article_id").n_unique().cast(pl.Int64),
            first_seen_at=pl.col("first_seen_at").min(),
            last_seen_at=pl.col("first_seen_at").max(),
        )
        .sort("entity_id")
    )


def counts(warehouse: Warehouse) -> pl.DataFrame:
    columns = ["entity_id", "mention_count", "article_count", "first_seen_at", "last_seen_at"]
    return warehouse.tables["entities"].select(columns).sort("entity_id")


def entity(warehouse: Warehouse, name: str) -> dict[str, object]:
    (row,) = warehouse.tables["entities"].filter(name=name).to_dicts()
    return row


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path)


def test_counts_equal_rows(warehouse: Warehouse) -> None:
    result = warehouse.publish([BRIDGE, VISIT], [FRENCH])
    assert counts(warehouse).equals(recount(warehouse))
    assert result.mentions_count == warehouse.tables["mentions"].height
    assert result.entities_count == warehouse.tables["entities"].height
    assert result.quotes_count == warehouse.tables["quotes"].height == 1


def test_counts_stay_right_over_runs(warehouse: Warehouse) -> None:
    warehouse.publish([BRIDGE])
    warehouse.publish([VISIT, FRENCH])
    assert counts(warehouse).equals(recount(warehouse))
    assert entity(warehouse, "Barack Obama")["article_count"] == 2


def test_an_updated_article_loses_its_old_mentions(warehouse: Warehouse) -> None:
    warehouse.publish([BRIDGE, VISIT])
    rewritten = replace(VISIT, text="Angela Merkel met Barack Obama in Berlin.", version=2)
    result = warehouse.publish([rewritten])
    assert counts(warehouse).equals(recount(warehouse))
    gone = pl.read_parquet(result.gone_entities)
    assert gone.height == 1  # Shinzo Abe; Tokyo is still in the headline
    names = set(warehouse.tables["entities"]["name"])
    assert "Shinzo Abe" not in names
    assert {"Angela Merkel", "Tokyo", "Barack Obama"} <= names


def test_an_article_emptied_of_names_leaves_right_counts(warehouse: Warehouse) -> None:
    warehouse.publish([BRIDGE, VISIT])
    warehouse.publish([replace(BRIDGE, headline=None, text="It was a quiet day.", version=2)])
    assert counts(warehouse).equals(recount(warehouse))


def test_two_runs_end_where_one_would(tmp_path: Path) -> None:
    apart, together = Warehouse(tmp_path / "a"), Warehouse(tmp_path / "b")
    for folder in (apart.folder, together.folder):
        folder.mkdir()
    apart.publish([VISIT])
    apart.publish([FRENCH], [BRIDGE])
    together.publish([FRENCH, BRIDGE, VISIT])
    for table in ("mentions", "entities", "article_entities", "quotes"):
        one, other = apart.tables[table], together.tables[table]
        key = contract(table).key
        assert one.sort(key).equals(other.sort(key)), table


def test_a_country_has_its_codes_and_other_names(warehouse: Warehouse) -> None:
    warehouse.publish([BRIDGE])
    states = entity(warehouse, "United States")
    assert (states["iso3166"], states["wikidata_id"]) == ("US", "Q30")
    assert states["aliases"] == ["U.S."]
    assert states["geonames_id"] == 6252001


def test_a_surname_is_an_alias_of_its_person(warehouse: Warehouse) -> None:
    warehouse.publish([VISIT])
    assert entity(warehouse, "Shinzo Abe")["aliases"] == ["Abe"]


def test_a_speaker_is_an_entity(warehouse: Warehouse) -> None:
    warehouse.publish([BRIDGE])
    (quote,) = warehouse.tables["quotes"].to_dicts()
    assert quote["text"] == "We will build it,"
    assert quote["speaker_surface"] == "Trudeau"
    assert quote["speaker_entity_id"] == entity(warehouse, "Justin Trudeau")["entity_id"]


def test_excluded_mentions_are_in_no_count(warehouse: Warehouse, tmp_path: Path) -> None:
    first = read(warehouse.link([BRIDGE, VISIT]).mentions)
    surname = first.filter(surface="Trudeau", field="text").select("mention_id")
    surname.write_parquet(tmp_path / "excluded.parquet")
    result = warehouse.link([BRIDGE, VISIT], excluded=tmp_path / "excluded.parquet")
    assert result.mentions_count == first.height - surname.height
    entities = pl.read_parquet(result.entities)
    assert entities["mention_count"].sum() == result.mentions_count
    (quote,) = read(result.quotes).to_dicts()
    assert quote["speaker_entity_id"] is None
    assert quote["speaker_surface"] == "Trudeau"


def test_rows_fit_their_contracts(warehouse: Warehouse) -> None:
    warehouse.publish([BRIDGE, VISIT, FRENCH])
    for table in ("mentions", "entities", "article_entities", "quotes"):
        rows = warehouse.tables[table].with_columns(run_id=pl.lit("run_x"))
        conform(table, rows)
        assert rows.select(contract(table).key).is_unique().all()


def test_a_run_without_articles(warehouse: Warehouse) -> None:
    result = warehouse.link()
    assert (result.mentions_count, result.entities_count) == (0, 0)
    assert pl.read_parquet(result.gone_entities).is_empty()


def test_names_in_a_dateline_are_left_alone(warehouse: Warehouse) -> None:
    text = "OTTAWA — Barack Obama met Justin Trudeau in Ottawa on Friday."
    story = Story("wire", "Obama visits Canada", text, dateline="OTTAWA —")
    found = read(warehouse.link([story]).mentions).filter(pl.col("field") == "text")
    assert "Barack Obama" in found["surface"].to_list()
    assert found["char_start"].min() >= len("OTTAWA —")


def test_a_capital_names_its_country_only_where_the_article_does(warehouse: Warehouse) -> None:
    alone = Story("alone", None, "Tokyo said on Friday that it would wait for the report.")
    beside = Story("beside", None, "Tokyo said on Friday that Japan would wait for the report.")
    warehouse.publish([alone, beside])
    cities = warehouse.tables["mentions"].filter(surface="Tokyo")
    found = {r["article_id"]: r for r in cities.to_dicts()}
    country = entity(warehouse, "Japan")["entity_id"]
    assert cities["entity_id"].unique().to_list() == [entity(warehouse, "Tokyo")["entity_id"]]
    assert set(cities["stands_for_iso3166"]) == {"JP"}
    assert found[alone.article_id]["stands_for_entity_id"] is None
    assert found[beside.article_id]["stands_for_entity_id"] == country


def test_a_countrys_people_is_another_way_to_name_the_country(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    text = "Dutch farmers met Kurdish leaders. A minister of the Netherlands came too."
    warehouse.publish([replace(VISIT, text=text)])
    mentions, entities = warehouse.tables["mentions"], warehouse.tables["entities"]
    named = {row["surface"]: row for row in mentions.iter_rows(named=True)}
    dutch, country = named["Dutch"], named["Netherlands"]
    assert dutch["entity_id"] == country["entity_id"]
    assert (dutch["entity_type"], dutch["kind"]) == ("NORP", "demonym")
    [row] = entities.filter(entity_id=country["entity_id"]).to_dicts()
    assert (row["entity_type"], row["name"], row["iso3166"]) == ("GPE", "Netherlands", "NL")
    assert (row["aliases"], row["mention_count"], row["wikidata_id"]) == (["Dutch"], 2, "Q55")
    sums = warehouse.tables["article_entities"].filter(entity_id=country["entity_id"])
    assert sums.select("entity_type", "mention_count").rows() == [("GPE", 2)]
    kurds = entities.filter(entity_id=named["Kurdish"]["entity_id"])
    assert kurds["entity_type"].to_list() == ["NORP"], "a people without a country of its own"
