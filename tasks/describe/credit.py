"""Decides who wrote a document: from its record, its page's metadata or its printed bylines."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tasks.describe.agency import agency_named
from tasks.describe.byline import Byline, is_full, is_named, parse_byline, parse_names
from tasks.describe.evidence import Evidence, Json, Page, types_of
from tasks.describe.given_name import opens_with_first_name
from tasks.describe.name import known_key
from tasks.describe.signature import Signature, beside_date, closing, labelled, signed

_AUTHOR_META = (
    "author", "byl", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "dc.creator.name", "article.author", "authors", "citation_author",
    "cxenseparse:author", "rnews:author", "byline", "mediator_author", "article:author",
    "og:article:author", "vr:author", "creator", "shareaholic:article_author_name",
)  # fmt: skip


_MOST_COLLEAGUES = 6  # more names in one element are a staff list


@dataclass(frozen=True, slots=True)
class Credit:
    """The byline as printed, the authors' names and the agency credited."""

    byline: str | None
    authors: tuple[str, ...]
    agency: str | None


def find_credit(
    evidence: Evidence, outlets: tuple[str | None, ...], headline: str | None
) -> Credit:
    """Find byline, authors and agency; names given with the record win over the page's.

    A printed byline is kept as `byline` even when the names come from elsewhere.
    """
    printed = [" ".join(line.split()) for line in evidence.moved.get("byline", ())]
    on_paper = parse_names(printed, outlets)
    if given := evidence.given_list("authors"):
        parsed = parse_names(given, outlets)
        byline = " / ".join(printed) or ", ".join(given)
        return Credit(byline or None, parsed.authors, parsed.agency or on_paper.agency)
    stated = _of_page(evidence.page, outlets)
    is_settled = is_named(stated) or (stated.agency and not stated.authors)
    read = None if is_settled else _read_off(evidence, on_paper, outlets, headline)
    if read is not None:
        printed, on_paper = [read.printed], read.parsed
    authors = stated.authors or on_paper.authors
    if is_full(on_paper) and not is_named(stated):
        authors = on_paper.authors  # a login name or initials, and the page prints the whole name
    if is_full(stated):
        authors = _with_colleagues(authors, evidence.page, outlets)
    byline = " / ".join(printed) or _printed_meta(evidence.page)
    return Credit(byline or None, authors, stated.agency or on_paper.agency)


def _read_off(
    evidence: Evidence, moved: Byline, outlets: tuple[str | None, ...], headline: str | None
) -> Signature | None:
    """Read a byline off the rendered page, unless the one that was moved is as good.

    In order: a labelled line at the headline, the moved line, a marked element, a name by a date,
    a signature below the text.
    """
    page = evidence.rendered
    if page and (found := labelled(page, headline, outlets)):
        return found
    if moved.authors:
        return None
    if found := _marked(evidence.page, outlets):
        return found
    if page is None:
        return None
    return (
        beside_date(page, headline, outlets)
        or signed(page, outlets)
        or closing(page, headline, outlets)
    )


def _marked(page: Page, outlets: tuple[str | None, ...]) -> Signature | None:
    """Return the first element marked as byline that names whole authors, else one first name."""
    parsed = [(line, parse_byline(line, outlets)) for line in page.bylines]
    whole = (pair for pair in parsed if is_full(pair[1]))
    alone = (pair for pair in parsed if len(pair[0].split()) == 1 and pair[1].authors)
    found = next(chain(whole, alone), None)
    return Signature(*found) if found else None


def _of_page(page: Page, outlets: tuple[str | None, ...]) -> Byline:
    """Return the first statement of the page that has a whole name, else the first at all."""
    agency: str | None = None
    short: Byline | None = None
    for names in _statements(page):
        found = parse_names(names, outlets)
        agency = agency or found.agency
        if is_named(found):
            return Byline(found.authors, agency)
        short = short or (found if found.authors else None)
    return Byline(short.authors if short else (), agency)


def _with_colleagues(
    authors: tuple[str, ...], page: Page, outlets: tuple[str | None, ...]
) -> tuple[str, ...]:
    """Return the longer list where the page names the authors elsewhere among others."""
    known = {known_key(author) for author in authors}
    for names in (*_statements(page), *([line] for line in page.bylines)):
        found = parse_names(names, outlets)
        more = [author for author in found.authors if known_key(author) not in known]
        is_longer = len(found.authors) - len(more) == len(known) < len(found.authors)
        if is_longer and len(more) < _MOST_COLLEAGUES and all(map(opens_with_first_name, more)):
            return found.authors
    return authors


def _statements(page: Page) -> Iterator[list[str]]:
    """Yield the lists of names that a page states, the most deliberate first."""
    article = page.article()
    for key in ("author", "creator"):
        if names := list(_names(article.get(key), page)):
            yield names
    for name in _AUTHOR_META if page.meta else ():
        if values := page.meta.get(name):
            yield values


def _printed_meta(page: Page) -> str:
    for names in _statements(page):
        if any(parse_byline(name).authors or parse_byline(name).agency for name in names):
            return ", ".join(names)
    return ""


def _names(value: Json, page: Page) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _names(item, page)
    elif isinstance(value, dict):
        node = _resolved(value, page)
        is_company = any(name.endswith("Organization") for name in types_of(node))
        for name in _names(node.get("name"), page):
            if not is_company or agency_named(name) or opens_with_first_name(name):
                yield name


def _resolved(node: dict[str, Json], page: Page) -> dict[str, Json]:
    """Follow an ``@id`` to the node that carries the name."""
    if "name" in node or "@id" not in node:
        return node
    return next((n for n in page.nodes if n.get("@id") == node["@id"] and "name" in n), node)
