"""Who signed a page: labels, names beside dates, names below the text, and what is neither."""

import pytest

from tasks.describe.credit import find_credit
from tasks.describe.evidence import Evidence, Page
from tasks.describe.rendered import Rendered
from tasks.describe.signature import alone, labelled
from tests.tasks.describe.test_dates import NOW

TITLE = "Ferry late again in the north"
SENTENCE = "The ferry to the northern islands was late again on Monday, and nobody asked why."
SITES = ("Harbor Ledger", "harborledger.example", "harborledger", "annbell")


def credit(*lines: str, page: Page | None = None):
    text = "\n".join(("Menu", "Sport", TITLE, *lines))
    source = Evidence({}, "given", page or Page(), {}, "", NOW, Rendered(text))
    return find_credit(source, SITES, TITLE)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("By Carl Dunn", "3 May 2020", SENTENCE), ["Carl Dunn"]),
        (("3 May 2020, by Carl Dunn", SENTENCE), ["Carl Dunn"]),
        (("Posted by Konrad", "3 May 2020", SENTENCE), ["Konrad"]),
        (("Author:", "Carl Dunn", SENTENCE), ["Carl Dunn"]),
        (("Ein Artikel von Carl Dunn", SENTENCE), ["Carl Dunn"]),
        (("Carl Dunn", "Sun 3 May 2020", SENTENCE), ["Carl Dunn"]),
        (("Comment", "3 May 2020", "Carl Dunn", SENTENCE), ["Carl Dunn"]),
        ((SENTENCE, SENTENCE, "Carl Dunn", "More news"), ["Carl Dunn"]),
        (("By Ann Bell", SENTENCE), ["Ann Bell"]),  # a person's own site
        (
            ("By Harbor Ledger", "3 May 2020", SENTENCE, SENTENCE, "Carl Dunn"),
            ["Harbor Ledger"],
        ),
        (("Posted by Harbor Ledger on Tuesday, August 29, 2023", SENTENCE), ["Harbor Ledger"]),
        (("AUTOR/IN", "Carl Dunn", SENTENCE), ["Carl Dunn"]),
        (("Essay Von", "Carl Dunn", SENTENCE), ["Carl Dunn"]),
        (("Powered by", "Share article", SENTENCE), []),
        (("Share", "Save", "Print", "A", "B", "By", "Harbor Ledger", SENTENCE), ["Harbor Ledger"]),
        (
            (*["Share"] * 5, "By", "Harbor Ledger", SENTENCE, SENTENCE, "Carl Dunn", "More news"),
            ["Carl Dunn"],
        ),
        ((SENTENCE, SENTENCE, "Source: Harbor Wire", "3 May 2020", "Carl Dunn"), ["Carl Dunn"]),
        (("Carl Dunn | 05.04.2025 - Update : 05.04.2025", SENTENCE), ["Carl Dunn"]),
        ((SENTENCE, SENTENCE, "Von:", "Carl Dunn", "More news"), ["Carl Dunn"]),
        ((SENTENCE, SENTENCE, "(责编：王小明、李芳)", "More news"), ["王小明", "李芳"]),
        (("2024年04月24日23:52 | 来源：某某网", "小字号", SENTENCE), []),
        (("2024年04月24日23:52", "王小明", SENTENCE), ["王小明"]),
        (("Carl Dunn", "Comment", "Share", "3 May 2020", SENTENCE), ["Carl Dunn"]),
        (("Carl Dunn", "Share", SENTENCE, "On the author", "Carl Dunn", "A life"), ["Carl Dunn"]),
        (("Share", SENTENCE, SENTENCE, "Carl Dunn", "Menu"), ["Carl Dunn"]),
        (("Carl Dunn/AP", "Comment", "Share", "3 May 2020", SENTENCE), []),
        (("Tennis Story", "3 May 2020", SENTENCE), []),
        (("Kolumne von Carl Dunn", SENTENCE), ["Carl Dunn"]),
        (("Kommentar von Carl Dunn", SENTENCE), []),
        ((SENTENCE, SENTENCE, "Carl Dunn for Harbor Town", "More news"), []),
        ((SENTENCE, SENTENCE, "Carl Dunn/AP", "More news"), []),
        ((SENTENCE, SENTENCE, "Carl Dunn, file", "More news"), []),
        ((SENTENCE, SENTENCE, "Harbor Weather", "More news"), []),
        ((SENTENCE, SENTENCE, "Photo: Carl Dunn", "More news"), []),
        ((SENTENCE, SENTENCE, "Carl Dunn says:", "Late again!"), []),
    ],
)
def test_signatures(lines: tuple[str, ...], authors: list[str]) -> None:
    assert list(credit(*lines).authors) == authors


