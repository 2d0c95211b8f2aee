"""Derives article_id and the hash of a document's metadata, as docs/design.md fixes them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from tasks.describe.address import address_key
from warehouse.ids import make_id, sha256_text

_NON_WORD = re.compile(r"[\W_]+")


def headline_key(headline: str | None) -> str:
    """Return a headline's words in lower case, so that typography does not change an identity."""
    plain = unicodedata.normalize("NFKC", headline or "").casefold()
    return _NON_WORD.sub(" ", plain).strip()


def article_identity(
    canonical_url: str | None,
    source_id: str,
    native_id: str | None,
    native_basis: str | None,
    headline: str | None,
    published: date | None,
    raw_sha256: str,
) -> tuple[str, str]:
    """Return (article_id, id_basis): the first basis that is known of docs/design.md's list.

    The last resort, ``text``, is the content as the publisher sent it, so that better cleaning
    rules do not make a new story of an old one.
    """
    title = headline_key(headline)
    if canonical_url:
        return make_id("a", "canonical_url", address_key(canonical_url)), "canonical_url"
    if native_id and native_basis != "path":
        return make_id("a", "source_native_id", source_id, native_id), "source_native_id"
    if native_id:
        return make_id("a", "path_headline", source_id, native_id, title), "path_headline"
    if title and published:
        key = make_id("a", "headline_date", source_id, title, published.isoformat())
        return key, "headline_date"
    return make_id("a", "text", source_id, raw_sha256), "text"


def described_sha256(values: Iterable[str | datetime | list[str] | None]) -> str:
    """Hash metadata values in a fixed order; null, empty and a list's borders all count."""
    return sha256_text("\x1e".join(map(_spelled, values)))


def _spelled(value: str | datetime | list[str] | None) -> str:
    if value is None:
        return "\x00"
    if isinstance(value, list):
        return "\x1f".join((str(len(value)), *value))
    return value.isoformat() if isinstance(value, datetime) else value
