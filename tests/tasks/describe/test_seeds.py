"""The five sample inputs, cleaned and described: titles, sections, dates, places and authors."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.clean.page import CleanOptions, clean_part
from tasks.describe.describe import DescribeOptions, describe_part
from tasks.ingest.record import DOCUMENT
from warehouse.ids import make_id, sha256_text

SEEDS = Path(__file__).parents[4] / "shared" / "bench" / "cleaning" / "seed_lines.jsonl"
CLOCK = datetime(2026, 1, 10, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not SEEDS.is_file(), reason="the sample inputs do not lie beside the repository"
)


def as_document(name: str, text: str) -> dict[str, object]:
    """One sample input as the ingest stage hands it on: no metadata but its text."""
    sha = sha256_text(text)
    return dict.fromkeys(DOCUMENT.names()) | {
        "raw_id": make_id("r", name), "raw_sha256": sha, "source_id": "local",
        "raw_uri": f"file:///{name}.txt", "native_id": name, "native_basis": "path",
        "given_basis": "given", "media_type": "text/plain", "charset": "utf-8", "content": text,
        "byte_length": len(text), "given": None, "damage": [], "fetched_at": CLOCK,
    }  # fmt: skip


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("seeds")
    lines = SEEDS.read_text("utf-8").splitlines()
    rows = [as_document(d["doc_id"], d["text"]) for d in map(json.loads, lines)]
    part = folder / "documents-00000.parquet"
    pl.DataFrame(rows, schema=DOCUMENT).write_parquet(part)
    cleaned = clean_part(part, folder, CleanOptions())
    parts = (cleaned.raw_documents, cleaned.texts, cleaned.removed_blocks)
    result = describe_part(*parts, folder, DescribeOptions(CLOCK))
    found = pl.read_parquet(result.drafts).rows(named=True)
    return {row["native_id"].removeprefix("seed:"): row for row in found}


def test_all_five_are_described(drafts: dict[str, dict[str, Any]]) -> None:
    assert sorted(drafts) == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize(
    ("seed", "column", "value"),
    [
        ("000", "section", ["National", "Politics"]),
        ("000", "published_at", None),
        ("000", "authors", []),
        ("001", "section", ["INTERNATIONAL", "East Asia & Pacific"]),
        ("001", "located", "TOKYO"),
        ("001", "published_at", None),
        ("002", "headline", "Japan, U.S. differ on North strategies"),
        ("002", "published_at", None),
        ("002", "authors", []),
        ("003", "authors", ["Toshimitsu Miyai", "Seima Oki"]),
        ("003", "published_date", date(2017, 3, 17)),
        ("003", "published_precision", "day"),
        ("003", "published_basis", "printed"),
        ("003", "located", "TOKYO"),
        ("003", "agency", "ANN"),
        ("004", "authors", ["Cho Ki-weon"]),
        ("004", "published_at", datetime(2019, 2, 12, 8, 19, tzinfo=UTC)),
        ("004", "modified_at", datetime(2019, 2, 12, 8, 19, tzinfo=UTC)),
    ],
)
def test_seed(drafts: dict[str, dict[str, Any]], seed: str, column: str, value: object) -> None:
    assert drafts[seed][column] == value


def test_the_deck_is_the_alternative_headline(drafts: dict[str, dict[str, Any]]) -> None:
    assert drafts["002"]["alternative_headline"].startswith("Long-time allies at odds")
