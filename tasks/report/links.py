"""Decides which addresses of an article may become a link on a page."""

from urllib.parse import urlsplit

from markupsafe import Markup, escape

_SCHEMES = frozenset({"http", "https"})
_LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>')


def is_safe(url: str | None) -> bool:
    """Whether an address is plain http or https, with a host and nothing invisible in it."""
    if not url or not url.isprintable() or " " in url or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.hostname)


def linked(text: str, url: str | None) -> Markup:
    """Return the text as a link to the address, or alone when the address is not safe."""
    return _LINK.format(url, text) if is_safe(url) else escape(text)
