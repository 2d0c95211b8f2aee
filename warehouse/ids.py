"""Deterministic identifiers: a kind prefix and 128 bits of SHA-256 over a stated basis."""

import hashlib
from collections.abc import Iterable

SEPARATOR = "\x1f"  # ASCII unit separator: cannot be typed into a field by accident
ID_HEX_DIGITS = 32


def make_id(prefix: str, *parts: str) -> str:
    """Return ``<prefix>_<32 hex digits>`` for an ordered list of parts.

    The same parts give the same id on every machine and in every run. An empty part counts:
    ``make_id("a", "x", "")`` differs from ``make_id("a", "x")``.
    """
    digest = hashlib.sha256(SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:ID_HEX_DIGITS]}"


def batch_digest(digests: Iterable[str]) -> str:
    """Return the identity of a batch: SHA-256 over its inputs' digests in sorted order."""
    return hashlib.sha256(SEPARATOR.join(sorted(digests)).encode()).hexdigest()


def sha256_text(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes as hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
