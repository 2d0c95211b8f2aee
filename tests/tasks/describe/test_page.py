"""What an HTML page says of itself, in its metadata and as it is rendered, becomes columns."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.tasks.describe.parts import BODY, describe_one


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


@pytest.mark.parametrize("broken", ["", "{", "[]", "3", '{"meta": 3, "jsonld": "x", "time": [3]}'])
def test_broken_page_metadata_says_nothing(tmp_path: Path, broken: str) -> None:
    row = describe_one(tmp_path, page={}, page_metadata=broken)
    assert row["headline"] is None


def test_a_printed_name_beats_a_login_but_not_a_name(tmp_path: Path) -> None:
    printed = {"byline": "By Ann Bell"}
    login = {"jsonld": {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Abe"}}}
    named = {"jsonld": {"@type": "NewsArticle", "author": {"name": "Carl Dunn"}}}
    first = describe_one(tmp_path / "a", page=login, moved=printed)
    second = describe_one(tmp_path / "b", page=named, moved=printed)
    assert (first["authors"], second["authors"]) == (["Ann Bell"], ["Carl Dunn"])


def test_without_proof_a_title_stays_whole(tmp_path: Path) -> None:
    row = describe_one(tmp_path, given={"title": "Ferry late again - what now"})
    assert row["headline"] == "Ferry late again - what now"
    known = {"title": "Ferry late again - The Daily", "publisher": "The Daily"}
    assert describe_one(tmp_path, given=known)["headline"] == "Ferry late again"
