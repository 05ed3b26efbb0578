"""A saved page gives the date that it states, or none."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.extract import read
from importer.extract.dates.patterns import dates_in, read_match
from importer.review.page_facts import facts_of_page
from tests.date_texts import (
    less_than_a_date,
    written_days,
    written_lists,
    written_open_spans,
    written_spans,
)

DAYS = st.dates(date(1850, 1, 1), date(2099, 1, 1))
PROSE = "The meeting looked at rivers from all the sides that a river has."


def stated(text: str) -> tuple[object, ...] | None:
    """What the only date in `text` says. None when there is no date that can be read."""
    text = f"Water Hall | {text} | Annecy"
    matches = list(dates_in(text, 0, len(text)))
    value = read_match(matches[0]) if len(matches) == 1 else None
    return value and (value["start"], value["end"], value["days"], value["precision"])


@settings(max_examples=25)
@given(DAYS, st.integers(1, 40))
def test_a_date_on_a_page_is_what_the_page_states(start, length):
    end = start + timedelta(length)
    for text in written_days(start):
        assert stated(text) == (start.isoformat(), start.isoformat(), [], "day"), text
    for text in written_spans(start, end):
        assert stated(text) == (start.isoformat(), end.isoformat(), [], "day"), text
    for text in (*less_than_a_date(start), *dict(written_open_spans(start))):
        assert stated(text) is None, text


@settings(max_examples=25)
@given(DAYS.map(lambda day: day.replace(day=1)), st.sets(st.integers(0, 13), min_size=2))
def test_a_list_of_days_is_read_day_by_day(first, numbers):
    days = [(first + timedelta(number * 2)).isoformat() for number in sorted(numbers)]
    for text in written_lists([date.fromisoformat(day) for day in days]):
        assert stated(text) == (days[0], days[-1], days, "day"), text


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("2016-01-13 to 2016-01-15", "2016-01-13", "2016-01-15"),
        ("13/01/2016 - 15/01/2016", "2016-01-13", "2016-01-15"),
        ("11. – 12. September 2021", "2021-09-11", "2021-09-12"),
        ("13.–15.01.2016", "2016-01-13", "2016-01-15"),
        ("Sept 2016", "2016-09", None),
        ("03/04/2016 – 05/04/2016", None, None),
        ("13 January 2016 onwards", None, None),
        ("13 January 2016 –", None, None),
        ("1. Mai 2016", "2016-05-01", "2016-05-01"),
        ("Day 1 – 13 January 2016", None, None),
        ("January 2010 – present", None, None),
        ("13\u201115 January 2016", "2016-01-13", "2016-01-15"),
        ("13−15 January 2016", "2016-01-13", "2016-01-15"),
        ("2016-01-13/15", "2016-01-13", "2016-01-15"),
        ("2015-12-30/01-02", None, None),
        ("2016-01-13--2016-01-15", "2016-01-13", "2016-01-15"),
        ("13. u. 14. Januar 2016", "2016-01-13", "2016-01-14"),
        ("13 + 14 January 2016", None, None),
        ("13 ~ 14 January 2016", None, None),
        ("13 … 15 January 2016", None, None),
        ("13; 15; 17 January 2016", None, None),
        ("13 January + 14 February 2016", None, None),
        ("13. bis einschließlich 15. Januar 2016", None, None),
        ("13 (Wed) – 15 (Fri) January 2016", None, None),
        ("13 January 2016 – ongoing", None, None),
        ("13 January 2016/17", None, None),
        ("Every Monday from 4 to 25 January 2016", None, None),
        ("Mondays, 4–25 January 2016", None, None),
        ("4–25 January 2016, each Monday", None, None),
        ("1º de mayo de 2016", "2016-05-01", "2016-05-01"),
        ("On the first of May 2016", None, None),
        ("le premier mai 2016", None, None),
    ],
)
def test_a_line_gives_its_whole_date_or_none(line, start, end):
    dates = read(f"A talk on rivers\n\n{line}\n\n{PROSE}").as_json()["dates"]
    assert (dates["start"], dates["end"]) == (start, end)


def test_days_in_a_list_are_proposed_as_separate_days():
    page = read(f"A talk on rivers\n\n3, 10 and 17 May 2016\n\n{PROSE}").as_json()
    fields = facts_of_page(page, page["source"]["text"]).single["dates"].fields
    assert fields["extended_date"] == "{2016-05-03,2016-05-10,2016-05-17}"
    assert (fields["start"], fields["end"]) == (date(2016, 5, 3), date(2016, 5, 17))
    assert fields["dates_stated"] == "3, 10 and 17 May 2016"


@pytest.mark.parametrize(
    ("occasion", "day"),
    [
        ("opening the lake meeting of 13 January 2016", "2016-01-13"),
        ("opening the lake meeting of 13–15 January 2016", None),
        ("opening the lake meeting of 03/04/2016", None),
        ("opening the lake meeting of 2016", "2016"),
    ],
)
def test_a_quotation_takes_a_day_of_no_span(occasion, day):
    page = read(
        f"A talk on rivers\n\n{PROSE}\n\n“A river is a road that moves by itself to the sea.”\n"
        f"— Jan Peeters, Minister of Water ({occasion})"
    ).as_json()
    assert [quote["date"] for quote in page["quotes"]] == [day]


def test_an_event_that_opened_today_and_goes_on_has_no_date_of_one_day():
    news = "Kisumu, 3 October 2016 – The Lakes Symposium opened today in Kisumu."
    goes_on = f"{news} The three-day symposium is about fish."
    dates = [read(f"Lakes Symposium opens\n\n{text}").values["dates"] for text in (news, goes_on)]
    assert [date and date["start"] for date in dates] == ["2016-10-03", None]
