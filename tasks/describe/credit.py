"""Decides who wrote a document: from its record, its page's metadata or its printed bylines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from tasks.describe.agency import agency_named
from tasks.describe.byline import (
    NOBODY,
    Byline,
    is_full,
    is_named,
    joined,
    keys_of,
    parse_byline,
    parse_names,
)
from tasks.describe.evidence import Evidence, Json, Page, types_of
from tasks.describe.given_name import opens_with_first_name
from tasks.describe.name import (
    FIRST_WIDE,
    as_person,
    is_outlet,
    person_key,
    with_capitals,
    without_degree,
)
from tasks.describe.rendered import Rendered
from tasks.describe.signature import (
    Signature,
    alone,
    beside_date,
    closing,
    in_wide_script,
    labelled,
    signed,
)
from tasks.describe.signer import ACCOUNT, PERSON, Signer, body_named

Outlets = tuple[str | None, ...]
Statement = tuple[list[str], Byline]
"""Names as a page states them in one place, and what they say."""

_AUTHOR_META = (
    "author", "byl", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "dc.creator.name", "article.author", "authors", "citation_author",
    "cxenseparse:author", "rnews:author", "byline", "mediator_author", "article:author",
    "og:article:author", "vr:author", "creator", "shareaholic:article_author_name",
)  # fmt: skip


_FEWEST_OF_TWO = 3  # words, of an element that holds a name and something else
_MOST_COLLEAGUES = 6  # more names in one element are a staff list


_AGENCY, _OTHER, _OUTLET = range(3)  # who signs a page that names no person, the likeliest first


@dataclass(frozen=True, slots=True)
class Credit:
    """The byline as printed, who signs, and the agency credited."""

    byline: str | None
    signers: tuple[Signer, ...]
    agency: str | None

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of all who sign."""
        return tuple(signer.name for signer in self.signers)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What each of the authors is: a word of the vocabulary `author_kind`."""
        return tuple(signer.kind for signer in self.signers)


def find_credit(evidence: Evidence, outlets: Outlets, headline: str | None) -> Credit:
    """Find byline, signers and agency; names given with the record win over the page's.

    A printed byline is kept as `byline` even when the names come from elsewhere. Where no person
    signs, an agency does before a desk, and the outlet itself last of all.
    """
    printed = [" ".join(line.split()) for line in evidence.moved.get("byline", ())]
    on_paper = parse_names(printed, outlets)
    if given := evidence.given_list("authors"):
        parsed = parse_names(given, outlets, is_stated=True)
        byline = " / ".join(printed) or ", ".join(given)
        return Credit(byline or None, parsed.signers, parsed.agency or on_paper.agency)
    statements = list(_statements(evidence.page, outlets))
    stated = _of_page(statements)
    is_text = evidence.rendered is not None and evidence.rendered.is_plain
    is_settled = is_named(stated) or (stated.agency and not stated.authors)
    is_settled = is_settled or (is_text and bool(on_paper.signers))
    read = None if is_settled else _read_off(evidence, on_paper, outlets, headline)
    if read is not None and (not is_text or _is_known(read.parsed)):
        printed, on_paper = [read.printed], read.parsed
    chosen = stated if stated.authors else on_paper
    if is_full(on_paper) and not is_named(stated):
        chosen = on_paper  # a login name or initials, and the page prints the whole name
    if is_full(stated):
        chosen = _with_colleagues(stated, statements, evidence.page, outlets)
    if not chosen.authors:
        chosen = _body(on_paper, evidence.page, statements, outlets)
    if not chosen.signers and (owner := _owner(outlets)):
        chosen = Byline((owner,), chosen.agency)
    byline = (
        " / ".join(printed)
        or _printed_meta(statements)
        or ", ".join(s.name for s in chosen.signers)
    )
    return Credit(byline or None, chosen.signers, stated.agency or on_paper.agency)


def _body(on_paper: Byline, page: Page, statements: list[Statement], outlets: Outlets) -> Byline:
    """Return the likeliest of the signatures that name no person."""
    marked = [parse_byline(line, outlets) for line in page.bylines]
    logins = [
        parse_byline(line, outlets, is_stated=True) for line in page.bylines if line.isascii()
    ]
    found = [
        on_paper,
        *marked,
        *(parsed for _, parsed in statements),
        *(parsed for parsed in logins if _is_login(parsed)),
    ]
    keys = keys_of(outlets)
    signed = [byline for byline in found if byline.signers and not byline.authors]
    return min(signed, key=lambda byline: _standing(byline, keys), default=NOBODY)


@lru_cache(maxsize=4096)
def _owner(outlets: Outlets) -> Signer | None:
    """Return the person whose own site it is, where the site's name is a person's."""
    for name in map(without_degree, filter(None, outlets)):
        if opens_with_first_name(name) and (person := as_person(name, must_be_full=True)):
            return Signer(person, PERSON)
    return None


def _is_login(byline: Byline) -> bool:
    """Say whether a login name alone signs; two or three letters may be a photographer's."""
    return all(signer.kind == ACCOUNT and len(signer.name) > 3 for signer in byline.signers)


def _standing(byline: Byline, sites: frozenset[str]) -> int:
    if byline.agency:
        return _AGENCY
    return _OUTLET if is_outlet(byline.signers[0].name, sites) else _OTHER


