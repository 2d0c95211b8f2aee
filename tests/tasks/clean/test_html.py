"""Rendering: what a page's markup turns into, and what no markup may do."""

import json
from pathlib import Path

import polars as pl
import pytest

from tasks.clean.page import CleanOptions, reclean_part
from tasks.clean.render import DEEPEST, render
from tests.tasks.clean.pages import clean, documents, read

BODY = "".join(
    f"<p>The council of Marlow Heath decided on point {n} of its long list on Monday evening, "
    f"after a debate that took until midnight, the mayor said.</p>"
    for n in range(6)
)


def page(html: str):  # type: ignore[no-untyped-def]
    """Return a page's text, its blocks and what it states."""
    found = render(pl.Series([html]))
    return found.text[0], found.blocks[0].to_list(), json.loads(found.stated[0] or "{}")


def test_blocks_name_place_path_and_links() -> None:
    text, blocks, _ = page(
        "<body><ul class=menu><li><a href=/>Home</a><li>News</ul><div id=main><p>One <b>two</b>"
        "<br>three<table><tr><td>a<td>b</table><script>x()</script>tail</div>"
    )
    assert text == "  • Home\n  • News\n\nOne two\nthree\n\na\t\tb\n\ntail"
    assert [text[block["char_start"] : block["char_end"]] for block in blocks] == [
        "• Home", "• News", "One two", "three", "a\t\tb", "tail",
    ]  # fmt: skip
    assert (blocks[0]["path"], blocks[0]["link_chars"]) == ("body>ul.menu>li", 4)
    assert (blocks[2]["path"], blocks[2]["link_chars"]) == ("body>div.main>p", 0)


def test_page_metadata_says_what_the_page_states() -> None:
    _, _, stated = page(
        "<html lang=en><head><title>T | Site</title><link rel=canonical href=https://x.example/a>"
        "<meta property=og:title content=T><meta name=Author content='A. Berg'>"
        '<script type=application/ld+json>{"@type":"NewsArticle","articleBody":"long",'
        '"datePublished":"2020-01-02"}</script></head><body><h1>T</h1>'
        "<time datetime=2020-01-02>2 January</time><p class=byline>By A. Berg</p>"
    )
    assert stated["title"] == "T | Site"
    assert stated["h1"] == ["T"]
    assert stated["lang"] == "en"
    assert stated["canonical"] == "https://x.example/a"
    assert stated["meta"] == {"og:title": ["T"], "author": ["A. Berg"]}
    assert stated["jsonld"] == [{"@type": "NewsArticle", "datePublished": "2020-01-02"}]
    assert stated["time"] == [{"datetime": "2020-01-02", "text": "2 January"}]
    assert stated["byline"] == ["By A. Berg"]


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<DIV\n>"])
def test_deep_markup_is_set_aside(opening: str, tmp_path: Path) -> None:
    pages = [opening * 100_000 + "text", f"<html><body><h1>A</h1>{BODY}</body></html>"]
    found = clean(documents(pages, "text/html"), tmp_path)
    assert found.quarantine is not None
    reason = found.quarantine["reasons"][0][0]
    assert reason["expectation"] == "html_depth"
    assert str(DEEPEST) in reason["message"]
    payload = json.loads(found.quarantine["payload"][0])["document"]
    assert len(payload["content"]) <= 1 << 20
    assert found.texts["raw_id"].to_list() == ["r_1"]


@pytest.mark.parametrize(
    "page",
    [
        "<", "<>", "</", "<a", "<!--", "<!doctype", "<p title='" + "x" * 2_000_000 + "'>a",
        "<script>" * 900, "<table>" * 900 + "x", "&#0;&#xD800;&amp", "\ufeff<p>a", "<p>a\x00b",
        "<frameset><frame></frameset>", "<svg><p>x", "<plaintext>a", "<textarea><p>a",
    ],
    ids=range(16),
)  # fmt: skip
def test_broken_markup_never_stops_a_part(page: str, tmp_path: Path) -> None:
    found = clean(documents([page, f"<h1>A</h1>{BODY}"], "text/html"), tmp_path)
    assert "r_1" in found.texts["raw_id"]
    assert found.result.documents + found.result.quarantined == 2


def test_a_page_cleans_again_from_its_blocks(tmp_path: Path) -> None:
    doubtful = (
        "<div class=story><h1>Council decides</h1><p>Short one.</p><p>Mayor: yes</p></div>"
        "<div class=side><p>Buy a boat for the lake today.</p><p>Or a tent.</p></div>"
    )
    pages = [doubtful, f"<nav><a href=/>Home</a></nav><h1>A</h1>{BODY}"]
    first = clean(documents(pages, "text/html"), tmp_path)
    again = read(reclean_part(first.result.raw_documents, tmp_path / "again", CleanOptions()))
    assert again.texts.equals(first.texts)
    assert again.removed.equals(first.removed)
    assert again.raws["blocks"].equals(first.raws["blocks"])