def test_a_desk_that_signs_is_byline_and_author_and_no_person() -> None:
    found = credit("By Harbor Ledger", "3 May 2020", SENTENCE)
    assert (found.byline, found.authors) == ("By Harbor Ledger", ("Harbor Ledger",))
    assert found.kinds == ("organisation",)


def test_an_agency_in_the_metadata_ends_the_search() -> None:
    page = Page(meta={"author": ["Reuters"]}, bylines=("By Carl Dunn",))
    found = credit(SENTENCE, page=page)
    assert (found.byline, found.authors, found.agency) == ("Reuters", ("Reuters",), "Reuters")


def test_the_longer_of_two_lists_wins_when_it_has_all_of_the_shorter() -> None:
    node = {"@type": "NewsArticle", "headline": TITLE, "author": {"name": "Carl Dunn"}}
    page = Page(nodes=(node,), bylines=("By Carl Dunn | Ida Berg", "Eva Frost"))
    assert credit(SENTENCE, page=page).authors == ("Carl Dunn", "Ida Berg")


def test_a_company_in_json_ld_is_no_person() -> None:
    node = {
        "@type": "NewsArticle",
        "author": {"@type": "NewsMediaOrganization", "name": "Nord Volk"},
    }
    found = credit(SENTENCE, page=Page(nodes=(node,)))
    assert (found.authors, found.kinds) == (("Nord Volk",), ("organisation",))


@pytest.mark.parametrize(
    ("marked", "authors"),
    [
        (("Carl Dunn Ida Berg", "Carl Dunn", "Ida Berg"), ("Carl Dunn", "Ida Berg")),
        (("CD Carl Dunn IB Ida Berg", "Ida Berg", "Carl Dunn"), ("Carl Dunn", "Ida Berg")),
        (("Carl Dunn Carl Dunn", "Carl Dunn"), ("Carl Dunn",)),
        (("Essay von Carl Dunn", "Carl Dunn"), ("Carl Dunn",)),
        (("Carl von Dunn", "Carl"), ("Carl von Dunn",)),
    ],
)
def test_a_marked_element_that_holds_marked_names_is_by_these(
    marked: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    assert credit(SENTENCE, page=Page(bylines=marked)).authors == authors


def test_a_login_name_in_a_marked_element_signs_and_a_photographer_s_initials_do_not() -> None:
    assert credit(SENTENCE, page=Page(bylines=("reinecke",))).authors == ("reinecke",)
    assert credit(SENTENCE, page=Page(bylines=("zvg", "Sat, 20 Dec 2025"))).authors == ()


def test_whole_names_in_marked_elements_come_before_first_names() -> None:
    found = credit(SENTENCE, page=Page(bylines=("Montana", "von Carl Dunn")))
    assert found.authors == ("Carl Dunn",)


def test_the_marked_name_below_the_headline_comes_first() -> None:
    marked = Page(bylines=("Ida Berg", "Eva Frost", "Carl Dunn"))
    assert credit("Carl Dunn", SENTENCE, page=marked).authors == ("Carl Dunn",)


def test_a_staff_list_signs_nothing() -> None:
    staff = ("Ida", "Eva", "Carl", "Peter", "Maria", "Paul", "Anna")
    page = Page(bylines=tuple(f"{name} Frost" for name in staff))
    assert credit(SENTENCE, page=page).authors == ()


def test_a_person_whom_the_headline_names_is_its_subject() -> None:
    evidence = Rendered(f"Carl Dunn is late\nCarl Dunn\nShare\nMenu\n3 May 2020\n{SENTENCE}")
    assert alone(evidence, "Carl Dunn is late", ()) is None


def test_a_commenter_does_not_sign() -> None:
    lines = [f"{TITLE}\n{SENTENCE}\n"]
    for name in ("Carl Dunn", "Ida Berg", "Eva Frost"):
        lines += ["I had to wait, too.\n", f"Posted by: {name} | 3 May 2020 at 08:20\n"]
    text = "".join(lines)
    starts = [len("".join(lines[:place])) for place in range(1, len(lines))]
    ends = [*starts[1:], len(text)]
    page = Rendered(text, comments=(starts, ends))
    assert labelled(page, TITLE, ())[0] is not None
    quiet = page.without_comments(SENTENCE)
    assert labelled(quiet, TITLE, ()) == (None, None)
    assert len(quiet.source_text) == len(text)
    assert page.without_comments("") is page  # where the text begins is not known
    few = Rendered(text, comments=(starts[:2], ends[:2]))
    assert few.without_comments(SENTENCE) is few
