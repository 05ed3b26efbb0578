"""A typed date is read as it was typed, in every way to write it, or it is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.dates_in_words import UnreadableDate, read
from tests.date_texts import (
    less_than_a_date,
    written_days,
    written_lists,
    written_open_spans,
    written_spans,
)

DAYS = st.dates(date(1850, 1, 1), date(2099, 1, 1))


@given(DAYS)
def test_a_day_is_read_in_every_way_to_write_it(day):
    for text in written_days(day):
        reading = read(text)
        assert (reading.start, reading.end, reading.precision) == (day, None, "day"), text


@given(DAYS, st.integers(1, 40))
def test_a_span_is_read_with_both_ends(start, length):
    end = start + timedelta(length)
    for text in written_spans(start, end):
        reading = read(text)
        assert (reading.start, reading.end, reading.precision) == (start, end, "day"), text


@given(DAYS.map(lambda day: day.replace(day=1)), st.sets(st.integers(0, 13), min_size=2))
def test_a_list_of_days_gains_no_day_between_them(first, numbers):
    days = [first + timedelta(number * 2) for number in sorted(numbers)]
    for text in written_lists(days):
        assert list(read(text).days) == days, text


@given(DAYS)
def test_a_span_with_an_open_end_gains_no_end(day):
    for text, edtf in written_open_spans(day):
        assert read(text).edtf == edtf, text


@given(DAYS)
def test_a_text_that_is_more_or_less_than_a_date_is_refused(day):
    for text in less_than_a_date(day):
        with pytest.raises(UnreadableDate):
            read(text)
            raise AssertionError(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("28/01/2016 – 03/02/2016", date(2016, 1, 28), date(2016, 2, 3)),
        ("5.–7.9.2016", date(2016, 9, 5), date(2016, 9, 7)),
        ("13 and 14 January 2016", date(2016, 1, 13), date(2016, 1, 14)),
        ("between 13 and 15 January 2016", date(2016, 1, 13), date(2016, 1, 15)),
        ("Sept 2016", date(2016, 9, 1), None),
        ("2012/2015", date(2012, 1, 1), date(2015, 1, 1)),
    ],
)
def test_what_has_one_meaning_is_read(text, start, end):
    reading = read(text)
    assert (reading.start, reading.end) == (start, end)
