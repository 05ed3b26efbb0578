import datetime

import pytest

from cms.dates import edtf
from cms.dates.extended import plain
from cms.dates.reduced import first_day, last_day, parse_shown, shown_date
from cms.models import Quote, Reference
from tests import factories
from tests.cms.helpers import errors_of, refused

DAY = datetime.date(2012, 1, 26)
LATER = datetime.date(2012, 1, 28)


@pytest.mark.parametrize(
    ("precision", "expected"), [("day", "2012-01-26"), ("month", "2012-01"), ("year", "2012")]
)
def test_a_date_is_shown_no_more_precisely_than_it_is_known(precision, expected):
    assert shown_date(DAY, precision) == expected


def test_no_date_is_shown_as_none():
    assert shown_date(None, "day") is None
    assert shown_date(DAY, "none") is None


@pytest.mark.parametrize("date", ["2012-01-26", "2012-01", "2012"])
def test_what_is_shown_can_be_read_back(date):
    assert shown_date(*parse_shown(date)) == date


@pytest.mark.parametrize("text", ["", "12", "2012-1", "2012-13", "2012-02-30", "２０１２"])
def test_what_is_no_date_is_not_read(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_shown(text)


@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        (DAY, LATER, "day", "2012-01-26/2012-01-28"),
        (DAY, None, "day", "2012-01-26"),
        (DAY, LATER, "month", "2012-01"),
        (DAY, datetime.date(2013, 5, 1), "year", "2012/2013"),
        (None, None, "none", None),
    ],
)
def test_edtf_joins_both_ends_when_they_differ_as_shown(start, end, precision, text):
    assert plain(start, end, precision).edtf == text


def test_a_month_or_year_stands_for_all_its_days():
    leap = datetime.date(2012, 2, 10)

    assert first_day(leap, "month") == datetime.date(2012, 2, 1)
    assert last_day(leap, "month") == datetime.date(2012, 2, 29)
    assert first_day(leap, "year") == datetime.date(2012, 1, 1)
    assert last_day(leap, "year") == datetime.date(2012, 12, 31)
    assert first_day(leap, "day") == last_day(leap, "day") == leap


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1998~", "1998-01-01", "1998-12-31"),
        ("2009-21", "2009-01-01", "2009-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2016-05/..", "2016-05-01", "9999-12-31"),
        ("../2016-05", "0001-01-01", "2016-05-31"),
        ("{2020-07-14,2020-07-16}", "2020-07-14", "2020-07-16"),
    ],
)
def test_an_extended_date_lies_between_a_first_and_a_last_day(text, first, last):
    date = edtf.parse(text)

    assert (str(date.first_day), str(date.last_day)) == (first, last)
    assert edtf.extended(**date.values()) == date


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("1998~", {"start": "1998", "precision": "year", "qualifier": "approximate"}),
        ("2012-05?", {"start": "2012-05", "precision": "month", "qualifier": "uncertain"}),
        (
            "1998~/2001?",
            {"start": "1998", "end": "2001", "precision": "year",
             "qualifier": "approximate-uncertain"},
        ),
        ("2009-21", {"start": "2009", "precision": "season"}),
        ("199X", {"start": "1990", "end": "1999", "precision": "decade"}),
        ("2016/..", {"start": "2016", "precision": "year", "open": "end"}),
        ("../2016", {"end": "2016", "precision": "year", "open": "start"}),
        (
            "{2020-07-14,2020-07-16}",
            {"start": "2020-07-14", "end": "2020-07-16", "precision": "day",
             "days": ["2020-07-14", "2020-07-16"]},
        ),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_a_document_says_what_start_and_end_do_not_say(text, stated):
    values = edtf.parse(text).values()
    reference = factories.make_reference(**values)
    reference.refresh_from_db()
    reference.full_clean()

    nothing = {"start": None, "end": None, "qualifier": None, "open": None, "days": []}
    assert reference.dates_document() == nothing | stated | {"edtf": text, "stated": None}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"extended_date": "soon"}, {"extended_date"}),
        ({"start": datetime.date(1999, 1, 1)}, {"start", "extended_date"}),
        ({"extended_date": "2012"}, {"start", "extended_date"}),
        ({"precision": "none", "start": None}, {"precision", "start", "extended_date"}),
    ],
)
@pytest.mark.django_db
def test_the_days_are_those_of_the_extended_date(changes, fields):
    reference = Reference(name="A declaration", **edtf.parse("1998~").values() | changes)

    assert set(errors_of(reference)) - {"__all__"} == fields


@pytest.mark.parametrize("make", [Quote, Reference])
@pytest.mark.parametrize(
    ("dates", "fields"),
    [
        ({"precision": "day", "start": LATER, "end": DAY}, {"start", "end"}),
        ({"precision": "none", "start": DAY}, {"precision", "start"}),
        ({"precision": "none", "end": DAY}, {"precision", "end"}),
        ({"precision": "none", "start": DAY, "end": LATER}, {"precision", "start", "end"}),
        ({"precision": "year"}, {"precision", "start"}),
        ({"precision": "day", "end": DAY}, {"precision", "start"}),
    ],
)
@pytest.mark.django_db
def test_each_broken_rule_is_said_at_every_field_it_is_about(make, dates, fields):
    name = {"text": "Words"} if make is Quote else {"name": "A declaration"}

    assert set(errors_of(make(**name, **dates))) - {"__all__"} == fields


@pytest.mark.django_db
def test_the_database_refuses_an_end_before_the_start():
    reference = factories.make_reference(precision="day", start=DAY)

    refused(lambda: Reference.objects.filter(pk=reference.pk).update(end=datetime.date(2000, 1, 1)))


@pytest.mark.parametrize(
    "dates",
    [
        {"precision": "day"},
        {"precision": "none", "start": DAY},
        {"end": DAY},
        {"extended_date": "1998~"},
        {"precision": "day", "end": DAY, "extended_date": "1998~"},
    ],
)
@pytest.mark.django_db
def test_the_database_refuses_dates_without_a_precision_and_the_reverse(dates):
    reference = factories.make_reference()

    refused(lambda: Reference.objects.filter(pk=reference.pk).update(**dates))
