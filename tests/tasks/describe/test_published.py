"""When a document was published: which of its dates is believed, and on which day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.describe.address import domain
from tasks.describe.dates import Moment, readings
from tasks.describe.evidence import Evidence, Page
from tasks.describe.published import Hints, find_dates
from tasks.describe.publisher import Outlet
from tasks.describe.rendered import Rendered
from tests.tasks.describe.test_dates import NOW


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


def test_a_change_alone_dates_a_document_and_says_so() -> None:
    found = find(evidence(published_at="Last updated: 3 May 2020"))
    assert found.published == found.modified and found.modified.day == date(2020, 5, 3)
    assert found.basis == "modified"
    both = find(evidence(published_at="1 May 2020", modified_at="Updated: 3 May 2020"))
    assert (both.basis, both.published.day) == ("printed", date(2020, 5, 1))
    given = find(evidence({"modified": "2020-05-03"}))
    assert given.published is None


def test_relative_lines_count_from_fetching_and_come_last() -> None:
    assert find(evidence(published_at="2 hours ago")).published.day == date(2026, 1, 10)
    lines = Evidence(
        {}, "given", Page(), {"published_at": ["Today 5:00 am", "3 May 2020"]}, "", NOW
    )
    assert find(lines).published.day == date(2020, 5, 3)


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
        # midnight in Berlin is a day, though the page prints it in UTC
        ("2020-05-03T22:00:00Z", ("3 May 2020",), "https://a.example.de/b", date(2020, 5, 4)),
        ("2020-01-03T23:00:00.000Z", ("3.1.20",), "https://a.example.de/b", date(2020, 1, 4)),
    ],
)
def test_a_time_in_utc_has_the_day_of_the_outlet(
    stated: str, lines: tuple[str, ...], url: str, day: date
) -> None:
    page = Page(meta={"article:published_time": [stated]})
    found = of_page(*lines, page=page, url=url).published
    assert found.day == day and found.at == readings(stated)[0].at


@pytest.mark.parametrize(
    ("language", "domain_", "day"),
    [
        ("de", "a.example.com", date(2020, 5, 4)),
        ("de-AT", "a.example.org", date(2020, 5, 4)),
        ("es", "a.example.com", date(2020, 5, 3)),
        ("en", "a.example.com", date(2020, 5, 3)),
        ("en", "a.example.de", date(2020, 5, 4)),
        ("de", "a.example.us", date(2020, 5, 3)),
    ],
)
def test_a_language_of_one_zone_tells_the_day_under_com(
    language: str, domain_: str, day: date
) -> None:
    page = Page(meta={"article:published_time": ["2020-05-03T23:30:00Z"]})
    outlet = Outlet(None, None, domain(f"https://{domain_}/"), None, ())
    hints = Hints(NOW, None, language=language)
    assert find_dates(evidence(page=page), outlet, None, hints).published.day == day


def test_of_two_stated_publications_the_one_that_the_page_bears_out_wins() -> None:
    node = {"@type": "NewsArticle", "headline": "T", "datePublished": "2022-01-04T07:29:00Z"}
    meta = {"article:published_time": ["2022-01-06T08:29:34"], "date": ["2022-01-06"]}
    page = Page(nodes=(node,), meta=meta)
    assert of_page("6 January 2022", page=page).published.day == date(2022, 1, 6)
    assert of_page("4 January 2022", page=page).published.day == date(2022, 1, 4)
    assert of_page(page=Page(nodes=(node,), meta={"date": ["2022-01-06"]})).published.day == date(
        2022, 1, 4
    )


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ("This entry was posted on Monday, May 3rd, 2010 at 11:03 pm and is filed under Harbour. "
         + "You can follow any responses to this entry. " * 6, "printed"),
        ("Dieser Eintrag wurde am 3. Mai 2010 um 23:03 Uhr gepostet.", "printed"),
        ("Diese Seite wurde zuletzt am 3. Mai 2010 um 13:22 Uhr geändert.", "modified"),
    ],
)  # fmt: skip
def test_a_sentence_may_tell_the_date_far_below(line: str, basis: str) -> None:
    found = of_page(*["The ferry was late again and nobody asked why."] * 60, line)
    assert (found.published.day, found.basis) == (date(2010, 5, 3), basis)


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
