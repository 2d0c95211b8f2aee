"""The page stands alone, says first what matters, and lets nothing from an article run."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tasks.report.links import is_safe, linked
from tasks.report.page import POLICY, write_report
from tests.tasks.report.conftest import Tables
from tests.tasks.report.hostile import ATTACK, URLS, hostile_facts
from tests.tasks.report.newsroom import facts, tables_of, write
from tests.tasks.report.pages import brief
from warehouse.vocabulary import REMOVAL_KINDS

SECTIONS = [
    "top",
    "removed",
    "ledger",
    "copies",
    "entities",
    "coverage",
    "gate",
    "aside",
    "machine",
]
HERE = Path(__file__).parents[3] / "tasks" / "report"


def _parsed(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text("utf-8"))


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_published_run_has_every_section(tables: Tables, tmp_path: Path) -> None:
    page = _parsed(write_report(facts(), tables, tmp_path / "deep" / "run.html"))
    assert page.xpath("//section/@id") == SECTIONS
    assert _words(page.xpath("//h1")[0]) == "51 documents became 45 articles."
    assert set(page.xpath("//nav/a/@href")) == {f"#{name}" for name in SECTIONS[1:]}
    shown = _words(page)
    for words in ("truncated gzip", "Night ferry to Skerrow", "Ingrid Halvorsen", "2031-01-01",
                  "late.jsonl.gz ends in the middle", "Harbour Wire sent 1 of 4"):  # fmt: skip
        assert words in shown
    struck = page.xpath("//section[@id='ledger']//del/@class")
    assert {name.split()[0] for name in struck} == {f"k-{kind}" for kind in REMOVAL_KINDS}


def test_the_page_needs_nothing_else(tables: Tables, tmp_path: Path) -> None:
    page = _parsed(write_report(facts(), tables, tmp_path / "run.html"))
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert not page.xpath("//script | //img | //iframe | //object | //form | //*[@src]")
    assert page.xpath("//link/@href") == ["data:,"]
    css = "".join(page.xpath("//style/text()"))
    assert "url(" not in css
    assert "@import" not in css
    assert all(link.startswith(("https://", "#")) for link in page.xpath("//a/@href"))


def test_a_stopped_run_says_first_why(tables: Tables, tmp_path: Path) -> None:
    page = _parsed(write_report(facts("stopped"), tables, tmp_path / "run.html"))
    shown = _words(page.xpath("//main")[0])
    assert _words(page.xpath("//h1")[0]) == "Nothing was published."
    assert page.xpath("//*[@role='alert']")
    assert shown.index("2 rows share a key") < shown.index("From read to written")
    assert "They still see snapshot 4" in shown
    first = _parsed(
        write_report(replace(facts("stopped"), snapshot=0), tables, tmp_path / "a.html")
    )
    assert "There is no earlier snapshot" in _words(first)


def test_an_unchanged_run_has_a_short_page(tmp_path: Path) -> None:
    path = write_report(facts("unchanged"), {}, tmp_path / "run.html")
    assert _parsed(path).xpath("//section/@id") == ["top", "machine"]
    assert "Nothing new: 3 inputs unchanged." in _words(_parsed(path))


def test_a_run_of_nothing_has_a_page(tmp_path: Path) -> None:
    none = replace(facts(), counts=dict.fromkeys(facts().counts, 0), stages=(), warnings=())
    page = _parsed(write_report(none, {}, tmp_path / "run.html"))
    assert _words(page.xpath("//h1")[0]) == "0 documents became 0 articles."
    assert len(page.xpath("//*[@class='none']")) == 7


@pytest.mark.parametrize("status", ["published", "stopped", "unchanged"])
def test_hostile_text_stays_text(hostile_tables: Tables, tmp_path: Path, status: str) -> None:
    path = write_report(hostile_facts(status), hostile_tables, tmp_path / "run.html")  # type: ignore[arg-type]
    page = _parsed(path)
    assert not page.xpath("//script | //img | //*[@onload] | //*[@onerror] | //*[@onmouseover]")
    assert len(page.xpath("//style | /html/head/title")) == 2
    assert "{{ 7*7 }}" in page.text_content()
    for link in page.xpath("//a/@href"):
        assert link.startswith(("https://ok.example/", "#"))
    assert ATTACK.partition("\u202e")[0] in page.text_content()


def test_every_attack_reaches_the_page_it_could_hurt(
    hostile_tables: Tables, tmp_path: Path
) -> None:
    """The test above would be empty were the rows not shown; coverage shows dates only."""
    page = _parsed(write_report(hostile_facts(), hostile_tables, tmp_path / "run.html"))
    for name in set(SECTIONS) - {"coverage"}:
        assert "document.title='pwned'" in page.get_element_by_id(name).text_content(), name


@pytest.mark.parametrize("url", [*URLS, None, "", "//x.example", "https://", "http://a b/", "x"])
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    if url and url.startswith("https://ok.example"):
        assert is_safe(url)
        assert linked("x", url).count('"') == 4
    else:
        assert not is_safe(url)
        assert linked("<x>", url) == "&lt;x&gt;"


def test_the_templates_never_switch_escaping_off() -> None:
    for name in ("page.html", "sections.html"):
        source = (HERE / name).read_text("utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup", source)


def test_size_is_bounded_and_what_was_cut_is_said(tmp_path: Path) -> None:
    rows = tables_of([brief(n) for n in range(400)])
    for number, row in enumerate(rows["articles"]):
        row["publisher"] = f"Outlet {number}"
    rows["quarantine"] = [{**rows["quarantine"][0], "quarantine_id": f"q_{n}"} for n in range(400)]
    long = "A sentence that goes on. " * 40_000
    rows["raw_documents"] = [{**row, "source_text": long} for row in rows["raw_documents"]]
    path = write_report(facts(), write(tmp_path / "t", rows), tmp_path / "run.html")
    assert path.stat().st_size < 400_000
    shown = _words(_parsed(path))
    assert "385 more outlets are not shown here" in shown
    assert "350 more items are not shown here" in shown
    assert "characters kept, not shown here" in shown


def test_the_same_run_gives_the_same_page(tables: Tables, tmp_path: Path) -> None:
    one = write_report(facts(), tables, tmp_path / "1.html").read_bytes()
    assert write_report(facts(), tables, tmp_path / "2.html").read_bytes() == one
