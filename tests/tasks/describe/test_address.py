"""Addresses: what names a page and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.describe.address import address_key, canonical_url, choose_address, domain

TABLE = [
    ("https://Example.COM/a", "https://example.com/a"),
    ("https://example.com:443/a", "https://example.com/a"),
    ("http://example.com:80/a", "http://example.com/a"),
    ("https://example.com:8443/a", "https://example.com:8443/a"),
    ("https://example.com/a#comments", "https://example.com/a"),
    ("https://example.com/a?utm_source=x&id=3", "https://example.com/a?id=3"),
    ("https://example.com/a?fbclid=1&gclid=2", "https://example.com/a"),
    ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
    ("https://example.com/a/index.html", "https://example.com/a/"),
    ("https://example.com", "https://example.com/"),
    ("  https://example.com/a ", "https://example.com/a"),
    ("https://user:pw@example.com/a", "https://example.com/a"),
    ("https://example.com/über", "https://example.com/%C3%BCber"),
    ("https://example.com/%C3%BCber", "https://example.com/%C3%BCber"),
    ("file:///tmp/a.html", None),
    ("not an address", None),
    ("https://", None),
    ("https://[broken/a", None),
    ("https://example.com:port/a", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "expected"), TABLE)
def test_canonical(url: str | None, expected: str | None) -> None:
    assert canonical_url(url) == expected


@given(st.text(max_size=60))
def test_canonical_is_stable(text: str) -> None:
    once = canonical_url("https://example.com/" + text)
    assert canonical_url(once) == once


def test_spellings_of_one_address_share_a_key() -> None:
    spellings = ["http://www.example.com/a/", "https://example.com/a", "https://example.com/a/"]
    assert len({address_key(canonical_url(url) or "") for url in spellings}) == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.bbc.co.uk/a", "bbc.co.uk"), ("https://www.example.com", "example.com"),
        ("https://a.b.com.au/", "b.com.au"), ("https://127.0.0.1/", None), (None, None),
    ],
)  # fmt: skip
def test_domain(url: str | None, expected: str | None) -> None:
    assert domain(url) == expected


@pytest.mark.parametrize(
    ("given_url", "stated", "expected"),
    [
        ("https://a.com/x?y=1", "https://a.com/x", "https://a.com/x"),
        ("https://a.com/x", "https://a.com/", "https://a.com/x"),
        ("https://a.com/x", "https://b.com/x", "https://a.com/x"),
        (None, "https://b.com/x", "https://b.com/x"),
        ("https://a.com/x", None, "https://a.com/x"),
        (None, "/relative", None),
    ],
)
def test_choice(given_url: str | None, stated: str | None, expected: str | None) -> None:
    assert choose_address(given_url, stated) == expected
