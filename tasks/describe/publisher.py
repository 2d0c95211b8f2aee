"""Names the outlet of a document and the address it stands at."""

from dataclasses import dataclass

from tasks.describe.address import canonical_url, choose_address, domain
from tasks.describe.evidence import Evidence, Json, Page
from tasks.describe.headline import tidy

_SITE_META = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher",
    "twitter:site", "publisher", "cre", "copyright", "twitter:app:name:iphone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlet:
    """Address and publisher of a document, and every name its site goes by."""

    url: str | None
    canonical: str | None
    domain: str | None
    publisher: str | None
    names: tuple[str | None, ...]


def find_outlet(evidence: Evidence) -> Outlet:
    """Find address and publisher; what came with the record wins over what the page states.

    An archive's target address is where the page was fetched; a page's own canonical link is
    preferred to it when it is credible.
    """
    page = evidence.page
    stated = page.canonical or page.first("og:url")
    url = evidence.given_text("url") or stated
    canonical = choose_address(evidence.given_text("url"), stated)
    registered = domain(canonical) or domain(url)
    said = _organisation(page.article().get("publisher"), page)
    publisher = tidy(evidence.given_text("publisher")) or tidy(said or page.first("og:site_name"))
    names = () if page.is_silent else _SITE_META
    site = [value.lstrip("@") for name in names for value in page.meta.get(name, ())]
    label = registered.partition(".")[0] if registered else None
    return Outlet(
        url, canonical or canonical_url(url), registered, publisher,
        (publisher, said, *site, registered, label),
    )  # fmt: skip


def _organisation(value: Json, page: Page) -> str | None:
    if isinstance(value, list):
        return next((name for item in value if (name := _organisation(item, page))), None)
    if isinstance(value, str):
        return None if "://" in value else value
    if not isinstance(value, dict):
        return None
    if "name" not in value and "@id" in value:
        value = next((n for n in page.nodes if n.get("@id") == value["@id"] and "name" in n), value)
    name = value.get("name")
    return name if isinstance(name, str) else None
