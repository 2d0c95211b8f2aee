"""Reads the code under which a company's shares are traded, in brackets behind its name."""

import re
from collections.abc import Iterable

from tasks.extract.mention import Mention, in_order

EXCHANGES = (
    "NYSE|NASDAQ|Nasdaq|AMEX|OTC|OTCMKTS|LON|LSE|AIM|ASX|TSX|TSXV|CSE|NSE|BSE|JSE|HKG|HKEX|SGX|"
    "TYO|TSE|KRX|KOSPI|FRA|ETR|XETRA|EPA|BIT|BME|AMS|STO|OSE|OSL|CPH|HEL|VIE|SWX|WSE|ISE|NZX|NZE|"
    "SSE|SHE|SHA|TPE|IDX|SET|BMV|BVMF|NGX|DFM|ADX"
)
TICKER = re.compile(
    rf" \((?:(?:{EXCHANGES})(?: ?MKT| Arca)? ?: ?(?P<named>[A-Z0-9&-]{{1,12}}(?:\.[A-Z]{{1,2}})?)"
    r"|(?P<dotted>[A-Z0-9]{1,6}\.[A-Z]{1,2}))\)"
)
COMPANY = re.compile(
    r"(?:[A-Z][\w'&-]*)(?:(?<!'s) (?:(?:&|of) )?[A-Z][\w&-]*){0,4}(?: (?:Inc|Corp|Co|Ltd)\.)?$"
)
OPENERS = frozenset(
    {"Then", "But", "And", "Meanwhile", "Also", "While", "Among", "When", "The", "In", "On", "At",
     "Rival", "Rivals", "Shares", "Peer", "Elsewhere", "Lender", "Miner", "Retailer"}
)  # fmt: skip
LONGEST_COMPANY = 80
ADDED_SCORE = 0.8
NO_TICKER = re.compile(r"[A-Z]\.[A-Z]")  # "(U.S)", "(D.C)"


def read_tickers(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take a ticker whole, for another name of the company before it: "Orb Minerals (ORB.L)".

    The exchange ("LON:") is no name there. A company that the recogniser missed is added: the
    capitalised words right before the bracket.
    """
    tickers = [t for t in TICKER.finditer(text) if not NO_TICKER.fullmatch(t["dotted"] or "")]
    if not tickers:
        return mentions
    inside = [(t.start(), t.end()) for t in tickers]
    kept = [m for m in mentions if not any(s < m.end and m.start < e for s, e in inside)]
    found: list[Mention] = []
    for ticker in tickers:
        company = _company(text, kept, ticker.start())
        if company is None:
            continue
        found.append(company)
        start, end = ticker.span("named" if ticker["named"] else "dotted")
        name = text[company.start : company.end]
        found.append(
            Mention(start, end, "ORG", ADDED_SCORE, "ticker", False, None, name, None, "acronym")
        )
    starts = {m.start for m in found}
    return in_order([*found, *(m for m in kept if m.start not in starts)])


def _company(text: str, mentions: Iterable[Mention], end: int) -> Mention | None:
    """Return the company that ends where a bracket begins, as it was found or newly read."""
    for mention in mentions:
        if mention.end == end:
            named = mention.type == "ORG" or mention.iso is not None
            return mention if named else mention._replace(type="ORG", rule="ticker")
    line = text[max(0, end - LONGEST_COMPANY) : end].rpartition("\n")[2]
    words = COMPANY.search(line)
    if words is None:
        return None
    name = words[0].rpartition("'s ")[2]
    first, _, rest = name.partition(" ")
    if first in OPENERS and rest[:1].isupper():
        name = rest
    return Mention(end - len(name), end, "ORG", ADDED_SCORE, "ticker", False)
