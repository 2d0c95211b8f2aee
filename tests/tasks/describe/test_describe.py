"""One part through the describe stage: columns, sources of truth, flags, quarantine, identity."""

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from tasks.describe.describe import DESCRIBER_VERSION
from tests.tasks.describe.parts import BODY, CLOCK, describe_one, document, run
from warehouse.contract import contract
from warehouse.stage import conform

LATER = (
    "version_id", "version", "cluster_id", "is_canonical", "first_seen_at", "last_seen_at",
    "run_id",
)  # fmt: skip
MOVED = {
    "section": "National / Politics",
    "headline": "Ferry late again",
    "alternative_headline": "Nobody asks why",
    "byline": "By Ann Bell, Carl Dunn",
    "published_at": "Posted on : 2019-02-12 17:19 KST Modified on : 2019-02-12 18:00 KST",
    "dateline": "OSLO (The Daily/ANN) -",
}


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


def test_a_page_speaks_for_itself(tmp_path: Path) -> None:
    page = {
        "jsonld": [
            {
                "@type": "NewsArticle", "headline": "Ferry late again",
                "author": {"@type": "Person", "name": "Ann Bell"},
                "publisher": {"@type": "Organization", "name": "The Daily"},
                "datePublished": "2020-05-01T10:00:00+02:00",
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"position": 2, "name": "Transport"}, {"position": 1, "name": "Home"},
                    {"position": 3, "item": {"name": "Ferry late again"}},
                ],
            },
        ],
        "meta": {"og:title": "Ferry late again | The Daily", "author": "The Daily"},
        "title": "Ferry late again | The Daily", "h1": "Ferry late again", "lang": "en",
        "canonical": "https://daily.example.com/ferry",
    }  # fmt: skip
    row = describe_one(tmp_path, page=page)
    assert row["headline"] == "Ferry late again" and row["publisher"] == "The Daily"
    assert row["authors"] == ["Ann Bell"] and row["section"] == ["Transport"]
    assert row["published_at"] == datetime(2020, 5, 1, 8, tzinfo=UTC)
    assert (row["published_basis"], row["published_precision"]) == ("metadata", "second")
    assert row["url"] == row["canonical_url"] == "https://daily.example.com/ferry"


def test_a_silent_page_is_read_as_rendered(tmp_path: Path) -> None:
    source = f"Menu\nFerry late again\nBy Ann Bell\n3 May 2020\n{BODY}\n© The Daily 2024"
    page = {"title": "Ferry late again - Transport - The Daily"}
    row = describe_one(tmp_path, page=page, source_text=source)
    assert row["headline"] == "Ferry late again" and row["authors"] == ["Ann Bell"]
    assert (row["published_date"], row["published_basis"]) == (date(2020, 5, 3), "printed")


def lined(*lines: tuple[str, str]) -> dict[str, object]:
    """The source text and the blocks of a page with these lines: path and text."""
    source, blocks = "", []
    for path, line in lines:
        blocks.append(
            {"char_start": len(source), "char_end": len(source) + len(line), "path": path}
        )
        source += f"{line}\n"
    return {"source_text": source, "blocks": blocks}


@pytest.mark.parametrize(
    ("above", "headline"),
    [
        ((("div>h2.story", "Ferry late again"), ("div>p", "By Ann Bell")), "Ferry late again"),
        (
            (("td>p", "Ferry is late once again"), ("td>p", "3 May 2020")),
            "Ferry is late once again",
        ),
        ((("td>p", "Ferry late again"), ("td>p", "Print E-mail Share")), "Ferry late again"),
        ((("td>p.titular", "Ferry late again"), ("td>p.deck", "Why that is")), "Ferry late again"),
        ((("td>p", "Ferry late again"), ("div.related>h3", "Another story")), "Ferry late again"),
        ((("td>p", "Photo: Carl Dunn of the Daily"),), "News of the day"),
        ((("td>h2", "The Daily"),), "News of the day"),
    ],
)
def test_a_page_without_heading_is_headed_by_the_line_above_its_text(
    tmp_path: Path, above: tuple[tuple[str, str], ...], headline: str
) -> None:
    paragraphs = [("div>p", text) for text in BODY.split("\n\n")]
    page = {"title": "The Daily - News of the day", "meta": {"og:site_name": ["The Daily"]}}
    row = describe_one(tmp_path, page=page, **lined(("td>p", "Menu"), *above, *paragraphs))
    assert row["headline"] == headline


def test_a_signature_far_below_the_headline_needs_its_colon(tmp_path: Path) -> None:
    page, rest = {"title": "Ferry late again"}, "\n".join(["More of the story."] * 60)
    for number, (last, authors) in enumerate([("Author: Ann Bell", ["Ann Bell"]), ("By Ann", [])]):
        source = f"Ferry late again\n{rest}\n{last}"
        row = describe_one(tmp_path / str(number), page=page, source_text=source)
        assert row["authors"] == authors


