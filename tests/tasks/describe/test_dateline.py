"""Datelines: place, agency, and the opening of a text that only looks like one."""

import pytest

from tasks.describe.dateline import dateline_of_opening, parse_dateline

# printed, located, agency
TABLE = [
    ("TOKYO (The Japan News/ANN) -", "TOKYO", "ANN"),
    ("TOKYO —", "TOKYO", None),
    ("WASHINGTON, March 3 (Reuters) -", "WASHINGTON", "Reuters"),
    ("PARIS —", "PARIS", None),
    ("NEW YORK (AP) —", "NEW YORK", "AP"),
    ("LONDON, 5 May (Xinhua) --", "LONDON", "Xinhua"),
    ("BEIJING, Feb. 12 (Xinhua) --", "BEIJING", "Xinhua"),
    ("Berlin (dpa) -", "Berlin", "dpa"),
    ("Berlin (dpa/tmn) -", "Berlin", "dpa"),
    ("SEOUL, South Korea (AP) —", "SEOUL, South Korea", "AP"),
    ("SEOUL, Feb. 12 (Yonhap) --", "SEOUL", "Yonhap"),
    ("Washington, D.C. –", "Washington, D.C.", None),
    ("MOSCOW, March 3. /TASS/.", "MOSCOW", "TASS"),
    ("ST. LOUIS (AP) _", "ST. LOUIS", "AP"),
    ("(Reuters) -", None, "Reuters"),
    ("KYIV, Ukraine —", "KYIV, Ukraine", None),
    ("Madrid, 3 mar (EFE).-", "Madrid", "EFE"),
    ("RIO DE JANEIRO, Reuters -", "RIO DE JANEIRO", "Reuters"),
    ("Wien (APA) -", "Wien", "APA"),
    ("PARIS (AFP) –", "PARIS", "AFP"),
    ("TEL AVIV, Israel -", "TEL AVIV, Israel", None),
    ("ROME, ANSA -", "ROME", "ANSA"),
    ("NIIGATA, Japan (PAW) —", "NIIGATA, Japan", "PAW"),
    ("NIIGATA, Japan, June 7 (PAW) —", "NIIGATA, Japan", "PAW"),
    ("SEOUL (Strait Daily/PAW) -", "SEOUL", "PAW"),
    ("PORT ELLERY, Maine —", "PORT ELLERY, Maine", None),
    ("LONDON (Pan-Asia Wire) —", "LONDON", "Pan-Asia Wire"),
    ("HAMILTON (Ontario/CP) -", "HAMILTON", "CP"),
    ("PARIS (Texas) —", "PARIS", None),
    ("BOSTON (Mass.) -", "BOSTON", None),
    ("SUVA (Fiji) -", "SUVA", None),
    ("TOKYO (Updated) —", "TOKYO", None),
    ("CAIRO (Staff Reporter) —", "CAIRO", None),
    ("SAN FRANCISCO–", "SAN FRANCISCO", None),
]


@pytest.mark.parametrize(("printed", "located", "agency"), TABLE)
def test_datelines(printed: str, located: str | None, agency: str | None) -> None:
    found = parse_dateline(printed)
    assert found is not None
    assert (found.printed, found.located, found.agency) == (printed, located, agency)


@pytest.mark.parametrize(
    ("opening", "located"),
    [
        ("OSLO — The ferry was late on Monday.", "OSLO"),
        ("OSLO (Reuters) - The ferry was late.", "OSLO"),
        ("NEW YORK, May 3 (AP) — The ferry was late.", "NEW YORK"),
        ("The ferry - which was late - sank.", None),
        ("NATO — the alliance — met on Monday.", None),
        ("U.S. - led talks began.", None),
        ("Oslo has a ferry.", None),
        ("", None),
    ],
)
def test_datelines_left_in_the_text(opening: str, located: str | None) -> None:
    found = dateline_of_opening(opening)
    assert (found.located if found else None) == located


@pytest.mark.parametrize(
    ("opening", "located", "agency"),
    [
        ("München (dpa) - Die Fähre war spät.", "München", "dpa"),
        ("Bad Tölz (dpa/lby) – Die Fähre war spät.", "Bad Tölz", "dpa"),
        ("BERLIN (Reuters) – The ferry was late.", "BERLIN", "Reuters"),
        ("PARIS, July 19 (AFP) - The ferry was late.", "PARIS", "AFP"),
        ("Sevilla, 19 de julio (Agencia Sur).- El barco llegó tarde.", "Sevilla", "Agencia Sur"),
        ("Madrid, 19 jul (EFE).- El barco llegó tarde.", "Madrid", "EFE"),
        ("New Delhi, July 19 (PTI) The ferry was late.", "New Delhi", "PTI"),
        ("Wien, 3. Mai 2021 (APA) – Die Fähre war spät.", "Wien", "APA"),
    ],
)
def test_an_agency_tells_a_dateline_in_the_text(opening: str, located: str, agency: str) -> None:
    found = dateline_of_opening(opening)
    assert found is not None
    assert (found.located, found.agency) == (located, agency)
    assert opening.startswith(found.printed)


@pytest.mark.parametrize(
    "opening",
    [
        "Volkswagen (VW) - the biggest employer - was silent.",
        "Mary Lund (left) - who has waited longest - was there.",
        "Bayern (2) - the number of boats - was low.",
        "Mary Lund (Agency chief) - she was late - sank.",
        "Adele Reed (AP) was late for the ferry.",
        "The ferry (built 1998) - it was late - sank.",
    ],
)
def test_what_else_stands_in_brackets_is_no_dateline(opening: str) -> None:
    assert dateline_of_opening(opening) is None


def test_a_sentence_is_no_dateline() -> None:
    assert parse_dateline("it was late") is None
