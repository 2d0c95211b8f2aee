"""Names are marked where they stand; the picture shows who stands with whom, always the same."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from tasks.report.co_mention_chart import co_mention_chart
from tasks.report.co_mentions import MOST_EDGES, MOST_NODES, CoMentions, Edge, Node, co_mentions
from tasks.report.marked_html import segments_html
from tasks.report.named import Named, in_source, letters_before
from tasks.report.samples import read_marked
from tasks.report.segments import Segment
from tasks.report.top_entities import top_entities
from tests.tasks.report.conftest import Tables
from tests.tasks.report.newsroom import RUN, Rows, article_id, tables_of, write
from tests.tasks.report.pages import PAGES

SOURCE = "PRINT\n\nAnna  Berg met\nPRINT\nLi Wei in Oslo."
TEXT = "Anna Berg met\n\nLi Wei in Oslo."
TAKEN = [
    Segment(0, 5, "print_control", "removed"),
    Segment(22, 27, "print_control", "removed"),
]


def letters(text: str, surface: str, kind: str) -> Named:
    before, start = letters_before(text), text.index(surface)
    return Named(before[start], before[start + len(surface)], surface, kind)


def test_names_move_from_the_text_to_the_source() -> None:
    wanted = [("Anna Berg", "PERSON"), ("Li Wei", "PERSON"), ("Oslo", "GPE")]
    found = in_source(SOURCE, TAKEN, [letters(TEXT, *one) for one in wanted])
    assert [SOURCE[one.char_start : one.char_end] for one in found] == [
        "Anna  Berg", "Li Wei", "Oslo",
    ]  # fmt: skip


def test_names_are_marked_in_kept_text_and_nowhere_else() -> None:
    found = in_source(SOURCE, TAKEN, [letters(TEXT, "Li Wei", "PERSON")])
    html = segments_html(SOURCE, TAKEN, names=found)
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", html) == ["Li Wei"]
    assert "<mark" not in "".join(re.findall(r"<del.*?</del>", html))


def test_nothing_of_a_name_becomes_markup() -> None:
    text = 'A <b>"x"</b> B'
    html = segments_html(text, [], names=[Named(2, 11, '"><script>', '"><i>')])
    assert set(re.findall(r"</?(\w+)", html)) == {"div", "p", "mark"}
    assert Markup(re.sub(r"<[^>]+>", "", html)).unescape().strip() == text


def test_marks_agree_with_the_articles_text(tables: Tables) -> None:
    for page in PAGES:
        article = read_marked(tables, article_id(page))
        assert article is not None
        shown = {article.source_text[n.char_start : n.char_end] for n in article.names}
        assert shown == {name for name, _ in page.names if name in page.text}


def test_a_person_has_the_role_printed_most(tables: Tables) -> None:
    people = dict(top_entities(tables, RUN))["People"]
    assert {p.name: p.role for p in people}["Ingrid Halvorsen"] == "chair of the harbour board"


def crowd(stories: int, people: int) -> dict[str, Rows]:
    """Rows of stories in which everybody of a crowd stands, and nobody else."""
    rows = tables_of([])
    ids = [f"e_{n:03}" for n in range(people)]
    rows["articles"] = [
        {"article_id": f"a_{n}", "is_canonical": n < 3, "run_id": RUN} for n in range(stories)
    ]
    rows["entities"] = [{"entity_id": e, "name": e, "entity_type": "PERSON"} for e in ids]
    rows["article_entities"] = [
        {"article_id": f"a_{n}", "entity_id": e, "entity_type": "PERSON", "run_id": RUN}
        for n in range(stories)
        for e in ids
    ]
    return rows


def test_the_picture_is_bounded_and_leaves_copies_out(tmp_path: Path) -> None:
    found = co_mentions(write(tmp_path, crowd(stories=5, people=90)), RUN)
    assert 2 < len(found.nodes) <= MOST_NODES
    assert len(found.edges) == MOST_EDGES
    assert {edge.stories for edge in found.edges} == {3}
    assert {n for e in found.edges for n in (e.first, e.second)} == set(range(len(found.nodes)))


def test_pairs_are_those_of_the_stories(tables: Tables) -> None:
    found = co_mentions(tables, RUN)
    named = [{name for name, _ in page.names} for page in PAGES if not page.story]
    for edge in found.edges:
        one, two = found.nodes[edge.first].name, found.nodes[edge.second].name
        assert edge.stories >= sum({one, two} <= names for names in named)
        assert edge.stories >= 1


def test_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = crowd(stories=3, people=8)
    turned = {name: rows_of[::-1] for name, rows_of in rows.items()}
    one = co_mentions(write(tmp_path / "a", rows), RUN)
    other = co_mentions(write(tmp_path / "b", turned), RUN)
    assert one == other
    assert co_mention_chart(one) == co_mention_chart(other)


@pytest.mark.parametrize("count", [2, 7, MOST_NODES])
def test_the_drawing_stays_inside_and_names_everybody(count: int) -> None:
    nodes = tuple(Node(f'"<{n}>"', "PERSON", n + 1) for n in range(count))
    edges = tuple(Edge(0, n, n) for n in range(1, count))
    svg = co_mention_chart(CoMentions(nodes, edges))
    assert svg.count("<circle") == count
    assert svg.count("<path") == count - 1
    places = [float(p) for p in re.findall(r'c[xy]="([\d.]+)"', svg)]
    assert all(0 < place < 960 for place in places)
    assert set(re.findall(r"</?(\w+)", svg)) == {
        "svg", "title", "desc", "g", "path", "circle", "text",
    }  # fmt: skip


def test_nothing_shared_is_no_picture(tmp_path: Path) -> None:
    assert co_mention_chart(co_mentions({}, RUN)) == ""
    alone = co_mentions(write(tmp_path, crowd(stories=3, people=1)), RUN)
    assert alone == CoMentions((), ())
