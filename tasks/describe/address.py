"""Turns a web address into its canonical form, its identity and its registered domain."""

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_TRACKING_PREFIXES = ("utm_", "mc_", "pk_", "hsa_", "at_custom", "icid", "vero_", "__twitter")
_TRACKING_WORDS = """
fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid igsh ttclid _ga _gl gclsrc cmpid
cmp ocid ncid ito ftag smid smtyp ref ref_src ref_url referrer spm xtor mkt_tok ftcamp
traffic_source taid
"""
_TRACKING = frozenset(_TRACKING_WORDS.split())
_INDEX_PAGES = ("index.html", "index.htm", "index.php", "default.aspx", "default.asp", "index.jsp")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str | None) -> str | None:
    """Return the address without what does not name the page, or null when it is not a web one.

    Left out are the fragment, user, default port, tracking parameters and a trailing index page;
    scheme and host are in lower case, parameters sorted.
    """
    parts = _split(url)
    if parts is None or parts.hostname is None:
        return None
    scheme, host = parts.scheme.lower(), parts.hostname.rstrip(".")
    if parts.port is not None and parts.port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{parts.port}"
    query = _query(parts.query)
    return f"{scheme}://{host}{_path(parts.path)}" + (f"?{query}" if query else "")


def address_key(canonical: str) -> str:
    """Return what two spellings of one address share: no scheme, ``www.`` or last slash."""
    rest = canonical.partition("://")[2].removeprefix("www.")
    path, mark, query = rest.partition("?")
    return path.rstrip("/") + mark + query


@lru_cache(maxsize=1024)
def _split(url: str | None) -> SplitResult | None:
    try:
        parts = urlsplit((url or "").strip())
        usable = parts.scheme.lower() in _DEFAULT_PORTS and "." in (parts.hostname or "")
        return parts if usable and (parts.port is None or parts.port) else None
    except ValueError:  # a bracketed host or a port that is no number
        return None


def _path(path: str) -> str:
    path = quote(path, safe="%/:@!$&'()*+,;=~-._") or "/"
    folder, _, page = path.rpartition("/")
    return f"{folder}/" if page.lower() in _INDEX_PAGES else path


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if not _is_tracking(name)))


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


@lru_cache(maxsize=1)
def _suffixes() -> "TLDExtract":
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list in the wheel, no network


@lru_cache(maxsize=65_536)
def _registered(host: str) -> str | None:
    found = _suffixes()(host)
    if found.ipv4 or found.ipv6 or ":" in host:
        return None
    return found.top_domain_under_public_suffix or host.removeprefix("www.")


def domain(url: str | None) -> str | None:
    """Return the registered domain of a web address, such as ``bbc.co.uk``, or null.

    A host under no public suffix (an intranet's) is its own domain; a number is none.
    """
    parts = _split(url)
    return _registered(parts.hostname) if parts is not None and parts.hostname else None


def choose_address(given: str | None, stated: str | None) -> str | None:
    """Return the canonical address of a document: the page's own link when it is credible.

    Pages sometimes state their site's front page, or another site, as canonical; such a link
    is believed only when nothing else is known.
    """
    mine = canonical_url(given)
    theirs = canonical_url(stated) if stated and stated != given else mine
    if mine is None or theirs is None or mine == theirs:
        return mine or theirs
    same_site = domain(mine) == domain(theirs)
    is_front_page = urlsplit(theirs).path == "/" != urlsplit(mine).path
    return theirs if same_site and not is_front_page else mine
