"""Which of a page's titles is its headline, by what the others say of it."""

import pytest

from tasks.describe.election import runs, slug_words
from tasks.describe.evidence import Evidence, Page
from tasks.describe.headline import find_titles
from tasks.describe.rendered import Rendered
from tests.tasks.describe.test_dates import NOW

SITES = ("Harbor Ledger", "harborledger.example", "harborledger")
STORY = "Ferry late again in the north"


def headline(*lines: str, url: str | None = None, moved: tuple[str, ...] = (), **page: object):
    source = Evidence(
        {}, "given", Page(**page), {"headline": list(moved)}, "", NOW, Rendered("\n".join(lines))
    )  # type: ignore[arg-type]
    return find_titles(source, SITES, url).headline


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ({"h1": (STORY,), "title": f"{STORY} | Harbor Ledger"}, STORY),
        ({"h1": ("Sport",), "title": f"{STORY} - Sport - Harbor Ledger"}, STORY),
        ({"h1": ("All The News",), "title": f"{STORY} - All The News - Harbor Ledger"}, STORY),
        ({"h1": ("Menu",), "meta": {"og:title": [STORY]}, "title": f"{STORY} - X"}, STORY),
        ({"h1": (f"Transport {STORY}",), "meta": {"og:title": [STORY]}, "title": STORY}, STORY),
        ({"h1": ("Harbor Ledger",), "title": f"Harbor Ledger: {STORY}"}, STORY),
        ({"h1": ("Nothing is late", "Promise", STORY), "meta": {"og:title": [STORY]}}, STORY),
        ({"h1": (f"Late: {STORY}",), "title": f"Late: {STORY}"}, f"Late: {STORY}"),
        ({"h1": ("Ferry talk",), "title": "Ferry talk - Harbor Ledger"}, "Ferry talk"),
    ],
)
def test_headlines(page: dict, found: str) -> None:
    assert headline("Menu", STORY, "Sport", **page) == found


def test_an_old_page_without_headings_is_read_off_its_title_and_lines() -> None:
    title = f"Islands Weather, Tides and Ferry Times | {STORY}"
    assert headline("Menu", STORY, title=title) == STORY
    assert (
        headline("Menu", title=title, url=f"https://x.example/{STORY.replace(' ', '-')}") == STORY
    )


def test_a_moved_line_that_nothing_repeats_is_no_match_for_the_title() -> None:
    assert headline("Menu", STORY, moved=("Click here for more",), title=f"{STORY} - News") == STORY


def test_runs_of_a_title_and_words_of_an_address() -> None:
    assert set(runs("A - B | C")) == {"A", "B", "C", "A - B", "B | C", "A - B | C"}
    assert slug_words("https://x.example/index.php") == set()
