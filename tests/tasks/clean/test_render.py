"""The kernels that read a page's markup against a walk over its tree in plain Python."""

import json
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.clean import render as rendering
from tasks.clean.byline_marks import _is_marked
from tasks.clean.markup.note import gathered, told
from tasks.clean.markup.note_rows import AROUND, MARKED
from tasks.clean.markup.notes import notes
from tasks.clean.markup.tags import START, read_tags
from tests.tasks.clean import plain_page

TAGS = (
    "div p span a b li ul ol table tr td th h1 h2 h4 nav aside footer form article main section "
    "blockquote br hr script style head title select option textarea svg time label button html "
    "body header x-y small cite address pre dl dt dd figure fb:like iframe noscript template"
).split()
VALUES = (
    "", "a", "story-body", "Author  Name", "byline", "writer", "x>y.z", "ÄRGER", "Σ ΑΣ.Σ",
    "a&amp;b", "comment-list", "long " * 30, "é" * 60, "1&quot;2", "K&#9;&#10;L", "a\x0cb",
    "\u00a0q\u3000r", "/autor/x", "https://a.example/By/1", "/staff", "autoren", "Autores-1",
    "autoplay", "les-auteurs", "Verfasser", "yazarlar", "creators",
    "beschrijver", "journalist", "skribent",
)  # fmt: skip
TEXTS = (
    "", " ", "\n  ", "\t", "word", "two words ", " é 東京 😀 ", "a&amp;b &lt;c&gt;", "&nbsp;",
    "&copy;", "&#31;", "x&#31;y", "&#11;", "&#x1;z", "\x0b", "\x01", "\x0c", "\u2028", "\u00a0",
    "]]>", "& <", "<!-- no -->", "<![CDATA[in]]>", "<?php echo ?>", "</", "<", ">", "'", '"',
    "&#0;", "&#xD800;", "&bogus;", "y" * 81, "\ufffe", "\x7f\x85", "\x1f", "\x00",
)  # fmt: skip
ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from(
            ("class", "id", "itemprop", "rel", "CLASS", "href", "title", "=x", 'b"c', "a<")
        ),
        st.sampled_from(('="{}"', "='{}'", "={}", "", ' = "{}"', '="{}', '="{}">\'')),
        st.sampled_from(VALUES),
    ).map(lambda told: f" {told[0]}{told[1].format(told[2])}"),
    max_size=3,
).map("".join)
OPENING = st.builds(
    "<{}{}{}>".format, st.sampled_from(TAGS), ATTRIBUTES, st.sampled_from(("", "/"))
)
CLOSING = st.sampled_from(TAGS).map("</{}>".format)
PIECES = st.one_of(OPENING, OPENING, CLOSING, st.sampled_from(TEXTS), st.text(max_size=8))
XHTML = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
)
PAGES = st.builds(
    lambda opening, pieces: opening + "".join(pieces),
    st.sampled_from(("", "<!DOCTYPE html>", XHTML, "<body><main>", "<ul><li>" * 9)),
    st.lists(PIECES, max_size=40),
)
SLOW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(pages: list[str]) -> None:
    found = rendering.render(pl.Series(pages, dtype=pl.String))
    for html, text, blocks in zip(pages, found.text, found.blocks, strict=True):
        wanted = plain_page.Page(html)
        assert text == wanted.text
        assert [tuple(block.values()) for block in blocks] == [
            (start, end, path, links) for start, end, path, links in wanted.blocks
        ]


@SLOW
@given(st.lists(PAGES, min_size=1, max_size=4))
def test_lines_and_their_places(pages: list[str]) -> None:
    check(pages)


@SLOW
@given(PAGES)
def test_titles_and_marks(html: str) -> None:
    stated = json.loads(rendering.render(pl.Series([html])).stated[0] or "{}")
    title, heads = plain_page.titles(html)
    assert stated.get("title", "") == title[:2000]
    assert stated.get("h1", []) == [text[:2000] for text in heads][:60]
    found = [
        (list(map(told, one.pieces)), around[one.around], one.flag > 0)
        for around, one in marks(html)
    ]
    assert found == list(plain_page.marked(html))[:60]


def marks(html: str):  # type: ignore[no-untyped-def]
    """Yield of each marked element whether what is around each noted one is an aside, its note."""
    ((markup,),) = rendering._batches(pl.Series([html]))
    data = np.frombuffer(markup or b"", np.uint8)
    tags = read_tags(data)
    rows, _ = notes(data, tags, np.array([0, len(tags.tags) - 1]))
    asides: list[bool] = []
    for note in gathered(markup, rows.tolist()):
        if note.what == AROUND:
            asides.append(note.flag > 0 or (note.around >= 0 and asides[note.around]))
        elif note.what == MARKED and _is_marked(note):
            yield asides, note


@pytest.mark.parametrize("count", [7, 8, 9, 40, 400])
def test_far_elements_are_told_by_their_tags_alone(count: int) -> None:
    check(["<nav class=a>" + "<div class=b>" * count + "x" + "</div>" * count + "<p>y"])


def test_more_paths_than_the_table_first_holds() -> None:
    check(["".join(f"<div class=c{n}>{n}<p id=i{n}>{n}</p></div>" for n in range(3000))] * 2)


def test_a_batch_gives_what_its_pages_give(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pl.Series([f"<title>{n}</title><p class=byline>{n}<ul><li>a<li>b" for n in range(9)])
    whole = rendering.render(pages)
    monkeypatch.setattr(rendering, "BATCH_BYTES", 1)
    single = rendering.render(pages)
    assert single.text.equals(whole.text)
    assert single.blocks.equals(whole.blocks)
    assert single.stated.equals(whole.stated)


def test_tags_tell_their_bytes() -> None:
    data = b'<div class="a" =x="" q"r="1" id="b>c"><br/>t</div><p<q z=""></p<q>'
    tags = read_tags(np.frombuffer(data, np.uint8))
    starts = [data[row[0] : row[1]] for row in tags.tags[:-1]]
    assert starts == [
        b'<div class="a" =x="" q"r="1" id="b>c">', b"<br/>", b"</div>", b'<p<q z="">', b"</p<q>",
    ]  # fmt: skip
    assert [data[low:high] for _, low, high in tags.values] == [b"a", b"b>c"]
    assert all(a < b for a, b in pairwise(tags.tags[:-1, START].tolist()))
