"""Office tables go in as they are: each of many shapes, twice."""

import time
from datetime import datetime

import pytest
from openpyxl import Workbook

from cms.models import EventPage, Partner, Person, Quote, Theme, Venue
from tables.formats.reader import read_rows
from tables.kinds import TABLES
from tables.models import ColumnMapping
from tables.office import grid
from tables.office.header import Header, proposed
from tables.office.targets import targets_of
from tables.problems import InvalidTable
from tests import factories as make
from tests.shared import shared

from . import office_files as office
from .helpers import refusals, run_import, write

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
CREATE = ("--create", "partners,people,themes")


@shared
def known_records():
    make.make_partner(slug="unicef", name="United Nations Children’s Fund", acronym="UNICEF")
    make.make_partner(slug="mfa", name="Ministry of Foreign Affairs")
    make.make_person(slug="jane", name="Jane Doe", sort_name="Doe, Jane")
    make.make_venue(slug="wilton-park", name="Wilton Park")
    make.make_series(slug="oceans", title="Oceans")


def bring_in(kind, path, *options) -> str:
    """What the command says. The same table a second time changes nothing."""
    output = run_import(kind, path, *options)
    again = run_import(kind, path, *options).splitlines()[-1]
    assert again.startswith("0 created, 0 updated, "), again
    return output


def facts(event: EventPage) -> tuple:
    """`(slug, title, edtf, dates as stated, place)`."""
    place = event.venue.name if event.venue else event.place_stated
    return event.code or event.slug, event.title, event.edtf, event.dates_stated, place


def events() -> list[tuple]:
    return [facts(event) for event in EventPage.objects.order_by("pk")]


def partners(event: EventPage) -> list[tuple[str, str]]:
    return [(row.partner.name, row.role) for row in event.partnerships.all()]


def people(event: EventPage) -> list[tuple[str, str]]:
    return [(row.person.name, row.capacity) for row in event.appearances.all()]


def test_a_header_below_a_title_and_partners_by_name(known_records, tmp_path):
    output = bring_in("events", office.english_list(tmp_path), *CREATE)

    assert events() == [
        ("rights-and-security", "Rights and security", "2016-01-13/2016-01-15",
         "13–15 January 2016", "Wilton Park"),
        ("peace-at-work", "Peace at work", EventPage.objects.last().edtf, "spring 2017", "Geneva"),
    ]  # fmt: skip
    first, second = EventPage.objects.order_by("pk")
    assert [name for name, _role in partners(first)] == [
        "Ministry of Foreign Affairs", "United Nations Children’s Fund",
    ]  # fmt: skip
    assert partners(second)[1] == ("Oslo Peace Centre", "partner")
    new = Partner.objects.get(slug="oslo-peace-centre")
    assert (new.acronym, new.live) == ("OPC", False)
    assert "header in row 4\n" in output
    assert "“Budget” is not read\n" in output
    assert "row 7: It is passed over: it is empty.\n" in output
    assert "row 8: It is passed over: it is a total, “Total”.\n" in output
    assert "new draft: partner “Oslo Peace Centre”, oslo-peace-centre\n" in output


def test_a_german_table_of_windows(known_records, tmp_path):
    output = bring_in("events", office.german_export(tmp_path), *CREATE)

    first, second = EventPage.objects.order_by("pk")
    assert (first.title, first.edtf) == ("Menschenrechte im Gespräch", "2011-03-03/2011-03-05")
    assert (first.event_kind, first.kind_stated, first.place_stated) == (
        "conference", "Tagung", "Köln",
    )  # fmt: skip
    # “Universitat Koln” is the same university without its accents.
    assert first.organiser == second.organiser
    assert partners(second) == [("Stiftung Brückenschlag", "funder"), ("Stadt Zürich", "funder")]
    assert second.dates_stated == "12.10.2012"
    assert second.kind_stated == "Klausur"
    assert "The file is not UTF-8. Plenary reads it as Windows-1252" in output
    assert "row 6: It is passed over: it is a note, “Stand: Mai 2013”." in output


def test_a_french_table_with_two_columns_of_days(known_records, tmp_path):
    path = office.french_list(tmp_path)
    assert "column N°: Only an event of a series can have a number." in refusals(
        "events", path, *CREATE
    )

    bring_in("events", path, *CREATE, "--set", "series=Oceans", "--date-order", "day")

    first, second = EventPage.objects.order_by("ordinal")
    assert (first.edtf, first.dates_stated) == ("2009-02-04", "04/02/2009")
    assert (second.edtf, second.series.slug, second.ordinal) == (
        "2010-05-13/2010-05-15", "oceans", 2,
    )  # fmt: skip
    assert partners(first) == partners(second)
    assert people(first) == [("DUPONT Marie", "speaker")]
    (appearance,) = second.appearances.all()
    assert (appearance.person.honorific, appearance.role_then) == ("Mme", "Juge")
    assert second.internal_notes == "complet"


