"""Elements marked as author: whose they are decides, not only how they are marked."""

import json

import polars as pl
import pytest

from tasks.clean.render import render

HEAD = "<html><body><main><header><h1>Ferry late again</h1>"


def marks(body: str) -> list[str]:
    stated = json.loads(render(pl.Series([HEAD + body])).stated[0])
    found: list[str] = stated.get("byline", [])
    return found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p class=byline>By Ann Bell</p>", ["By Ann Bell"]),
        ("<a rel=author href=/ann>Ann Bell</a>", ["Ann Bell"]),
        ("<span itemprop=author>Ann Bell</span>", ["Ann Bell"]),
        ("<div class=autor>Ann Bell</div>", ["Ann Bell"]),
        ("<p class=auteurs>Ann Bell</p>", ["Ann Bell"]),
        ("<a href=/authors/ann-bell>Ann Bell</a>", ["Ann Bell"]),
        ("<a href=https://x.example/autor/ann-bell-3/>Ann Bell</a>", ["Ann Bell"]),
        ("<a href=/authors/>All our authors</a>", []),
        ("<p class=autoplay>Ann Bell</p>", []),
        ("<p class=author><b>Ann Bell</b><i>Do 9 Apr</i></p>", ["Ann Bell | Do 9 Apr"]),
        (
            "<p class=author>By <a>Ann Bell</a> and <a>Carl Dunn</a></p>",
            ["By Ann Bell and Carl Dunn"],
        ),
        ("<ol class=commentlist><li><cite class=author>Montana</cite></li></ol>", []),
        ("<div id=comments><span class=comment-author>Montana</span></div>", []),
        ("<article id=div-comment-7><b class='fn author'>Montana</b></article>", []),
        ("<article class=comments-open><p class=author>Ann Bell</p></article>", ["Ann Bell"]),
        ("<p class=author>" + "about her life " * 20 + "</p>", []),
    ],
)
def test_marks(body: str, found: list[str]) -> None:
    assert marks(body) == found


def test_authors_of_teasers_come_last() -> None:
    card = "<div class=teaser><h3>Other story</h3><span class=author>Carl Dunn</span></div>"
    assert marks(f"{card}<p class=author>Ann Bell</p>") == ["Ann Bell", "Carl Dunn"]