def test_without_proof_a_title_stays_whole(tmp_path: Path) -> None:
    row = describe_one(tmp_path, given={"title": "Ferry late again - what now"})
    assert row["headline"] == "Ferry late again - what now"
    known = {"title": "Ferry late again - The Daily", "publisher": "The Daily"}
    assert describe_one(tmp_path, given=known)["headline"] == "Ferry late again"


@pytest.mark.parametrize(
    ("published", "expectation"), [("soon", "valid_date"), ("2031-05-01", "date_not_in_future")]
)
def test_untrue_given_dates_set_the_record_aside(
    tmp_path: Path, published: str, expectation: str
) -> None:
    bad = document("bad", given={"title": "T", "published": published})
    result = run(tmp_path, [document("good"), bad])
    assert (result.documents, result.quarantined) == (1, 1)
    assert pl.read_parquet(result.drafts)["native_id"].to_list() == ["good.txt"]
    row = pl.read_parquet(result.quarantine).row(0, named=True)
    reason = row["reasons"][0]
    assert (row["stage"], reason["expectation"], reason["column"], reason["value"]) == (
        "describe", expectation, "published", published,
    )  # fmt: skip
    assert bad["raw_uri"] in reason["message"] and "Correct the field" in reason["message"]
    document_ = json.loads(row["payload"])["document"]
    assert document_["content"] == BODY and document_["given"]["published"] == published


def test_both_dates_may_be_at_fault(tmp_path: Path) -> None:
    bad = document(given={"published": "soon", "modified": "later"})
    row = pl.read_parquet(run(tmp_path, [bad]).quarantine).row(0, named=True)
    assert [reason["column"] for reason in row["reasons"]] == ["published", "modified"]


def test_two_days_ahead_is_still_a_date(tmp_path: Path) -> None:
    soon = (CLOCK + timedelta(hours=47)).isoformat()
    assert describe_one(tmp_path, given={"published": soon})["published_at"] is not None


def test_an_ambiguous_given_date_is_left_out(tmp_path: Path) -> None:
    row = describe_one(tmp_path, given={"title": "T", "published": "03/05/2020"})
    assert row["published_at"] is None
    assert {"ambiguous_date_dropped", "undated"} <= set(row["quality_flags"])


@pytest.mark.parametrize(
    ("fields", "flag"),
    [
        ({"text": "Too short to tell."}, "short"),
        ({"text": "Kort."}, "language_unknown"),
        ({}, "undated"),
        ({}, "no_headline"),
        ({"damage": ["replaced characters"]}, "damaged_encoding"),
        ({"text": BODY + " \ufffd"}, "damaged_encoding"),
        ({"text": f"{BODY}\n\n{BODY}"}, "repeated_paragraphs"),
        ({"text": "word " * 20_001}, "very_long"),
        ({"text": (BODY * 4).lower()}, "one_case"),
        ({"text": (BODY * 4).upper()}, "one_case"),
    ],
)
def test_flags(tmp_path: Path, fields: dict, flag: str) -> None:
    assert flag in describe_one(tmp_path, **fields)["quality_flags"]


def test_a_script_without_capitals_is_not_of_one_case(tmp_path: Path) -> None:
    row = describe_one(tmp_path, text="昨日、東京で首脳会談が開かれ、両国は協力で一致した。" * 20)
    assert "one_case" not in row["quality_flags"]


def test_a_plain_document_earns_no_flags_of_its_own(tmp_path: Path) -> None:
    assert describe_one(tmp_path, moved=MOVED)["quality_flags"] == []


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


@pytest.mark.parametrize("broken", ["", "{", "[]", "3", '{"meta": 3, "jsonld": "x", "time": [3]}'])
def test_broken_page_metadata_says_nothing(tmp_path: Path, broken: str) -> None:
    row = describe_one(tmp_path, page={}, page_metadata=broken)
    assert row["headline"] is None


def test_a_british_page_states_both_times(tmp_path: Path) -> None:
    draft = describe_one(
        tmp_path,
        moved={
            "published_at": "Tue 5 Jul 2022 09.30 BST",
            "modified_at": "Last modified on Tue 5 Jul 2022 17.12 BST",
        },
    )
    assert f"{draft['published_at']:%H:%M} {draft['modified_at']:%H:%M}" == "08:30 16:12"


def test_an_unknown_credit_is_the_agency_unless_it_is_the_outlet(tmp_path: Path) -> None:
    line = {"dateline": "OSLO (Harbor Ledger) —"}
    wire = describe_one(tmp_path / "a", moved=line)
    own = describe_one(tmp_path / "b", moved=line, given={"publisher": "Harbor Ledger"})
    assert (wire["agency"], own["agency"]) == ("Harbor Ledger", None)


def test_a_printed_name_beats_a_login_but_not_a_name(tmp_path: Path) -> None:
    printed = {"byline": "By Ann Bell"}
    login = {"jsonld": {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Abe"}}}
    named = {"jsonld": {"@type": "NewsArticle", "author": {"name": "Carl Dunn"}}}
    first = describe_one(tmp_path / "a", page=login, moved=printed)
    second = describe_one(tmp_path / "b", page=named, moved=printed)
    assert (first["authors"], second["authors"]) == (["Ann Bell"], ["Carl Dunn"])