def test_a_spanish_unicode_text_with_surnames_first(known_records, tmp_path):
    bring_in("events", office.spanish_unicode_text(tmp_path), *CREATE)
    assert people(EventPage.objects.first()) == [
        ("María García", "speaker"), ("Juan Ruiz", "speaker"),
    ]  # fmt: skip
    person = Person.objects.get(name="Juan Ruiz")
    assert (person.family_name, person.sort_name) == ("Ruiz", "Ruiz, Juan")


def test_a_book_with_sheets_headings_totals_and_dates_as_they_are_shown(known_records, tmp_path):
    output = bring_in("events", office.several_sheets(tmp_path), *CREATE)

    assert [(code, edtf) for code, _title, edtf, *_ in events()] == [
        ("WP1401", "2015-03-04"), ("WP1402", "2015-09"), ("WP1500", "2016"),
    ]  # fmt: skip
    assert "sheet “Events” (not read: Read me), header in row 3" in output
    assert "sheet “Events”, row 4: It is passed over: it is a heading, “2015”." in output
    assert "row 9: It is passed over: it is a total, “Total”." in output


def test_a_cell_says_no_more_of_a_date_than_it_shows(tmp_path):
    formats = {
        "mmm-yy": "2016-01",
        "yyyy": "2016",
        "d-mmm": "13 January",  # Excel adds the year in which somebody typed it
        "mmmm": "January",
        "[$-F800]dddd, mmmm dd, yyyy": "2016-01-13",
        "dd/mm/yyyy hh:mm": "2016-01-13",
        "hh:mm": "2016-01-13",
    }
    workbook = Workbook()
    workbook.active.append(["key", "dates"])
    for row, number_format in enumerate(formats, start=2):
        workbook.active.append([f"e{row}", datetime(2016, 1, 13)])
        workbook.active.cell(row, 2).number_format = number_format
    workbook.save(tmp_path / "t.xlsx")

    rows = list(read_rows(tmp_path / "t.xlsx", "xlsx"))

    assert [row.cells["dates"] for row in rows] == list(formats.values())


@pytest.mark.parametrize(
    ("build", "first", "second"),
    [
        (
            office.one_row_a_speaker,
            [("Jane Doe", "speaker"), ("John Smith", "speaker"), ("Anna Łukasiewicz", "speaker"),
             ("Richard Roe", "chair")],
            [("Jane Doe", "speaker")],
        ),
        (
            office.rows_that_go_on,
            [("Jane Doe", "speaker"), ("John Smith", "speaker")],
            [("Jane Doe", "speaker")],
        ),
    ],
)  # fmt: skip
def test_several_rows_may_be_about_one_event(known_records, tmp_path, build, first, second):
    bring_in("events", build(tmp_path), *CREATE)
    one, other = EventPage.objects.order_by("pk")
    assert (sorted(people(one)), people(other)) == (sorted(first), second)
    assert Person.objects.filter(name="Jane Doe").count() == 1


def test_a_header_of_two_rows(known_records, tmp_path):
    bring_in("events", office.two_header_rows(tmp_path), *CREATE)
    trade, trust = EventPage.objects.order_by("pk")
    assert (trade.edtf, trust.edtf) == ("2018-05-02/2018-05-04", "2019-06-07")
    assert partners(trade) == [("City of Bonn", "host"), ("Bonn Fund", "funder")]


def test_editions_with_one_title(known_records, tmp_path):
    bring_in("events", office.editions(tmp_path), "--set", "series=oceans")
    first, second, third = EventPage.objects.order_by("ordinal")
    assert (first.slug, first.edtf, first.ordinal_stated, first.access) == (
        "oceans-conference-1998", "1998-05-12/1998-05-14", "1st", "invitation-only",
    )  # fmt: skip
    assert (second.edtf, second.access, second.access_stated) == (
        "1999", "public", "open to the public",
    )  # fmt: skip
    assert (third.edtf, third.dates_stated, third.kind_stated) == (
        "2000-23", "late autumn", "Retreat",
    )  # fmt: skip


def test_a_key_in_the_form_of_a_code_is_the_code(known_records, tmp_path):
    output = bring_in("events", office.keys_and_serials(tmp_path), *CREATE)
    borders, retreat = EventPage.objects.order_by("pk")
    assert (borders.code, borders.edtf) == ("WP1001", "2010-01-11/2010-01-13")
    assert (retreat.code, retreat.slug, retreat.edtf) == ("", "retreat-2011", "2011-01-01")
    assert (borders.organiser.slug, partners(borders)) == (
        "mfa", [("Border Institute", "co-organiser")],
    )  # fmt: skip
    assert "The number 40189 is read as the day 2010-01-11, as spreadsheets count days." in output
    assert "row 3: It is passed over: it is the header again, “Key”." in output


