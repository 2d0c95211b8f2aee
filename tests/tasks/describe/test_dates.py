"""The dates that pages print, and the rules that choose between them."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.describe.dates import readings, scan
from tasks.describe.leftover import read_leftover
from tasks.describe.published import Hints, habit, settle
from tasks.describe.relative import read_relative

NOW = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)

# text, expected time in UTC, precision
CLEAR = [
    ("2019-02-12", "2019-02-12 00:00", "day"),
    ("2019/02/12", "2019-02-12 00:00", "day"),
    ("2019.02.12", "2019-02-12 00:00", "day"),
    ("2019-2-1", "2019-02-01 00:00", "day"),
    ("20190212", "2019-02-12 00:00", "day"),
    ("20190212T171900Z", "2019-02-12 17:19", "second"),
    ("2019-02", "2019-02-01 00:00", "month"),
    ("2019-02-12T17:19:00Z", "2019-02-12 17:19", "second"),
    ("2019-02-12T17:19Z", "2019-02-12 17:19", "minute"),
    ("2019-02-12T17:19:00.123Z", "2019-02-12 17:19", "second"),
    ("2019-02-12T17:19:00+09:00", "2019-02-12 08:19", "second"),
    ("2019-02-12T17:19:00+0900", "2019-02-12 08:19", "second"),
    ("2019-02-12 17:19:00 -05", "2019-02-12 22:19", "second"),
    ("2019-02-12T17:19:00", "2019-02-12 00:00", "day"),
    ("2019-02-12 17:19 KST", "2019-02-12 08:19", "minute"),
    ("2019-02-12 17:19 (JST)", "2019-02-12 08:19", "minute"),
    ("2019-02-12 01:30 KST", "2019-02-11 16:30", "minute"),
    ("Tue, 12 Feb 2019 17:19:00 +0900", "2019-02-12 08:19", "second"),
    ("Tue, 12 Feb 2019 17:19:00 GMT", "2019-02-12 17:19", "second"),
    ("Tue Feb 12 17:19:00 KST 2019", "2019-02-12 08:19", "second"),
    ("Tue Feb 12 17:19:00 2019", "2019-02-12 00:00", "day"),
    ("1489708800", "2017-03-17 00:00", "second"),
    ("1489708800000", "2017-03-17 00:00", "second"),
    ("17 March 2017", "2017-03-17 00:00", "day"),
    ("Datum:17. März 2017", "2017-03-17 00:00", "day"),
    ("17th March 2017", "2017-03-17 00:00", "day"),
    ("the 17th of March, 2017", "2017-03-17 00:00", "day"),
    ("17-Mar-2017", "2017-03-17 00:00", "day"),
    ("Friday, 17 March 2017", "2017-03-17 00:00", "day"),
    ("March 17, 2017", "2017-03-17 00:00", "day"),
    ("March 17th 2017", "2017-03-17 00:00", "day"),
    ("MARCH 17, 2017", "2017-03-17 00:00", "day"),
    ("Sept. 3, 2020", "2020-09-03 00:00", "day"),
    ("Mar. 17, 2017 5:19 p.m. EST", "2017-03-17 22:19", "minute"),
    ("Mar 17, 2017 5:19 PM EDT", "2017-03-17 21:19", "minute"),
    ("March 17, 2017 at 12:05 a.m. PST", "2017-03-17 08:05", "minute"),
    ("March 17, 2017 12:05 pm ET", "2017-03-17 16:05", "minute"),
    ("January 17, 2017 12:05 pm ET", "2017-01-17 17:05", "minute"),
    ("March 17, 2017 5pm PT", "2017-03-18 00:00", "minute"),
    ("5:19 PM ET, Mon March 17, 2017", "2017-03-17 21:19", "minute"),
    ("08:30 GMT, 5 May 2011", "2011-05-05 08:30", "minute"),
    ("0830 GMT, 5 May 2011", "2011-05-05 08:30", "minute"),
    ("5 May 2011, 08:30 BST", "2011-05-05 07:30", "minute"),
    ("5 May 2011 08.30 Uhr", "2011-05-05 00:00", "day"),
    ("17 Mar 2017 05:19 GMT+2", "2017-03-17 03:19", "minute"),
    ("17 Mar 2017 05:19 UTC-0330", "2017-03-17 08:49", "minute"),
    ("17 Mar 2017 10:00 IST", "2017-03-17 04:30", "minute"),
    ("17 Mar 2017 10:00 AEST", "2017-03-17 00:00", "minute"),
    ("17 Mar 2017 10:00 CET", "2017-03-17 09:00", "minute"),
    ("17 Jul 2017 10:00 CEST", "2017-07-17 08:00", "minute"),
    ("March 2017", "2017-03-01 00:00", "month"),
    ("17. März 2017, 17:19 Uhr", "2017-03-17 00:00", "day"),
    ("17. März 2017, 17:19 Uhr MEZ", "2017-03-17 16:19", "minute"),
    ("17.03.2017", "2017-03-17 00:00", "day"),
    ("3.4.2017", "2017-04-03 00:00", "day"),
    ("03.04.17", "2017-04-03 00:00", "day"),
    ("1er mars 2017 à 17h19", "2017-03-01 00:00", "day"),
    ("17 de marzo de 2017", "2017-03-17 00:00", "day"),
    ("17 de março de 2017", "2017-03-17 00:00", "day"),
    ("17 marzo 2017", "2017-03-17 00:00", "day"),
    ("17 maart 2017", "2017-03-17 00:00", "day"),
    ("17 марта 2017", "2017-03-17 00:00", "day"),
    ("2017年3月17日", "2017-03-17 00:00", "day"),
    ("2017년 3월 17일", "2017-03-17 00:00", "day"),
    ("25/12/2019", "2019-12-25 00:00", "day"),
    ("12/25/2019", "2019-12-25 00:00", "day"),
    ("05/05/2019", "2019-05-05 00:00", "day"),
    ("May 5, 2021 | 4:30pm", "2021-05-05 00:00", "day"),
    ("Tue 5 Jul 2022 09.30 BST", "2022-07-05 08:30", "minute"),
    ("Sat 11 Jun 2022 07.00 BST", "2022-06-11 06:00", "minute"),
    ("09.30 BST, 5 July 2022", "2022-07-05 08:30", "minute"),
    ("2999-01-01T00:00:00Z", "2999-01-01 00:00", "second"),
]
UNREADABLE = [
    "", "not a date", "2019", "2019-13-45", "31/31/2019", "30 February 2019", "March 17",
    "17:19", "Vol. 12, No. 3", "0000-00-00", "12.5.2", "3017-01-01", "2019-02-12 and 2019-02-13",
    "call 555-0199", "1 of 12", "32 March 2017",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "precision"), CLEAR)
def test_clear_dates(text: str, expected: str, precision: str) -> None:
    found = readings(text)
    assert [(f"{m.at:%Y-%m-%d %H:%M}", m.precision) for m in found] == [(expected, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "12. ledna 2021", "12. januára 2021", "2021. január 12.", "12 Ιανουαρίου 2021",
        "12. tammikuuta 2021", "12 ianuarie 2021", "12 януари 2021", "12. siječnja 2021.",
        "12. јануар 2021.", "12 يناير 2021", "12 tháng 1, 2021", "12 जनवरी 2021",
        "2021 m. sausio 12 d.", "2021. gada 12. janvāris", "12 בינואר 2021", "12 de gener de 2021",
        "12. janúar 2021", "12. jaanuar 2021", "१२ जनवरी २०२१", "\u200e12\u200f/1\u200f/2021",
        "Harbor PressJanuary 12, 2021 GMT",
    ],
)  # fmt: skip
def test_dates_of_many_presses(text: str) -> None:
    assert date(2021, 1, 12) in {moment.day for found in scan(text) for moment in found.readings}


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_date_has_no_reading(text: str) -> None:
    assert readings(text) == ()


def test_the_day_stays_the_outlet_s_own() -> None:
    (moment,) = readings("2019-02-12 01:30 KST")
    assert moment.day == date(2019, 2, 12) and moment.at.date() == date(2019, 2, 11)


def test_a_machine_s_time_without_zone_is_utc() -> None:
    (moment,) = readings("2019-02-12T17:19:00", assume_utc=True)
    assert (moment.at.hour, moment.precision) == (17, "second")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))
def test_iso_round_trip(moment: datetime, hours: int) -> None:
    offset = f"{'-' if hours < 0 else '+'}{abs(hours):02d}:00"
    written = moment.replace(microsecond=0).isoformat() + offset
    (found,) = readings(written)
    assert found.at == datetime.fromisoformat(written)
    assert found.day == moment.date() and found.precision == "second"


@given(st.text(max_size=60))
def test_any_text_is_safe_to_scan(text: str) -> None:
    for found in scan(text):
        assert 0 <= found.start < found.end and 1 <= len(found.readings) <= 2


def test_two_readings_of_one_numeric_date() -> None:
    assert [m.day for m in readings("12/02/2019")] == [date(2019, 2, 12), date(2019, 12, 2)]


def hints(day_first: bool | None = None, *others: str) -> Hints:
    return Hints(NOW + timedelta(hours=48), day_first, tuple(readings(text)[0] for text in others))


def test_day_and_month_are_told_apart_by_evidence() -> None:
    both = readings("12/02/2019")
    assert settle(both, hints()) is None
    assert settle(both, hints(True)) == both[0]
    assert settle(both, hints(False)) == both[1]
    assert settle(both, hints(True, "2019-12-03")) == both[1]
    assert settle(readings("12/01/2026"), hints(True)) == readings("12/01/2026")[0]


def test_a_reading_in_the_future_is_out() -> None:
    options = readings("01/11/2026")  # 1 November has not come yet
    assert settle(options, hints(True)).day == date(2026, 1, 11)


@pytest.mark.parametrize(
    ("domain", "language", "expected"),
    [
        ("a.co.uk", "en", True), ("a.de", None, True), ("a.gov", "en", False),
        ("a.com", "en-US", False), ("a.com", "en-GB", True), ("a.com", "fr", True),
        ("a.com", "en", None), (None, None, None),
    ],
)  # fmt: skip
def test_habits(domain: str | None, language: str | None, expected: bool | None) -> None:
    assert habit(domain, language) is expected


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2 hours ago", "2026-01-10 00:00", "day"),
        ("20 minutes ago", "2026-01-10 11:40", "minute"),
        ("an hour ago", "2026-01-10 00:00", "day"),
        ("3 days ago", "2026-01-07 00:00", "day"),
        ("yesterday", "2026-01-09 00:00", "day"),
        ("Updated yesterday at 5pm", "2026-01-09 00:00", "day"),
        ("vor 2 Stunden", "2026-01-10 00:00", "day"),
        ("il y a 3 jours", "2026-01-07 00:00", "day"),
        ("hace 13 horas", "2026-01-09 00:00", "day"),
    ],
)
def test_relative_dates(text: str, expected: str, precision: str) -> None:
    moment = read_relative(text, NOW)
    assert moment is not None
    assert (f"{moment.at:%Y-%m-%d %H:%M}", moment.precision) == (expected, precision)


def test_a_bare_number_is_not_relative() -> None:
    assert read_relative("five years of war", NOW) is None


def test_leftovers_need_day_month_and_year() -> None:
    assert [m.day for m in read_leftover("17 Μαρτίου 2017")] == [date(2017, 3, 17)]
    assert read_leftover("Μάρτιος 2017") == ()


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("First published 12.10.2021 18:20 CEST, updated 13.10.2021 08:05 CEST",
         ["2021-10-12 16:20", "2021-10-13 06:05"]),
        ("5 July 2022 12.10.2021", ["2022-07-05 00:00", "2021-10-12 00:00"]),
        ("12.10.2021 3.500 people", ["2021-10-12 00:00"]),
    ],
)  # fmt: skip
def test_dots_of_dates_and_times_are_told_apart(line: str, days: list[str]) -> None:
    found = scan(line)
    assert [f"{date.readings[0].at:%Y-%m-%d %H:%M}" for date in found] == days


def test_the_slow_library_is_not_loaded_for_a_span_of_years() -> None:
    code = (
        "import sys; from tasks.describe.leftover import read_leftover\n"
        "assert read_leftover('Forecast of subscribers, 2010–2015') == ()\n"
        "assert 'dateparser' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
