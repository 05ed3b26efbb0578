from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.dates_in_words import Unreadable, read, reading_in_words, write

JANUARY = (date(2016, 1, 13), date(2016, 1, 15), "day")


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
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
def test_dates_are_read_as_a_person_means_them(words, start, end, precision):
    found = read(words)

    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("soon", "Write 13–15 January 2016"),
        ("13–15 January", "year is missing"),
        ("31 February 2016", "no such day"),
        ("15–13 January 2016", "before the first day"),
        ("03/04/2016", "two ways"),
        ("13 January 2016 – 2017", "equally well"),
        ("1 - 2 - 3 January 2016", "Write 13–15 January 2016"),
        ("13 January 0000", "no such day"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(words, reason):
    with pytest.raises(Unreadable, match=reason):
        read(words)


@given(st.dates(), st.dates(), st.sampled_from(["day", "month", "year"]))
def test_what_is_written_reads_the_same(one, other, precision):
    start, last = sorted([one, other])
    cut = {"day": lambda d: d, "month": lambda d: d.replace(day=1)}.get(
        precision, lambda d: d.replace(month=1, day=1)
    )
    start, end = cut(start), cut(last) if cut(last) != cut(start) else None

    found = read(write(start, end, precision))

    assert (found.start, found.end, found.precision) == (start, end, precision)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_is_refused_in_words(words):
    with suppress(Unreadable):
        assert reading_in_words(read(words)).endswith(".")


def test_an_editor_sees_how_it_was_read():
    assert reading_in_words(read("jan 2012")) == "Read as January 2012, known to the month."
    assert reading_in_words(read("")) == "No date is stated."
