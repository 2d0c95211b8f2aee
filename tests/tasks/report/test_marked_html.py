"""The removed-text view on a page: what is struck, what is noted, what is cut."""

import re

from markupsafe import Markup

from tasks.report.highlight import Segment, segments_html, segments_of
from tests.tasks.report.pages import PAGES


def _text(html: str) -> str:
    return Markup(re.sub(r"<[^>]+>", " ", html)).unescape()


def test_taken_text_is_struck_and_kept_text_is_not() -> None:
    html = segments_html("print PRINT\n\nReal news.", [Segment(0, 11, "print_control", "removed")])
    struck = re.findall(r"<del[^>]*>([^<]*)</del>", html)
    assert struck == ["print PRINT"]
    assert "<p>Real news.</p>" in html


def test_every_stretch_of_a_page_is_struck_with_its_rule_beside_it() -> None:
    page = PAGES[0]
    html = segments_html(page.source_text, segments_of(page.removed))
    struck = " ".join(re.findall(r"<del[^>]*>([^<]*)</del>", html))
    for row in page.removed:
        assert " ".join(str(row["text"]).split()) in " ".join(Markup(struck).unescape().split())
        assert str(row["rule_id"]) in html
    kept = re.sub(r"<del.*?</del>|<div class=\"note.*?</div>", " ", html)
    assert _text(kept).split() == page.text.split()


def test_a_moved_stretch_says_where_it_went() -> None:
    mark = Segment(0, 5, "byline_line", "moved", "byline_line.by", 0.98, "byline")
    html = segments_html("By Me", [mark])
    assert 'class="k-byline_line moved"' in html
    assert "→ byline" in _text(html)
    assert "byline_line.by\xa0·\xa00.98" in html


def test_equal_neighbours_share_one_note() -> None:
    marks = [Segment(n, n + 1, "tag_list", "removed", "tag_list.bullets", 0.9) for n in (0, 2, 4)]
    html = segments_html("a\nb\nc", marks)
    assert html.count("<b>tag list</b>") == 1
    assert html.count("note ditto") == 2


def test_nothing_of_the_document_becomes_markup() -> None:
    text = '<b>x</b> & "y" <script>1</script>'
    mark = Segment(0, 8, '"><i>', "removed", "<u>rule</u>", None, "<s>")
    html = segments_html(text, [mark])
    assert set(re.findall(r"</?(\w+)", html)) == {"div", "p", "del", "b", "span"}
    assert _text(re.sub(r'<div class="notes">.*?</div></div>', "", html)).split() == text.split()
    assert "k-other" in html


def test_long_stretches_are_cut_in_the_middle_and_counted() -> None:
    text = "word " * 1000
    html = segments_html(text, [], longest=300)
    assert len(html) < 800
    hidden = int(re.findall(r"([\d,]+) characters kept", html)[0].replace(",", ""))
    assert hidden + len("".join(re.findall(r"<p>(word[^<]*|[^<]*word )</p>", html))) == len(text)
    assert segments_html(text, []).count("word") == 1000


def test_a_page_of_endless_lines_ends() -> None:
    html = segments_html("x\n" * 5000, [], longest=100_000)
    assert html.count('class="line') < 500
    assert "the rest is not shown" in html
