from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.dates_in_words import UnreadableDate, describe, read, write

JANUARY = (date(2016, 1, 13), date(2016, 1, 15), "day")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("13–15 January 2016", *JANUARY),
        ("13-15 January 2016", *JANUARY),
        ("13 - 15 January 2016", *JANUARY),
        ("13 to 15 Jan. 2016", *JANUARY),
        ("from 13 January to 15 January 2016", *JANUARY),
        ("13th – 15th of January, 2016", *JANUARY),
        ("January 13–15, 2016", *JANUARY),
        ("2016-01-13/2016-01-15", *JANUARY),
        ("du 13 au 15 janvier 2016", *JANUARY),
        ("13.–15. Januar 2016", *JANUARY),
        ("30 January – 2 February 2016", date(2016, 1, 30), date(2016, 2, 2), "day"),
        ("28 December 2015 – 3 January 2016", date(2015, 12, 28), date(2016, 1, 3), "day"),
        ("26 January 2012", date(2012, 1, 26), None, "day"),
        ("2012-01-26", date(2012, 1, 26), None, "day"),
        ("26/01/2012", date(2012, 1, 26), None, "day"),
        ("26.01.2012", date(2012, 1, 26), None, "day"),
        ("1er mars 2012", date(2012, 3, 1), None, "day"),
        ("January 2012", date(2012, 1, 1), None, "month"),
        ("2012-01", date(2012, 1, 1), None, "month"),
        ("août 2012", date(2012, 8, 1), None, "month"),
        ("März 2012", date(2012, 3, 1), None, "month"),
        ("January–March 2012", date(2012, 1, 1), date(2012, 3, 1), "month"),
        ("2012", date(2012, 1, 1), None, "year"),
        ("2012–2013", date(2012, 1, 1), date(2013, 1, 1), "year"),
        ("", None, None, "none"),
        ("not stated", None, None, "none"),
    ],
)
def test_dates_are_read_as_a_person_means_them(text, start, end, precision):
    reading = read(text)

    assert (reading.start, reading.end, reading.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "Write 13–15 January 2016"),
        ("13–15 January", "is missing"),
        ("31 February 2016", "does not exist"),
        ("15–13 January 2016", "before the first day"),
        ("03/04/2016", "two meanings"),
        ("13 January 2016 – 2017", "same precision"),
        ("1 - 2 - 3 January 2016", "Write 13–15 January 2016"),
        ("13 January 0000", "does not exist"),
        ("13/01/16", "four digits"),
        ("13 January 2016 –", "Write 13"),
        ("Tuesday 13 January 2016", "day of the week"),
        ("2016-00", "does not exist"),
        ("0 January 2016", "does not exist"),
        ("2011–12", "is missing"),
        ("13² January 2016", "Write 13"),
        ("13/15 January 2016", "do not follow"),
        ("28 December and 3 January 2016", "before the first day"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, reason):
    with pytest.raises(UnreadableDate, match=reason):
        read(text)


@given(st.dates(), st.dates(), st.sampled_from(["day", "month", "year"]))
def test_what_is_written_reads_the_same(one, other, precision):
    start, last = sorted([one, other])
    cut = {"day": lambda d: d, "month": lambda d: d.replace(day=1)}.get(
        precision, lambda d: d.replace(month=1, day=1)
    )
    start, end = cut(start), cut(last) if cut(last) != cut(start) else None

    reading = read(write(start, end, precision))

    assert (reading.start, reading.end, reading.precision) == (start, end, precision)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_is_refused_in_words(text):
    with suppress(UnreadableDate):
        assert describe(read(text)).endswith(".")


def test_an_editor_sees_how_it_was_read():
    assert describe(read("jan 2012")) == "Read as January 2012, known to the month."
    assert describe(read("")) == "No date is stated."
