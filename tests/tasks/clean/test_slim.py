"""A page without the attributes nobody reads parses to the same tree, however broken its markup."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tasks.clean.markup import slim as slimming
from tests.tasks.clean.plain_page import parsed

TOKENS = (
    *"<>/=\"'! -&é", "\n", "\x0c", "\r\n", "</SCRIPT\n>",
    *"text </ /> <! <? <3 </3> <!-- --> --!> <!--> <!---> <![CDATA[ ]]> &amp; &#39;".split(),
    *"<div <p <a <a <br> <br/> <div/> <b> </b> </div> </p> </a> <é> <x:y> <a/b=c> <li>".split(),
    *"<ul> <h1> <script <script> <script/> </script> <style> </style> <title> </title>".split(),
    *"<textarea> </textarea> <xmp> </xmp> <iframe> <noframes> <plaintext> <svg> <td>".split(),
    *"class=a class class='q' CLASS=U id= id=\"x\" href=/x/ href=\"/author/x\" data-x=1".split(),
    *"title=\"t\" onclick=\"a>b\" rel=author content=2 name=x type=application/ld+json".split(),
    *"lang=en =x \"b'c <html <body <head> <meta <link <table> <!doctype".split(),
)  # fmt: skip
READ = {
    "meta": {"property", "name", "http-equiv"}, "link": {"href"}, "script": {"type"},
    "html": {"lang"},
}  # fmt: skip


def slim(page: bytes) -> tuple[bytes, int]:
    """Return a page without what nobody reads, and its depth."""
    return slimming.slim(np.frombuffer(page, np.uint8), slimming.room_for(len(page)))


def tree(html: str) -> list[object]:
    """Return every element with its texts and those of its attributes that are read."""
    root = parsed(html)
    kept = {"class", "id", "itemprop", "rel", "datetime", "content"}
    return [
        (
            element.tag, None if is_code(element) else element.text, element.tail,
            [
                (key, value)
                for key, value in element.items()
                if key in kept | READ.get(str(element.tag), set())
                or (element.tag == "a" and key == "href" and "/author" in value)
            ],
        )
        for element in (root.iter() if root is not None else ())
    ]  # fmt: skip


def is_code(element: etree._Element) -> bool:
    """Tell whether nobody reads the text of an element."""
    linked = "ld+json" in element.get("type", "").lower()
    return element.tag == "style" or (element.tag == "script" and not linked)


@given(
    st.lists(st.sampled_from(TOKENS), max_size=40), st.sampled_from(("", " ")), st.text(max_size=9)
)
@settings(max_examples=1000, deadline=None)
def test_the_same_tree(tokens: list[str], between: str, text: str) -> None:
    html = between.join(tokens) + text.replace("\0", "").replace("\x1f", "")
    page, _ = slim(html.encode())
    assert tree(page.decode()) == tree(html)


def test_what_nobody_reads_goes() -> None:
    page = (
        b'<a class="x" href="/news/1" style="y">a</a><a href="/staff/ann" onclick=b>b</a>'
        b"<a href=/x href=/by/ann><meta name=a charset=utf-8><p name=a title='>' id=b />"
        b"<input type=text value=v>"
    )
    assert slim(page)[0] == (
        b'<a class="x">a</a><a href="/staff/ann">b</a><a><meta name=a><p id=b /><input>'
    )


def test_scripts_and_styles_go_but_for_linked_data() -> None:
    page = (
        b'<style>a { b: c }</style><script async>d("<p>")</script><script type="text/x">e</script>'
        b'<script type="application/LD+JSON">{}</script><script type=ld&#43;json>[]</script>'
    )
    assert slim(page)[0] == (
        b'<style></style><script></script><script type="text/x"></script>'
        b'<script type="application/LD+JSON">{}</script><script type=ld&#43;json>[]</script>'
    )


@pytest.mark.parametrize(
    ("page", "depth"),
    [
        ("<div>" + "<p>a<p>b<br><img src=x>" * 5000 + "</div>", 1),
        ("<script>" + "if (a<b) {x='<div>'}" * 5000 + "</script>", 1),
        ("<!--" + "<div>" * 5000 + "-->", 0),
        ("<div title='<b><b>'><div></div><DIV\n><span>x</span></div></div>", 3),
        ("", 0),
    ],
)
def test_depth_counts_what_nests(page: str, depth: int) -> None:
    assert slim(page.encode())[1] == depth


def test_scripts_inside_comments_inside_scripts() -> None:
    page = "<script><!-- <script> </script> <p id=a> --> </script><p id=b title=c>"
    markup, _ = slim(page.encode())
    assert markup == b"<script></script><p id=b>"
    root = etree.fromstring(markup, etree.HTMLParser())
    assert [element.get("id") for element in root.iter("p")] == ["b"]
