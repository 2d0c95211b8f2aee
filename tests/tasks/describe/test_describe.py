"""One part through the describe stage: columns, what wins, identity, and no neighbour matters."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from tasks.describe.describe import DESCRIBER_VERSION
from tests.tasks.describe.parts import BODY, CLOCK, MOVED, describe_one, document, run
from warehouse.contract import contract
from warehouse.stage import conform

LATER = (
    "version_id", "version", "cluster_id", "is_canonical", "first_seen_at", "last_seen_at",
    "run_id",
)  # fmt: skip


def test_drafts_have_the_columns_of_articles(tmp_path: Path) -> None:
    result = run(tmp_path, [document(moved=MOVED), document("two", given={"title": "T"})])
    frame = pl.read_parquet(result.drafts)
    names = {c.name for c in contract("articles").columns}
    assert set(frame.columns) == (names - set(LATER)) | {"described_sha256", "native_basis"}
    later = {
        "version_id": "v", "version": 1, "cluster_id": "c", "is_canonical": True,
        "first_seen_at": CLOCK, "last_seen_at": CLOCK, "run_id": "run",
    }  # fmt: skip
    assert conform("articles", frame.with_columns(**{k: pl.lit(v) for k, v in later.items()}))
    assert (result.documents, result.quarantined, result.quarantine) == (2, 0, None)
    assert result.drafts.name == "drafts-00007.parquet"


def test_moved_blocks_become_columns(tmp_path: Path) -> None:
    row = describe_one(tmp_path, moved=MOVED)
    assert row["section"] == ["National", "Politics"]
    assert (row["headline"], row["alternative_headline"]) == ("Ferry late again", "Nobody asks why")
    assert (row["byline"], row["authors"]) == (MOVED["byline"], ["Ann Bell", "Carl Dunn"])
    assert row["author_kinds"] == ["person", "person"]
    assert (row["dateline"], row["located"], row["agency"]) == (MOVED["dateline"], "OSLO", "ANN")
    assert row["published_at"] == datetime(2019, 2, 12, 8, 19, tzinfo=UTC)
    assert row["modified_at"] == datetime(2019, 2, 12, 9, 0, tzinfo=UTC)
    assert (row["published_basis"], row["published_precision"]) == ("printed", "minute")
    assert row["published_date"] == date(2019, 2, 12)
    assert (row["language"], row["id_basis"]) == ("en", "path_headline")
    assert row["cleaner_version"] == f"c1+d{DESCRIBER_VERSION}"


def test_given_metadata_wins(tmp_path: Path) -> None:
    given = {
        "title": "Given &amp; true", "authors": ["Eva Frost"], "published": "2020-05-01T10:00:00Z",
        "modified": "2020-05-02", "publisher": "The Daily", "language": "en-GB",
        "section": ["World", "Asia"], "url": "https://www.daily.example.com/a?utm_source=x#top",
    }  # fmt: skip
    row = describe_one(tmp_path, given=given, moved=MOVED)
    assert row["headline"] == "Given & true" and row["authors"] == ["Eva Frost"]
    assert row["published_at"] == datetime(2020, 5, 1, 10, tzinfo=UTC)
    assert row["published_basis"] == "given" and row["section"] == ["World", "Asia"]
    assert (row["language"], row["language_score"]) == ("en-GB", 1.0)
    assert row["canonical_url"] == "https://www.daily.example.com/a"
    assert (row["domain"], row["id_basis"]) == ("example.com", "canonical_url")
    assert row["modified_at"] == datetime(2020, 5, 2, tzinfo=UTC)


def test_nothing_moved_is_read_when_cleaning_is_off(tmp_path: Path) -> None:
    row = describe_one(tmp_path, cleaning="off", given={"title": "T"}, moved=MOVED)
    assert row["headline"] == "T" and row["authors"] == [] and row["published_at"] is None
    assert row["dateline"] is None and "undated" in row["quality_flags"]


def test_the_metadata_hash_follows_the_metadata(tmp_path: Path) -> None:
    one = describe_one(tmp_path, given={"title": "T", "authors": ["Ann Bell"]})
    same = describe_one(tmp_path, given={"title": " T ", "authors": ["Ann Bell"]})
    other = describe_one(tmp_path, given={"title": "T", "authors": ["Carl Dunn"]})
    assert one["described_sha256"] == same["described_sha256"] != other["described_sha256"]


def test_neighbours_do_not_matter(tmp_path: Path) -> None:
    documents = [
        document(str(n), text=f"{BODY}\n\nNumber {n}.", moved=MOVED if n % 2 else None)
        for n in range(9)
    ]
    together = pl.read_parquet(run(tmp_path / "a", documents).drafts).sort("raw_id")
    random.Random(1).shuffle(documents)
    alone = [pl.read_parquet(run(tmp_path / str(n), [d]).drafts) for n, d in enumerate(documents)]
    assert pl.concat(alone).sort("raw_id").equals(together)


def test_an_empty_part_is_no_trouble(tmp_path: Path) -> None:
    result = run(tmp_path, [])
    assert result.documents == 0 and pl.read_parquet(result.drafts).is_empty()


@pytest.mark.parametrize(
    ("fields", "basis"),
    [
        ({"native_basis": "given", "native_id": "7"}, "source_native_id"),
        ({"native_basis": "feed_guid", "native_id": "g"}, "source_native_id"),
        ({}, "path_headline"),
        ({"native_id": None, "given": {"title": "T", "published": "2020-01-01"}}, "headline_date"),
        ({"native_id": None}, "text"),
        ({"page": {"canonical": "https://a.example.com/b"}}, "canonical_url"),
    ],
)
def test_identity_bases(tmp_path: Path, fields: dict, basis: str) -> None:
    row = describe_one(tmp_path, **fields)
    assert row["id_basis"] == basis and row["article_id"].startswith("a_")
