"""Decides who wrote a document: from its record, its page's metadata or its printed bylines."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.describe.byline import Byline, is_full, is_named, parse_byline, parse_names
from tasks.describe.evidence import Evidence, Json, Page, types_of

_AUTHOR_META = (
    "author", "byl", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "dc.creator.name", "article.author", "authors", "citation_author",
    "cxenseparse:author", "rnews:author", "byline", "mediator_author", "article:author",
    "og:article:author", "vr:author", "creator",
)  # fmt: skip


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
    given = evidence.given_list("authors")
    parsed = parse_names(given, outlets)
    if given and not parsed.authors and parsed.agency is None:
        parsed = Byline((), None)
    elif not given:
        parsed = _of_page(evidence.page, outlets)
    on_paper = parse_names(printed, outlets)
    nobody = not (given or is_named(parsed) or on_paper.authors)
    read = _read_off(evidence, outlets, headline) if nobody else None
    if read and (is_full(read[1]) or not parsed.authors):
        printed, on_paper = [read[0]], read[1]
    authors = parsed.authors or (() if given else on_paper.authors)
    if not given and is_full(on_paper) and not is_named(parsed):
        authors = on_paper.authors  # a login name or initials, and the page prints the whole name
    byline = " / ".join(printed) or ", ".join(given) or _printed_meta(evidence.page)
    return Credit(byline or None, authors, parsed.agency or on_paper.agency)


def _read_off(
    evidence: Evidence, outlets: tuple[str | None, ...], headline: str | None
) -> tuple[str, Byline] | None:
    """Read a byline off the rendered page: a labelled line, a marked element, a name by a date."""
    page = evidence.rendered
    labelled = page.byline(headline, outlets) if page else None
    found = labelled or _marked(evidence.page, outlets)
    return found or (page.beside_date(headline, outlets) if page else None)


def _marked(page: Page, outlets: tuple[str | None, ...]) -> tuple[str, Byline] | None:
    """Return the first element marked as byline that names authors, as printed and parsed."""
    for line in page.bylines:
        if (parsed := parse_byline(line, outlets)).authors:
            return line, parsed
    return None


def _of_page(page: Page, outlets: tuple[str | None, ...]) -> Byline:
    agency: str | None = None
    for names in _statements(page):
        found = parse_names(names, outlets)
        agency = agency or found.agency
        if found.authors:
            return Byline(found.authors, agency)
    return Byline((), agency)


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
        if "Organization" not in types_of(node) or len(node) < 3:
            yield from _names(node.get("name"), page)


def _resolved(node: dict[str, Json], page: Page) -> dict[str, Json]:
    """Follow an ``@id`` to the node that carries the name."""
    if "name" in node or "@id" not in node:
        return node
    return next((n for n in page.nodes if n.get("@id") == node["@id"] and "name" in n), node)