def test_lists_of_people(known_records, tmp_path):
    bring_in("people", office.people_in_two_columns(tmp_path))
    anna = Person.objects.get(slug="anna-muller")
    assert (anna.name, anna.honorific, anna.sort_name) == ("Anna Müller", "Dr.", "Müller, Anna")
    assert [(row.partner.slug, row.role) for row in anna.affiliations.all()] == [
        ("unicef", "Direktorin")
    ]
    jane = Person.objects.get(slug="jane").get_latest_revision_as_object()
    assert [row.organisation_stated for row in jane.affiliations.all()] == ["Town of Bath"]

    run_import("people", office.people_surname_first(tmp_path))
    assert set(Person.objects.values_list("name", "family_name")) >= {
        ("Anna Müller", "Müller"),
        ("Jan van der Berg", "van der Berg"),
        ("María José García López", "García López"),
    }


def test_lists_of_partners_venues_and_quotes(known_records, tmp_path):
    bring_in("partners", office.partner_list(tmp_path))
    ministry = Partner.objects.get(acronym="UM")
    assert (ministry.name, ministry.partner_kind, ministry.country.code, ministry.website) == (
        "Außenministerium", "ministry", "FI", "https://www.um.fi",
    )  # fmt: skip
    assert Partner.objects.get(slug="denkraum-basel").internal_notes == "Kind: Thinktank"

    bring_in("venues", office.venue_list(tmp_path))
    town_hall = Venue.objects.get(slug="rathaus")
    assert (str(town_hall.latitude), town_hall.country.code) == ("50.938000", "DE")

    bring_in("quotes", office.quote_list(tmp_path), *CREATE)
    assert [(quote.speaker.name, quote.edtf) for quote in Quote.objects.order_by("pk")] == [
        ("Anna Müller", "2010-05"), ("Jane Doe", None),
    ]  # fmt: skip


def test_what_somebody_says_of_the_columns_is_remembered(known_records, tmp_path):
    path = office.polish_list(tmp_path)
    assert "No column is known: Tytuł, Termin konferencji, Współpraca." in refusals("events", path)
    options = [
        "--map",
        "tytul=title",
        "--map",
        "Termin konferencji=dates",
        "--map",
        "Współpraca=partners",
    ]

    bring_in("events", path, *options)

    assert ColumnMapping.objects.count() == 1
    output = run_import("events", path)
    assert output.startswith("header in row 2, as chosen before\n“Tytuł” is read as title\n")
    assert partners(EventPage.objects.get()) == [("United Nations Children’s Fund", "partner")]


def test_names_that_nobody_has_decided_about_are_asked_once(known_records, tmp_path):
    make.make_partner(slug="opc", name="Oslo Peace Center")
    path = office.english_list(tmp_path)

    messages = refusals("events", path, "--dry-run")

    assert messages.splitlines()[0] == (
        "events.csv: row 6, column Partner organisations: There is no partner with the name “Oslo "
        "Peace Centre”. The table has it once. Say which record it is, or have drafts made. "
        "Like it: opc."
    )
    assert EventPage.objects.count() == 0
    bring_in("events", path, "--use", "Oslo Peace Centre=opc")
    assert partners(EventPage.objects.last())[1] == ("Oslo Peace Center", "partner")


def test_a_column_of_formulas_is_no_column_of_headings(tmp_path):
    path = office.book(tmp_path, ("List", [["Name"], ["=A5"], ["Lake Trust"], ["=A6"]]))
    messages = refusals("partners", path).splitlines()
    assert messages[:2] == [
        f"office.xlsx: row {row}, column Name: It is a formula. Put the value in its place: copy "
        "the cell, and paste the value only."
        for row in (2, 4)
    ]
    assert messages[-1].endswith("Nothing is written.")
    assert not Partner.objects.exists()


