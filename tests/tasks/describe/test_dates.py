"""The dates that pages print, and the rules that choose between them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.describe.address import domain
from tasks.describe.dates import Moment, readings, scan
from tasks.describe.evidence import Evidence, Page
from tasks.describe.leftover import read_leftover
from tasks.describe.published import Hints, find_dates, habit, settle
from tasks.describe.publisher import Outlet
from tasks.describe.relative import read_relative
from tasks.describe.rendered import Rendered

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


def evidence(given: dict | None = None, page: Page | None = None, **moved: str) -> Evidence:
    lines = {name: [text] for name, text in moved.items()}
    return Evidence(given or {}, "given", page or Page(), lines, "", NOW)


def find(source: Evidence, url: str | None = None):
    outlet = Outlet(url, url, domain(url), None, ())
    return find_dates(source, outlet, None, Hints(NOW + timedelta(hours=48), None))


def test_given_beats_metadata_beats_print_beats_address() -> None:
    page = Page(meta={"article:published_time": ["2020-02-02T02:02:02Z"]})
    url = "https://example.com/2020/04/04/story"
    printed = {"published_at": "3 March 2020"}
    full = find(evidence({"published": "2020-01-01"}, page, **printed), url)
    assert (full.basis, full.published.day) == ("given", date(2020, 1, 1))
    stated = find(evidence({}, page, **printed), url)
    assert (stated.basis, stated.published.day) == ("metadata", date(2020, 2, 2))
    on_paper = find(evidence({}, None, **printed), url)
    assert (on_paper.basis, on_paper.published.day) == ("printed", date(2020, 3, 3))
    address = find(evidence(), url)
    assert (address.basis, address.published.day) == ("url", date(2020, 4, 4))
    month = find(evidence(), "https://example.com/2020/04/story")
    assert (month.basis, month.published.precision) == ("url", "month")
    assert find(evidence()).published is None


def test_one_line_holds_both_dates() -> None:
    line = "Posted on : 2019-02-12 17:19 KST Modified on : 2019-02-13 09:00 KST"
    found = find(evidence(published_at=line))
    assert found.published.at == datetime(2019, 2, 12, 8, 19, tzinfo=UTC)
    assert found.modified.at == datetime(2019, 2, 13, 0, 0, tzinfo=UTC)


def test_an_update_line_is_no_publication() -> None:
    found = find(evidence(published_at="Last updated: 3 May 2020"))
    assert found.published is None and found.modified.day == date(2020, 5, 3)


def test_relative_lines_count_from_fetching() -> None:
    assert find(evidence(published_at="2 hours ago")).published.day == date(2026, 1, 10)


def test_found_future_dates_are_dropped_and_flagged() -> None:
    found = find(evidence(published_at="3 May 2031"))
    assert found.published is None and found.flags == {"future_date_dropped"}


def test_ambiguous_found_dates_are_dropped_and_flagged() -> None:
    found = find(evidence(published_at="03/05/2020"))
    assert found.published is None and found.flags == {"ambiguous_date_dropped"}


def test_unset_fields_are_not_1970() -> None:
    page = Page(meta={"article:published_time": ["1970-01-01T00:00:00Z"]})
    assert find(evidence(page=page)).published is None


@pytest.mark.parametrize(
    ("value", "expectation"),
    [("soon", "valid_date"), ("2020-13-01", "valid_date"), ("2031-01-01", "date_not_in_future")],
)
def test_given_dates_must_be_true(value: str, expectation: str) -> None:
    assert find(evidence({"published": value})).faults == [(expectation, "published", value)]
    assert find(evidence({"modified": value})).faults == [(expectation, "modified", value)]


def test_json_ld_is_read_before_meta() -> None:
    node = {"@type": "NewsArticle", "datePublished": "2020-01-01T10:00:00+09:00"}
    page = Page(nodes=(node,), meta={"date": ["2021-01-01"]})
    assert find(evidence(page=page)).published == Moment(
        datetime(2020, 1, 1, 1, tzinfo=UTC), date(2020, 1, 1), "second"
    )


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


def of_page(*lines: str, page: Page | None = None, url: str | None = None, **moved: str):
    title = "Ferry late again"
    text = "\n".join(("Menu", title, *lines))
    source = Evidence(
        {}, "given", page or Page(), {k: [v] for k, v in moved.items()}, "", NOW, Rendered(text)
    )
    outlet = Outlet(url, url, domain(url), None, ())
    return find_dates(source, outlet, title, Hints(NOW + timedelta(hours=48), None))


def test_a_date_at_the_headline_beats_one_elsewhere() -> None:
    found = of_page("4 May 2020", "Text.", published_at="9 June 2021")
    assert (found.published.day, found.basis) == (date(2020, 5, 4), "printed")


def test_a_printed_day_beats_the_months_of_an_archive() -> None:
    found = find(evidence(published_at="Archive: May 2020"), "https://a.example.com/2020/05/07/b")
    assert (found.published.day, found.basis) == (date(2020, 5, 7), "url")
    alone = find(evidence(published_at="May 2020"))
    assert alone.published.precision == "month"


def test_a_general_date_of_the_metadata_yields_to_the_headline_s() -> None:
    page = Page(meta={"date": ["2020-02-12"]})
    assert of_page("5 February 2020", page=page).published.day == date(2020, 2, 5)
    assert of_page(page=page).published.day == date(2020, 2, 12)


def test_the_state_of_a_page_is_its_date_where_nothing_else_is() -> None:
    assert of_page("Stand: 5. Mai 2020").published.day == date(2020, 5, 5)


def test_a_label_may_stand_above_its_date() -> None:
    found = of_page("Published:", "4 May 2020", "Updated:", "5 May 2020")
    assert (found.published.day, found.modified.day) == (date(2020, 5, 4), date(2020, 5, 5))


def test_when_somebody_joined_is_no_publication() -> None:
    assert of_page("Joined: 4 May 2012").published is None


@pytest.mark.parametrize(
    ("stated", "lines", "url", "day"),
    [
        ("2020-05-03T23:30:00Z", (), "https://a.example.de/b", date(2020, 5, 4)),
        ("2020-05-03T23:30:00+02:00", (), "https://a.example.de/b", date(2020, 5, 3)),
        ("2020-05-03T20:30:00Z", (), "https://a.example.jp/b", date(2020, 5, 4)),
        ("2020-05-03T23:30:00Z", (), "https://a.example.com/b", date(2020, 5, 3)),
        ("2020-05-03T03:30:00Z", ("2 May 2020",), "https://a.example.com/b", date(2020, 5, 2)),
        ("2020-05-03T23:30:00Z", ("3 May 2020",), "https://a.example.de/b", date(2020, 5, 3)),
        ("2020-05-03T03:30:00Z", ("1 March 2020",), "https://a.example.com/b", date(2020, 5, 3)),
    ],
)
def test_a_time_in_utc_has_the_day_of_the_outlet(
    stated: str, lines: tuple[str, ...], url: str, day: date
) -> None:
    page = Page(meta={"article:published_time": [stated]})
    found = of_page(*lines, page=page, url=url).published
    assert found.day == day and found.at == readings(stated)[0].at


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from(["de", "jp", "com", "nz", "ar", "uk"]),
    st.booleans(),
)
def test_a_found_date_is_never_in_the_future_and_near_its_time(
    moment: datetime, suffix: str, is_printed: bool
) -> None:
    page = Page(meta={"article:published_time": [f"{moment:%Y-%m-%dT%H:%M:%SZ}"]})
    lines = (f"{moment:%d %B %Y}",) if is_printed else ()
    found = of_page(*lines, page=page, url=f"https://a.example.{suffix}/b").published
    if found is not None:
        assert found.at <= NOW + timedelta(hours=48)
        assert abs((found.day - found.at.date()).days) <= 1


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example.com/2020/05/04/b", date(2020, 5, 4)),
        ("https://a.example.com/2020/may/4/b", date(2020, 5, 4)),
        ("https://a.example.com/news/23-01-2022-late-ferry/7.html", date(2022, 1, 23)),
    ],
)
def test_days_in_addresses(url: str, day: date) -> None:
    assert find(evidence(), url).published.day == day
