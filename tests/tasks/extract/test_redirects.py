"""An id that was published before our tables knew its bearer leads to the one in use."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tests.tasks.extract.articles import BRIDGE, VISIT
from tests.tasks.extract.test_link import Warehouse
from warehouse.ids import make_id

pytestmark = pytest.mark.usefixtures("default_model")
OLD = make_id("e", "PERSON", "barack obama")  # what the id was made of without a link


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    found = Warehouse(tmp_path)
    found.publish([BRIDGE])
    found.add_entity(OLD, "Barack Obama")
    return found


def test_two_rows_of_one_person_are_led_together(warehouse: Warehouse) -> None:
    warehouse.publish([VISIT])
    (row,) = warehouse.tables["entity_redirects"].to_dicts()
    current = warehouse.tables["entities"].filter(pl.col("wikidata_id") == "Q76")
    assert row == {
        "old_entity_id": OLD,
        "new_entity_id": current["entity_id"].item(),
        "reason": "linked",
    }


def test_a_redirect_is_written_once(warehouse: Warehouse) -> None:
    warehouse.publish([VISIT])
    result = warehouse.publish([replace(VISIT, version=2)])
    assert pl.read_parquet(result.redirects).is_empty()
    assert warehouse.tables["entity_redirects"].height == 1


def test_a_redirect_that_leads_nowhere_is_taken_away(warehouse: Warehouse) -> None:
    warehouse.publish([VISIT])
    quiet = "It was a quiet day for everybody."
    warehouse.publish([replace(s, headline=None, text=quiet, version=3) for s in (BRIDGE, VISIT)])
    assert warehouse.tables["entity_redirects"].is_empty()


def test_a_name_that_needs_more_than_itself_leads_nowhere(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    warehouse.publish([BRIDGE])
    warehouse.add_entity(make_id("e", "GPE", "portland"), "Portland")
    text = "The mayor of Portland, Oregon, spoke in Portland on Monday."
    warehouse.publish([replace(VISIT, headline=None, text=text)])
    assert warehouse.tables["mentions"].filter(surface="Portland").height == 2
    assert warehouse.tables["entity_redirects"].is_empty()
