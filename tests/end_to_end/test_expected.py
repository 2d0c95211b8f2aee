"""Every sample document becomes what examples/sample_news/expected.toml says."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import SAMPLES
from tests.end_to_end.tables import current

EXPECTED = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))
DOCUMENTS: list[dict[str, Any]] = EXPECTED["document"]
ASIDE: list[dict[str, Any]] = EXPECTED["set_aside"]
NAMED = {"people": ("PERSON",), "bodies": ("ORG",), "places": ("GPE", "LOC"),
         "others": ("EVENT", "OTHER")}  # fmt: skip
PLAIN = ("headline", "alternative_headline", "authors", "section", "located", "agency", "publisher")


def key(document: dict[str, Any]) -> str:
    return str(document.get("native_id", f"sample_news/{document['file']}"))


@pytest.fixture(scope="module")
def tables(sample_run: tuple[Path, dict[str, Any]]) -> dict[str, pl.DataFrame]:
    names = ("articles", "removed_blocks", "mentions", "entities", "quarantine", "duplicates")
    return {name: current(sample_run[0], name) for name in names}


def article(tables: dict[str, pl.DataFrame], document: dict[str, Any]) -> dict[str, Any]:
    rows = tables["articles"].filter(pl.col("native_id") == key(document))
    assert rows.height == 1, f"{key(document)}: {rows.height} articles"
    return rows.row(0, named=True)


@pytest.mark.parametrize("document", DOCUMENTS, ids=key)
def test_document(tables: dict[str, pl.DataFrame], document: dict[str, Any]) -> None:
    row = article(tables, document)
    for name in PLAIN:
        if name in document:
            assert row[name] == document[name], name
    if document.get("undated"):
        assert row["published_at"] is None
    for name in ("published_at", "modified_at"):
        if name in document:
            wanted = datetime.fromisoformat(str(document[name]))
            assert row[name] == wanted.replace(tzinfo=wanted.tzinfo or UTC), name
    if "published_date" in document:
        assert row["published_date"] == date.fromisoformat(str(document["published_date"]))
    for words in document.get("not_in_text", []):
        assert words not in row["text"]
    for words in document.get("in_text", []):
        assert words in row["text"]
    own = tables["removed_blocks"].filter(pl.col("version_id") == row["version_id"])
    assert set(own["kind"]) >= set(document.get("kinds", []))
    named = tables["mentions"].filter(pl.col("article_id") == row["article_id"])["surface"]
    assert not set(named) & set(document.get("not_mentioned", []))


@pytest.mark.parametrize("document", DOCUMENTS, ids=key)
def test_everyone_and_every_place_is_named_right(
    tables: dict[str, pl.DataFrame], document: dict[str, Any]
) -> None:
    row = article(tables, document)
    names = tables["entities"].select("entity_id", "name")
    mentions = tables["mentions"].filter(pl.col("article_id") == row["article_id"])
    named = mentions.join(names, on="entity_id")
    assert named.height == mentions.height
    for word, types in NAMED.items():
        if word in document:
            found = named.filter(pl.col("entity_type").is_in(types))["name"]
            assert sorted(set(found)) == document[word], word


def test_copies_belong_together(tables: dict[str, pl.DataFrame]) -> None:
    groups: dict[str, set[str]] = {}
    for document in DOCUMENTS:
        if "cluster" in document:
            found = article(tables, document)["cluster_id"]
            groups.setdefault(str(document["cluster"]), set()).add(found)
    assert groups
    assert all(len(clusters) == 1 for clusters in groups.values()), groups
    others = [article(tables, d)["cluster_id"] for d in DOCUMENTS if "cluster" not in d]
    assert len(set(others)) == len(others), "stories that are not copies share a cluster"


@pytest.mark.parametrize("item", ASIDE, ids=lambda item: f"{item['file']}-{item['expectation']}")
def test_set_aside(tables: dict[str, pl.DataFrame], item: dict[str, Any]) -> None:
    rows = tables["quarantine"].filter(
        pl.col("raw_uri").str.contains(item["file"], literal=True),
        pl.col("stage") == item["stage"],
        pl.col("reasons")
        .list.eval(pl.element().struct.field("expectation"))
        .list.contains(item["expectation"]),
    )
    assert rows.height == item.get("rows", 1)


def test_nothing_else_is_set_aside(tables: dict[str, pl.DataFrame]) -> None:
    assert tables["quarantine"].height == sum(item.get("rows", 1) for item in ASIDE)
