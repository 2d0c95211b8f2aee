"""Bylines in many shapes: names only, in order, and never a photographer, site or commenter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.describe.byline import parse_byline, parse_names
from tasks.describe.credit import find_credit
from tasks.describe.evidence import Evidence, Page
from tests.tasks.describe.test_dates import NOW

SITES = ("Daily Star", "dailystar.com")

# printed, authors, agency
TABLE = [
    ("By Ann Bell, Carl Dunn", ["Ann Bell", "Carl Dunn"], None),
    ("By Cho Ki-weon, Tokyo correspondent", ["Cho Ki-weon"], None),
    ("By A. Bell, Carl Dunn and Eva Díaz", ["A. Bell", "Carl Dunn", "Eva Díaz"], None),
    ("By Ann Bell & Carl Dunn", ["Ann Bell", "Carl Dunn"], None),
    ("BY ANN BELL", ["Ann Bell"], None),
    ("ANN BELL and CARL DUNN", ["Ann Bell", "Carl Dunn"], None),
    ("by Ann Bell", ["Ann Bell"], None),
    ("By: Ann Bell", ["Ann Bell"], None),
    ("Interview by Ann Bell", ["Ann Bell"], None),
    ("Photographs and text by Ann Bell", ["Ann Bell"], None),
    ("Text and photographs by Ann Bell and Carl Dunn", ["Ann Bell", "Carl Dunn"], None),
    ("Photographs by Ann Bell", [], None),
    ("Words: Ann Bell | Pictures: Carl Dunn", ["Ann Bell"], None),
    ("Text und Fotos: Anna Müller", ["Anna Müller"], None),
    ("Von Anna Müller (Text) und Karl Groß (Fotos)", ["Anna Müller"], None),
    ("Texto: María López", ["María López"], None),
    ("Entrevista de María López", ["María López"], None),
    ("By Ann Bell | 5 hours ago", ["Ann Bell"], None),
    ("Written by Ann Bell", ["Ann Bell"], None),
    ("Author: Ann Bell", ["Ann Bell"], None),
    ("Ann Bell", ["Ann Bell"], None),
    ("Von Anna Müller", ["Anna Müller"], None),
    ("Von Anna Müller und Karl Groß", ["Anna Müller", "Karl Groß"], None),
    ("Par Jean Dupont", ["Jean Dupont"], None),
    ("Par Jean Dupont avec AFP", ["Jean Dupont"], "AFP"),
    ("Por María López", ["María López"], None),
    ("Di Marco Rossi", ["Marco Rossi"], None),
    ("Door Jan de Vries", ["Jan de Vries"], None),
    ("By Ludwig van den Berg", ["Ludwig van den Berg"], None),
    ("By LUDWIG VAN DEN BERG", ["Ludwig van den Berg"], None),
    ("By Mary-Jane McDonald", ["Mary-Jane McDonald"], None),
    ("By MARY MCDONALD", ["Mary McDonald"], None),
    ("By Ann Bell, Associated Press", ["Ann Bell"], "AP"),
    ("By ANN BELL, AP Music Writer", ["Ann Bell"], None),
    ("Ann Bell (Reuters)", ["Ann Bell"], "Reuters"),
    ("Reuters", [], "Reuters"),
    ("By Reuters", [], "Reuters"),
    ("The Associated Press", [], "AP"),
    ("Von dpa", [], "dpa"),
    ("AFP", [], "AFP"),
    ("Staff and agencies", [], None),
    ("Staff writer", [], None),
    ("By Staff Reporter", [], None),
    ("By The Editorial Board", [], None),
    ("Autorin: Ida Berg, Projektleiterin der Stadt Bonn.", ["Ida Berg"], None),
    ("Ida Berg sagt:", [], None),
    ("Redaktion", [], None),
    ("admin", [], None),
    ("Daily Star", [], None),
    ("By Daily Star Staff", [], None),
    ("By Ann Bell | Daily Star", ["Ann Bell"], None),
    ("By Ann Bell @annbell", ["Ann Bell"], None),
    ("By Ann Bell ann.bell@example.com", ["Ann Bell"], None),
    ("By Ann Bell https://example.com/ann", ["Ann Bell"], None),
    ("ann.bell@example.com", [], None),
    ("By Ann Bell in London", ["Ann Bell"], None),
    ("By Ann Bell, London", ["Ann Bell"], None),
    ("By Ann Bell, New York", ["Ann Bell"], None),
    ("By Ann Bell for The Evening Paper", ["Ann Bell"], None),
    ("By Ann Bell, Political Editor, and Carl Dunn", ["Ann Bell", "Carl Dunn"], None),
    ("By Ann Bell - 12 March 2018", ["Ann Bell"], None),
    ("By Ann Bell Posted March 12, 2018 5:30 pm", ["Ann Bell"], None),
    ("By Ann Bell\nPublished 12 May 2011", ["Ann Bell"], None),
    ("Bell, Ann", ["Ann Bell"], None),
    ("Dr. Erika Muster", ["Dr. Erika Muster"], None),
    ("Von Prof. Dr. med. Erika Muster", ["Prof. Dr. med. Erika Muster"], None),
    ("DR. ERIKA MUSTER", ["DR. Erika Muster"], None),
    ("Mr Carl Dunn", ["Carl Dunn"], None),
    ("Alles von Ann Bell", ["Ann Bell"], None),
    ("Von Ann Bell am Dienstag, 4. Mai 2021", ["Ann Bell"], None),
    ("By Ann Bell on Thu, Nov 9, 2023 at 4:00 am", ["Ann Bell"], None),
    ("Por María López 27 de agosto 2019", ["María López"], None),
    ("Von Anna Müller 4. 2. 2022.", ["Anna Müller"], None),
    ("von Anna Müller Lesezeit: 4 Min.", ["Anna Müller"], None),
    ("By Ann Bell 3 min read", ["Ann Bell"], None),
    ("By Ann Bell@annbell", ["Ann Bell"], None),
    ("By Ann BellTwitter", ["Ann Bell"], None),
    ("Autor/in: Anna Müller", ["Anna Müller"], None),
    ("Autor*innen: Anna Müller, Karl Groß", ["Anna Müller", "Karl Groß"], None),
    ("责任编辑：王小明、李芳", ["王小明", "李芳"], None),
    ("王小明、李芳", ["王小明", "李芳"], None),
    ("Ann Bell, PhD", ["Ann Bell"], None),
    ("Photo by Joe Doe", [], None),
    ("Photograph: Joe Doe", [], None),
    ("Mark Finn says:", [], None),
    ("12 comments", [], None),
    ("https://www.facebook.com/annbell", [], None),
    ("", [], None),
    ("Carl von Berg", ["Carl von Berg"], None),
    ("by Eva von Dunn", ["Eva von Dunn"], None),
    ("Interview: Ida Berg", ["Ida Berg"], None),
    ("Redaktion: Carl Dunn", ["Carl Dunn"], None),
    ("Redaktion", [], None),
    ("来源：某某网", [], None),
    ("By our correspondent Annelie Vosskamp", ["Annelie Vosskamp"], None),
    ("From our correspondent in Paris, Xavier Young", ["Xavier Young"], None),
    ("Our Tokyo correspondent Xavier Young", ["Xavier Young"], None),
    ("By Special Correspondent Ann O'Brien", ["Ann O'Brien"], None),
    ("By Our Special Correspondent, New Delhi", [], None),
    ("Our Correspondent", [], None),
    ("By Staff Reporter", [], None),
    ("Fitzroy Balderstone, shipping editor", ["Fitzroy Balderstone"], None),
]


@pytest.mark.parametrize(("printed", "authors", "agency"), TABLE)
def test_bylines(printed: str, authors: list[str], agency: str | None) -> None:
    found = parse_byline(printed, SITES)
    assert (list(found.authors), found.agency) == (authors, agency)


@given(st.text(max_size=80))
def test_any_text_is_safe(text: str) -> None:
    for author in parse_byline(text, SITES).authors:
        assert author.strip() == author and not any(c.isdigit() for c in author)


def test_lists_of_names_lose_their_repeats() -> None:
    assert parse_names(["Ann Bell", "ANN BELL", "Carl Dunn"]).authors == ("Ann Bell", "Carl Dunn")


def credit(given: dict, page: Page, *printed: str):
    source = Evidence(given, "given", page, {"byline": list(printed)}, "", NOW)
    return find_credit(source, SITES, None)


def test_given_names_win_and_the_printed_byline_stays() -> None:
    found = credit({"authors": ["Ann Bell"]}, Page(), "By Carl Dunn")
    assert (found.authors, found.byline) == (("Ann Bell",), "By Carl Dunn")


def test_a_given_agency_signs_and_is_no_person() -> None:
    found = credit({"authors": ["Reuters"]}, Page())
    assert (found.authors, found.kinds) == (("Reuters",), ("organisation",))
    assert (found.agency, found.byline) == ("Reuters", "Reuters")


# printed, is stated where only an author stands, who signs, what they are
SIGNERS = [
    ("By Reuters", False, ["Reuters"], "o"),
    ("The Associated Press", False, ["The Associated Press"], "o"),
    ("AP, Reuters", False, ["AP"], "o"),
    ("AFP and Reuters", False, ["AFP", "Reuters"], "oo"),
    ("SID | Nachrichtenagentur", False, ["SID"], "o"),
    ("Von Redaktion", False, ["Redaktion"], "o"),
    ("Staff and agencies", False, ["Staff and agencies"], "o"),
    ("By HL Staff Report", False, ["HL Staff Report"], "o"),
    ("von Newsdesk 28. Januar 2022, 12:01", False, ["Newsdesk"], "o"),
    ("By Our Special Correspondent, New Delhi", False, ["Our Special Correspondent"], "o"),
    ("Redacción DS", False, ["Redacción DS"], "o"),
    ("Daily Star", False, ["Daily Star"], "o"),
    ("Source: Harbor Wire/Agencies", False, ["Harbor Wire/Agencies"], "o"),
    ("Members of the Choir", True, ["Members of the Choir"], "o"),
    ("Members of the Choir", False, [], ""),
    ("reinecke", True, ["reinecke"], "a"),
    ("ab", True, ["ab"], "a"),
    ("Ann.DiBell", True, ["Ann.DiBell"], "p"),
    ("Staff Writer", True, ["Staff Writer"], "o"),
    ("By Ann Bell and Reuters", False, ["Ann Bell", "Reuters"], "po"),
    ("By Ann Bell with Reuters", False, ["Ann Bell"], "p"),
    ("Par Jean Dupont avec AFP", False, ["Jean Dupont"], "p"),
    ("By Ann Bell, Associated Press", False, ["Ann Bell"], "p"),
    ("Ann Bell (Reuters)", False, ["Ann Bell"], "p"),
    ("By Ann Bell and agencies", False, ["Ann Bell"], "p"),
    ("By Ann Bell | Daily Star", False, ["Ann Bell"], "p"),
    ("Washington Courier Staff Writer", False, [], ""),
    ("Letters to the Editor", False, [], ""),
    ("Photo: Harbor Wire", True, [], ""),
    ("12 comments", True, [], ""),
    ("admin", True, [], ""),
    ("wordpressadmin", True, [], ""),
    ("undefined", True, [], ""),
    ("Friday", True, [], ""),
    ("Dienstag", True, [], ""),
    ("https://www.facebook.com/dailystar", True, [], ""),
    ("facebook.com/dailystar", True, [], ""),
    ("105092", True, [], ""),
]
KINDS = {"p": "person", "o": "organisation", "a": "account"}


@pytest.mark.parametrize(("printed", "is_stated", "names", "kinds"), SIGNERS)
def test_who_signs(printed: str, is_stated: bool, names: list[str], kinds: str) -> None:
    found = parse_byline(printed, SITES, is_stated=is_stated).signers
    assert [signer.name for signer in found] == names
    assert [signer.kind for signer in found] == [KINDS[kind] for kind in kinds]


def test_an_agency_that_is_an_entry_of_its_own_signs_beside_a_person() -> None:
    names = [{"@type": "Person", "name": "Ann Bell"}, {"@type": "Organization", "name": "AP"}]
    page = Page(nodes=({"@type": "NewsArticle", "author": names},))
    assert credit({}, page).authors == ("Ann Bell", "AP")


def test_the_outlet_signs_only_where_no_person_does() -> None:
    names = [{"@type": "Person", "name": "Ann Bell"}, {"@type": "Organization", "name": SITES[0]}]
    page = Page(nodes=({"@type": "NewsArticle", "author": names},))
    assert credit({}, page).authors == ("Ann Bell",)
    alone = Page(nodes=({"@type": "NewsArticle", "author": names[1]},))
    assert credit({}, alone).authors == (SITES[0],)


def test_an_agency_s_own_line_below_a_name_says_where_the_person_works() -> None:
    found = credit({}, Page(), "By Ann Bell", "The Associated Press")
    assert (found.authors, found.agency) == (("Ann Bell",), "AP")


def test_of_several_signatures_without_a_person_an_agency_comes_first_and_the_outlet_last() -> None:
    page = Page(meta={"author": [SITES[0]]}, bylines=("Newsdesk",))
    assert credit({}, page).authors == ("Newsdesk",)
    assert credit({}, page, "By Reuters").authors == ("Reuters",)
    assert credit({}, page, "By Carl Dunn").authors == ("Carl Dunn",)


def test_a_person_s_own_site_is_by_that_person() -> None:
    source = Evidence({}, "given", Page(meta={"og:site_name": ["Dr. Ann Bell"]}), {}, "", NOW)
    found = find_credit(source, ("Dr. Ann Bell", "annbell.example"), None)
    assert (found.authors, found.kinds) == (("Ann Bell",), ("person",))


def test_a_degree_does_not_make_another_person() -> None:
    page = Page(meta={"author": ["Dr. Ann Bell", "Ann Bell"]})
    assert credit({}, page).authors == ("Dr. Ann Bell",)


def test_json_ld_authors_are_followed_through_the_graph() -> None:
    nodes = (
        {"@type": "NewsArticle", "headline": "H", "author": [{"@id": "#a"}, {"name": "Carl Dunn"}]},
        {"@type": "Person", "@id": "#a", "name": "Ann Bell"},
    )
    assert credit({}, Page(nodes=nodes)).authors == ("Ann Bell", "Carl Dunn")


def test_a_site_as_author_leaves_it_to_the_printed_byline() -> None:
    page = Page(meta={"author": ["Daily Star"]})
    assert credit({}, page, "By Ann Bell").authors == ("Ann Bell",)


def test_names_in_metadata_get_their_capitals() -> None:
    names = ["ann bell", "carl van dunn", "webmaster", "annbell"]
    assert parse_names(names).authors == ("Ann Bell", "Carl van Dunn")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Bell Harbor Ledger", ["Ann Bell"]),
        ("Ann BellThe Harbor Ledger", ["Ann Bell"]),
        ("Ann BellPublished May 3, 2020, 11:21am", ["Ann Bell"]),
        ("Ann Bell Ann Bell", ["Ann Bell"]),
        ("Ann Bell Political Correspondent", ["Ann Bell"]),
        ("By NBC's Ann Bell and Carl Dunn", ["Ann Bell", "Carl Dunn"]),
        ("By Ann Bell, Island Times", ["Ann Bell"]),
        ("von Ann Bell, NDR Kiel", ["Ann Bell"]),
        ("Ann Bell in iPad, iPhone, Tips & Tricks", ["Ann Bell"]),
        ("Posted by Ann Bell on May 3, 2020 | Permalink", ["Ann Bell"]),
        ("By Ann Bell at 1:12 pm Thursday, Aug 9", ["Ann Bell"]),
        ("Von Ann Bell // 3. Mai 2020", ["Ann Bell"]),
        ("By ANDREW DAS", ["Andrew Das"]),
        ("→ Learn More", []),
        ("14:00 von Krisenmanagement zu", []),
        ("RSS", []),
        ("von an", []),
        ("The Harbor Reporter", []),
    ],
)
def test_what_stands_at_a_name_without_a_comma_is_not_of_it(line: str, authors: list[str]) -> None:
    assert list(parse_byline(line, ["Harbor Ledger"]).authors) == authors
