"""A ticker is one name, of the company printed before it."""

import pytest

from tests.tasks.extract.scripted import told


@pytest.mark.parametrize(
    ("text", "labels", "ticker", "company"),
    [
        ("Orb Oil (ORB.L) fell.", {"Orb Oil": "ORG", "ORB": "ORG"}, "ORB.L", "Orb Oil"),
        ("Orb (LON: ORB) fell.", {"Orb": "ORG", "LON": "ORG", "ORB": "ORG"}, "ORB", "Orb"),
        ("Then Victory Minerals (ASX: VTM) stopped.", {"VTM": "ORG"}, "VTM", "Victory Minerals"),
        ("Kenya's Rubis and Ghana's Enterol (ENT.GH) fell.", {}, "ENT.GH", "Enterol"),
        ("It flew to Perth. Harbottle (LSE: HRB) rose.", {}, "HRB", "Harbottle"),
        ("Copper Ports (NSE: COPPERPORTS) fell.", {}, "COPPERPORTS", "Copper Ports"),
        ("Copperlane Inc. (NYSE: CPL) rose.", {}, "CPL", "Copperlane Inc."),
        ("Samdong (005930.KS) rose.", {"Samdong": "GPE"}, "005930.KS", "Samdong"),
    ],
)  # fmt: skip
def test_a_ticker_is_its_company(
    text: str, labels: dict[str, str], ticker: str, company: str
) -> None:
    found = {surface: (kind, name) for surface, kind, name in told(text, **labels)}
    assert found[ticker] == ("ORG", company)
    assert found[company] == ("ORG", company)
    assert not {"ORB", "LON"} & (set(found) - {ticker})


def test_a_ticker_has_the_companys_whole_name() -> None:
    text = "Harbottle Group PLC closed. Harbottle (LSE: HRB) rose."
    found = told(text, **{"Harbottle Group PLC": "ORG", "Harbottle": "ORG"})
    assert [name for _, _, name in found] == ["Harbottle Group PLC"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "He won (U.S.) gold.",
        "The Old Harbour Board (OHB) met.",
        "The court (see para. 4.A) met.",
        "The vote (Note: SEE) was close.",
    ],
)
def test_other_brackets_hold_no_ticker(text: str) -> None:
    assert not any(name in ("4.A", "SEE") for name, _, _ in told(text))
    assert "He" not in [name for name, _, _ in told(text)]
