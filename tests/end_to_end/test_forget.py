"""A forgotten story is nowhere: not in a table, a state, a kept snapshot or a page."""

import os
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import SAMPLES, Cli
from tests.end_to_end.tables import current

OUTLETS = [SAMPLES / name for name in ("strait_daily", "coastline_herald", "northbridge_gazette")]
"""They ran one wire story."""


@pytest.fixture(scope="module")
def warehouse(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two snapshots, from which one story after the other is forgotten."""
    root = tmp_path_factory.mktemp("forget") / "warehouse"
    cli.facts("run", OUTLETS[0], "--warehouse", root)
    cli.facts("run", *OUTLETS, "--warehouse", root)
    return root


def test_an_unknown_story_cannot_be_forgotten(cli: Cli, warehouse: Path) -> None:
    done = cli("forget", "a_nothing", "--warehouse", warehouse)
    assert done.returncode == 2
    assert "a_nothing" in done.stderr


def test_nothing_is_left_of_a_forgotten_story(cli: Cli, warehouse: Path) -> None:
    shared = current(warehouse, "articles").filter(pl.len().over("cluster_id") > 1)
    first = shared.filter("is_canonical").row(0, named=True)
    others = current(warehouse, "articles").filter(pl.col("article_id") != first["article_id"])
    told = cli.facts("forget", first["article_id"], "--warehouse", warehouse)
    assert (told["forgotten"], told["still_read"]) == ([first["article_id"]], [])

    left = current(warehouse, "articles")
    stay = ["article_id", "version_id", "text", "first_seen_at"]
    assert left.select(stay).equals(others.select(stay))
    assert left.filter("is_canonical")["cluster_id"].is_unique().all()
    for table in ("article_versions", "removed_blocks", "mentions", "quotes", "article_entities"):
        assert first["article_id"] not in current(warehouse, table)["article_id"], table
    assert [p.name for p in (warehouse / "snapshots").iterdir()] == [str(told["snapshot"])]
    opening = first["text"][:60].encode()
    for file in warehouse.rglob("*"):
        if file.suffix in (".html", ".parquet"):
            assert opening not in file.read_bytes()
    stored = current(warehouse, "raw_documents")["source_text"].str.contains(
        first["text"].split("\n\n")[-1][:80], literal=True
    )
    assert (
        stored.sum()
        == others["text"].str.contains(first["text"].split("\n\n")[-1][:80], literal=True).sum()
    )
    assert cli("check", "--warehouse", warehouse).returncode == 0


def test_a_story_without_copies_can_be_forgotten(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")  # a name that is no UTF-8 is read like any other
    odd.write_bytes((SAMPLES / "meridian_post" / "softer_line.txt").read_bytes())
    cli.facts("run", tmp_path, "--warehouse", warehouse)
    story = current(warehouse, "articles").row(0, named=True)
    assert story["raw_uri"].endswith("/caf%E9.txt")
    cli.facts("forget", story["article_id"], "--warehouse", warehouse)
    for table in ("articles", "clusters", "raw_documents", "mentions", "entities"):
        assert current(warehouse, table).is_empty(), table
    assert cli("check", "--warehouse", warehouse).returncode == 0


def test_a_forgotten_story_does_not_come_back(cli: Cli, warehouse: Path, tmp_path: Path) -> None:
    place = pl.col("raw_uri").str.contains("northbridge_gazette")
    story = current(warehouse, "articles").filter(place)
    cli.facts("forget", *story["article_id"], "--warehouse", warehouse)
    inbox = tmp_path / "northbridge_gazette"
    inbox.mkdir()
    for page in OUTLETS[2].iterdir():
        (inbox / page.name).write_bytes(page.read_bytes() + b"\n")  # fetched again, not the same
    facts = cli.facts("run", inbox, "--warehouse", warehouse)
    assert facts["articles_new"] == 0
    aside = current(warehouse, "quarantine")
    reasons = aside["reasons"].explode().struct.field("expectation")
    assert set(reasons) == {"not_forgotten"}
    assert aside["payload"].null_count() == aside.height == story.height
    assert cli("check", "--warehouse", warehouse).returncode == 0