def _read_off(
    evidence: Evidence, moved: Byline, outlets: tuple[str | None, ...], headline: str | None
) -> Signature | None:
    """Read a byline off the rendered page, unless the one that was moved is as good.

    In order: a labelled line at the headline, the moved line, a marked element, a name by a date,
    a signature below the text, a label somewhat further below the headline.
    """
    page = evidence.rendered and evidence.rendered.without_comments(evidence.opening)
    found, further = labelled(page, headline, outlets) if page else (None, None)
    found = found or (in_wide_script(page, headline) if page else None)
    if found or moved.authors:
        return found
    if found := _marked(evidence.page, page, headline, outlets):
        return found
    if page is None:
        return None
    return (
        beside_date(page, headline, outlets)
        or signed(page, outlets)
        or closing(page, headline, outlets)
        or alone(page, headline, outlets)
        or further
    )


def _is_known(byline: Byline) -> bool:
    """Say whether persons sign, each with a first name that is known or in a wide script."""
    return is_full(byline) and all(
        opens_with_first_name(name) or name[0] >= FIRST_WIDE for name in byline.authors
    )


def _marked(
    page: Page, rendered: Rendered | None, headline: str | None, outlets: Outlets
) -> Signature | None:
    """Return the element marked as byline that names whole authors, else one first name.

    Of several the one right below the headline, else the first with a first name that is known;
    but none of a staff list.
    """
    parsed = [(line, _taken_apart(line, page, outlets)) for line in page.bylines]
    whole = [pair for pair in parsed if is_full(pair[1])]
    if len(whole) > 1 and rendered:
        names = [pair[1].authors[0] for pair in whole]
        if (first := rendered.first_below(headline, names)) is not None:
            return Signature(*whole[first])
        if len(set(names)) > _MOST_COLLEAGUES:
            whole = []
    known = (pair for pair in whole if any(map(opens_with_first_name, pair[1].authors)))
    single = (pair for pair in parsed if len(pair[0].split()) == 1 and pair[1].authors)
    found = next(chain(known, whole, single), None)
    return Signature(*found) if found else None


def _taken_apart(line: str, page: Page, outlets: Outlets) -> Byline:
    """Read a marked element; where it holds other marked names, it is by these alone."""
    whole = parse_byline(line, outlets)
    if len(line.split()) < _FEWEST_OF_TWO:
        return whole
    inside = [other for other in page.bylines if other != line and other in line]
    names = {a: line.find(a) for other in inside for a in parse_byline(other, outlets).authors}
    people = [name for name in names if " " in name and names[name] >= 0]
    people = [a for a in people if not any(a != other and a in other for other in people)]
    if not people or set(people) <= set(whole.authors):
        return whole
    ordered = sorted(people, key=lambda name: names[name])
    return Byline(tuple(Signer(name, PERSON) for name in ordered), whole.agency)


def _of_page(statements: list[Statement]) -> Byline:
    """Return the first statement of the page that has a whole name, else the first at all."""
    agency: str | None = None
    short: Byline | None = None
    for _, found in statements:
        agency = agency or found.agency
        if is_named(found):
            return Byline(found.signers, agency)
        short = short or (found if found.authors else None)
    return Byline(short.signers if short else (), agency)


def _with_colleagues(
    stated: Byline, statements: list[Statement], page: Page, outlets: Outlets
) -> Byline:
    """Return the longer list where the page names the authors elsewhere among others."""
    known = {person_key(author) for author in stated.authors}
    marked = (_taken_apart(line, page, outlets) for line in page.bylines)
    for found in chain((parsed for _, parsed in statements), marked):
        more = [author for author in found.authors if person_key(author) not in known]
        is_longer = len(found.authors) - len(more) == len(known) < len(found.authors)
        if is_longer and len(more) < _MOST_COLLEAGUES and all(map(opens_with_first_name, more)):
            return found
    return stated


def _statements(page: Page, outlets: Outlets) -> Iterator[Statement]:
    """Yield the lists of names that a page states and who they are, the most deliberate first."""
    article = page.article()
    for key in ("author", "creator"):
        if names := list(_names(article.get(key), page)):
            parsed = (_named(name, is_company, outlets) for name, is_company in names)
            yield [name for name, _ in names], joined(parsed, outlets, is_stated=True)
    for key in _AUTHOR_META if page.meta else ():
        if values := page.meta.get(key):
            yield values, parse_names(values, outlets, is_stated=True)


def _named(name: str, is_company: bool, outlets: Outlets) -> Byline:
    if is_company and not opens_with_first_name(name) and not agency_named(name):
        body = body_named(name, keys_of(outlets), True)
        return Byline((body,), None) if body else NOBODY
    return parse_byline(with_capitals(name), outlets, is_stated=True)


def _printed_meta(statements: list[Statement]) -> str:
    return next((", ".join(names) for names, parsed in statements if parsed.signers), "")


def _names(value: Json, page: Page) -> Iterator[tuple[str, bool]]:
    """Yield the names of a JSON-LD author, and whether each is a company's."""
    if isinstance(value, str):
        yield value, False
    elif isinstance(value, list):
        for item in value:
            yield from _names(item, page)
    elif isinstance(value, dict):
        node = _resolved(value, page)
        is_company = any(name.endswith("Organization") for name in types_of(node))
        for name, _ in _names(node.get("name"), page):
            yield name, is_company


def _resolved(node: dict[str, Json], page: Page) -> dict[str, Json]:
    """Follow an ``@id`` to the node that carries the name."""
    if "name" in node or "@id" not in node:
        return node
    return next((n for n in page.nodes if n.get("@id") == node["@id"] and "name" in n), node)
