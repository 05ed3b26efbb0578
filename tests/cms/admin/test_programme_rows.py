"""Rows that are pasted from a spreadsheet into the programme."""

from datetime import date

import pytest

from cms.admin.programme.names import NameIndex
from cms.admin.programme.reading import clock, day_of, read_people, read_programme
from cms.models import Person
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
FIRST = date(2016, 1, 13)


def names() -> NameIndex:
    return NameIndex(Person.objects.all())


def rows(text: str, day: date | None = FIRST) -> list[dict]:
    return read_programme(text, day, FIRST, names()).rows


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9", ("09:00", "")),
        ("9.30", ("09:30", "")),
        ("09:00–10:30", ("09:00", "10:30")),
        ("9h30 - 11h", ("09:30", "11:00")),
        ("2 pm to 3:15 pm", ("14:00", "15:15")),
        ("12 am", ("00:00", "")),
        ("2–3.30 pm", ("14:00", "15:30")),
        ("11:30–12:30 pm", ("11:30", "12:30")),
        ("10–1 pm", ("10:00", "13:00")),
        ("9–5 pm", ("09:00", "17:00")),
        ("13 pm", None),
        ("noon", None),
        ("25:00", None),
        ("٩:٣٠", None),
        ("2016-01-13", None),
    ],
)
def test_a_clock_is_read_as_people_write_it(text, hours):
    assert clock(text) == hours


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 January", date(2016, 1, 14)),
        ("Thursday 14 January 2016", date(2016, 1, 14)),
        ("14.01.2016", date(2016, 1, 14)),
        ("Day 2", date(2016, 1, 14)),
        ("Day 0", None),
        ("January 2016", None),
        ("Opening", None),
    ],
)
def test_a_day_is_read_by_the_dates_of_the_event(text, day):
    assert day_of(text, FIRST) == day


@pytest.mark.parametrize(
    ("text", "first", "day"),
    [
        ("2 January", date(2016, 12, 30), date(2017, 1, 2)),
        ("Sunday 1 January", date(2016, 12, 30), date(2017, 1, 1)),
        ("29 December", date(2016, 12, 30), date(2016, 12, 29)),
        ("31 December", date(2017, 1, 1), date(2016, 12, 31)),
        ("Day 2", date(9999, 12, 31), None),
    ],
)
def test_a_day_without_a_year_is_the_nearest_to_the_event(text, first, day):
    assert day_of(text, first) == day


def test_a_header_names_the_columns_and_capacities_are_columns_too():
    for name in ("Ada Lovelace", "Ben Ali", "Cem Kaya"):
        factories.make_person(name=name)
    table = (
        "Date\tTime\tSession\tType\tChair\tSpeakers\n"
        "13 January\t9:00–10:30\tOpening\tPlenary\tada lovelace\tBen Ali, Cem Kaya\n"
        "\t11:00\tRights\tPanel\t\tKaya, Cem; Dora New\n"
        "14 January\t\tWalk\tSocial event\t\t\n"
    )

    first, second, third = rows(table)

    assert (first["start"], first["end"]) == ("2016-01-13 09:00", "2016-01-13 10:30")
    assert (first["title"], first["kind"]) == ("Opening", "plenary")
    assert first["people"].splitlines() == [
        "Ada Lovelace (chair)", "Ben Ali (speaker)", "Cem Kaya (speaker)",
    ]  # fmt: skip
    assert second["start"] == "2016-01-13 11:00"
    assert second["people"].splitlines() == ["Cem Kaya (speaker)", "Dora New (speaker)"]
    assert (third["start"], third["kind"]) == ("", "social")


def test_without_a_header_cells_are_known_by_their_form_and_order():
    table = '09:00\t10:30\tOpening\tPlenary\tAda\n"11:00"\t"Two\nlines"\tBen\n14:00 – Closing\n'

    sessions = [
        (row["start"], row["end"], row["title"], row["kind"], row["people"]) for row in rows(table)
    ]

    assert sessions == [
        ("2016-01-13 09:00", "2016-01-13 10:30", "Opening", "plenary", "Ada"),
        ("2016-01-13 11:00", "", "Two lines", "session", "Ben"),
        ("2016-01-13 14:00", "", "Closing", "session", ""),
    ]


def test_what_is_not_understood_is_told_and_the_row_is_there():
    reading = read_programme(
        "Day\tTime\tTitle\tKind\nsoon\tnoon\tOpening\tFireside\n", None, FIRST, names()
    )

    assert [row["title"] for row in reading.rows] == ["Opening"]
    assert reading.notes == [
        "Row 2: “soon” is not a day.",
        "Row 2: “noon” is not a time.",
        "Row 2: “Fireside” is not a kind of session.",
    ]


def test_a_name_with_a_comma_stays_whole_when_it_is_known():
    factories.make_person(name="Martin King, Jr.")

    [row] = rows("Title\tPeople\nTalk\tMartin King, Jr.\n")

    assert row["people"] == "Martin King, Jr."


def test_people_are_rows_of_a_name_a_capacity_an_office_and_an_organisation():
    factories.make_person(name="Ada Lovelace")

    people = read_people("ada lovelace\tChair\tMinister\tFinland\nBen New\n", names()).rows

    assert [tuple(row.values()) for row in people] == [
        ("Ada Lovelace", "chair", "Minister", "Finland"),
        ("Ben New", "", "", ""),
    ]