def test_a_total_below_the_names_is_passed_over(tmp_path):
    rows = [["Name", "Members"], ["Lake Trust", None], ["Total", "=SUM(B2:B2)"], [None, "=B2"]]
    output = bring_in("partners", office.book(tmp_path, ("Partners", rows)))
    assert output.count("It is passed over") == 2


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("events", ["--sheet", "Nowhere"], "There is no sheet “Nowhere”. The sheets are: Read"),
        ("events", ["--header-row", "2"], "sheet “Events”: Row 2 is empty. A header has"),
        ("events", ["--map", "Titel=title"], "no column “Titel”. The columns are: Code, Title"),
        ("events", ["--map", "Title=titel"], "no column of events. Did you mean “title”?"),
        ("events", ["--map", "Cost=title"], "column Cost: “Title” is read as title, too."),
        ("events", ["--map", "Cost=summary"], "column Cost: It is a formula. Put the value in its"),
        ("events", ["--set", "serie=x"], "there is no column “serie”. Did you mean “series”?"),
        ("events", ["--set", "series=rivers"], "There is no series with the key “rivers”."),
        ("events", ["--use", "Nordic Fund=nowhere"], "column Sponsors: Item 1: partner: There is"),
        ("people", [], "sheet “Events”"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_place(
    known_records, tmp_path, kind, options, message
):
    path = office.several_sheets(tmp_path)
    messages = refusals(kind, path, *options)
    assert message in messages
    assert messages.endswith("Nothing is written.")
    assert EventPage.objects.count() == 0


ONE_EVENT = "Title,Date,Partners\nRivers,{date},{partners}\n"


def test_digits_that_are_no_number_are_kept_as_stated(known_records, tmp_path):
    table = "Title,Date,No,Series\nRivers,²,³,Oceans\nLakes,1999,05,Oceans\nSeas,2001,٦th,Oceans\n"
    bring_in("events", office.text_file(tmp_path, "t.csv", table))
    rivers, lakes, seas = EventPage.objects.order_by("pk")
    assert (rivers.edtf, rivers.dates_stated) == (None, "²")
    assert (rivers.ordinal, rivers.ordinal_stated) == (None, "³")
    assert (lakes.ordinal, lakes.ordinal_stated) == (5, "05")
    assert (seas.ordinal, seas.ordinal_stated) == (None, "٦th")
    table = ONE_EVENT.format(date="9" * 5000, partners="")
    messages = refusals("events", office.text_file(tmp_path, "t.csv", table))
    assert "column dates_stated: Ensure this value has at most 255 characters" in messages


def test_a_sheet_is_read_up_to_the_most_rows(tmp_path, monkeypatch):
    path = office.book(tmp_path, ("Events", [["Title"], *([f"Event {n}"] for n in range(5))]))
    read, rows_of = [], grid._book_rows

    def counted(source):
        for row in rows_of(source):
            read.append(row.number)
            yield row

    monkeypatch.setattr(grid, "_book_rows", counted)
    monkeypatch.setattr(grid, "MOST_ROWS", 2)
    with grid.OfficeFile(path, "xlsx") as file, pytest.raises(InvalidTable) as refused:
        file.sheet("Events")
    assert str(refused.value.problems[0]) == "row 3: A table has at most 2 rows."
    assert read == [1, 2, 3]


@pytest.mark.parametrize("sheet", ["²", "9" * 5000], ids=["raised", "long"])
def test_the_number_of_a_sheet_is_written_in_plain_digits(known_records, tmp_path, sheet):
    messages = refusals("events", office.several_sheets(tmp_path), "--sheet", sheet)
    assert f"There is no sheet “{sheet}”." in messages


def test_items_as_our_own_tables_write_them(known_records, tmp_path):
    """The errors count the items of the cell, and a name may be left out."""
    table = ONE_EVENT.format(date="2001", partners='"unicef | host\nNobody | sponsor{}"')
    path = office.text_file(tmp_path, "t.csv", table.format("\nmfa | guest"))
    assert "column Partners: Item 3: role: “guest” is not one of" in refusals("events", path)
    path = office.text_file(tmp_path, "t.csv", table.format(""))
    bring_in("events", path, "--use", "Nobody=")
    assert partners(EventPage.objects.get()) == [("United Nations Children’s Fund", "host")]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_our_own_names_of_columns_mean_themselves(table):
    names = tuple(table.names)
    assert proposed(Header(1, 1, names), table) == dict(zip(names, names, strict=True))
    assert set(names) <= set(targets_of(table))


def test_rows_may_name_rows_further_down(known_records, tmp_path):
    path = office.text_file(tmp_path, "t.csv", "Schlagwort,Oberbegriff\nWasser,Umwelt\nUmwelt,\n")
    bring_in("themes", path)
    assert Theme.objects.get(label="Wasser").broader.label == "Umwelt"


def test_json_has_our_columns(tmp_path):
    path = write(tmp_path / "t.json", {"name": "UNICEF"})
    assert "These options are for CSV and XLSX." in refusals("partners", path, "--map", "name=name")


def test_long_cells_and_many_merged_ranges_take_no_time(known_records, tmp_path):
    """Each once took the square of its length, or of its number."""
    path = office.many_merged_ranges(tmp_path)
    began = time.process_time()
    messages = refusals("partners", path)
    assert time.process_time() - began < 3
    assert "row 3, column Name: Ensure this value has at most 255 characters" in messages
