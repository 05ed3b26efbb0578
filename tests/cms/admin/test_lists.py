import csv
import datetime
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.admin.exports import harmless
from cms.dates import edtf
from tests import factories
from tests.shared import shared

pytestmark = pytest.mark.django_db
KINDS = ("quote", "partner", "person", "theme", "venue", "reference")


def list_url(kind: str) -> str:
    return reverse(f"wagtailsnippets_cms_{kind}:list")


def titles(response) -> list[str]:
    return [str(record.title) for record in response.context["object_list"]]


@shared
def editions():
    series = factories.make_series(title="Annual")
    for year, number in ((2011, 1), (2012, 2)):
        factories.make_event(
            series=series,
            slug=f"e{year}",
            code=f"TT{number}",
            title=f"Edition of {year}",
            ordinal=number,
            phase="held",
            precision="year",
            start=datetime.date(year, 5, 1),
        )
    factories.make_event(title="Alone", slug="alone")
    return series


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_a_list_costs_only_what_wagtail_asks_of_each(editor, kind):
    """Whether it lacks a translation. A page has 50 rows."""
    make = getattr(factories, f"make_{kind}")
    make()
    queries_of(editor, list_url(kind))
    one = queries_of(editor, list_url(kind))
    for _ in range(4):
        make()

    assert queries_of(editor, list_url(kind)) - one <= 4
    assert make().snippet_viewset.list_per_page == 50


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_can_be_downloaded_as_a_spreadsheet(editor, kind):
    record = getattr(factories, f"make_{kind}")()

    text = b"".join(editor.get(list_url(kind), {"export": "csv"}).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    book = b"".join(editor.get(list_url(kind), {"export": "xlsx"}).streaming_content)

    assert len(rows) == 1
    assert str(record.uid) in rows[0].values()
    assert openpyxl.load_workbook(io.BytesIO(book)).active.max_row == 2


def test_a_cell_that_a_spreadsheet_would_calculate_is_downloaded_as_words(editor):
    factories.make_partner(name="=HYPERLINK(1)", acronym="+1", slug="p")

    answer = editor.get(list_url("partner"), {"export": "csv"})

    row = next(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode().split("\n")[1])))
    assert row[:2] == ["'=HYPERLINK(1)", "'+1"]


def test_plain_words_and_numbers_are_downloaded_as_they_are():
    assert [harmless(value) for value in ("Words", 3, None, True)] == ["Words", 3, None, True]


def test_the_editions_of_a_series_show_code_number_dates_and_phase(editor, editions):
    page = editor.get(reverse("wagtailadmin_explore", args=[editions.pk])).content.decode()

    for text in ("Code", "TT2", "Number", "Dates", "2012", "Phase", "Held"):
        assert text in page


@pytest.mark.parametrize("ordering", ["ordinal", "-start", "code", "phase"])
def test_editions_are_sorted_by_any_of_these(editor, editions, ordering):
    url = reverse("wagtailadmin_explore", args=[editions.pk])

    listed = titles(editor.get(url, {"ordering": ordering}))

    expected = ["Edition of 2011", "Edition of 2012"]
    assert listed == (expected[::-1] if ordering == "-start" else expected)


@pytest.mark.parametrize("query", [{"q": "zzzz"}, {"year": "1931"}])
@pytest.mark.parametrize("name", ["events:index", "events:index_results"])
def test_a_list_of_events_in_which_nothing_is_found_says_so(editor, editions, name, query):
    page = editor.get(reverse(name), query).content.decode()

    assert "No events match your query." in page
    assert "of 0 events" not in page


def test_the_list_of_the_pages_of_a_type_leads_nowhere_that_is_not_there(editor):
    page = editor.get(reverse("wagtailadmin_pages:type_use", args=["cms", "eventpage"]))
    above = reverse("wagtailadmin_reports:page_types_usage")

    assert f'href="{above}"' in page.content.decode()
    assert editor.get(above)["Location"] == reverse("wagtailadmin_home")


def test_events_are_filtered_by_series_and_by_year(editor, editions):
    url = reverse("events:index")

    assert set(titles(editor.get(url))) == {"Edition of 2011", "Edition of 2012", "Alone"}
    assert titles(editor.get(url, {"year": "2012"})) == ["Edition of 2012"]
    assert len(titles(editor.get(url, {"series": editions.pk}))) == 2
    assert titles(editor.get(url, {"series": editions.pk, "year": "2011"})) == ["Edition of 2011"]


def test_an_event_belongs_to_every_year_that_it_touches(editor):
    factories.make_event(
        precision="day", start=datetime.date(2011, 12, 30), end=datetime.date(2013, 1, 2)
    )

    for year, count in (("2010", 0), ("2011", 1), ("2012", 1), ("2013", 1), ("2014", 0)):
        assert len(titles(editor.get(reverse("events:index"), {"year": year}))) == count


def test_a_year_finds_what_may_have_been_in_it(editor):
    for text in ("199X", "1998~", "2016/..", "../1990"):
        factories.make_event(**edtf.parse(text).values(), title=text)

    url = reverse("events:index")
    titles_by_year = {
        year: set(titles(editor.get(url, {"year": year}))) for year in ("1989", "1998", "2030")
    }
    assert titles_by_year == {"1989": {"../1990"}, "1998": {"199X", "1998~"}, "2030": {"2016/.."}}


@pytest.mark.parametrize("year", ["", "x", "99999", "-5", "2012.7", "1e400"])
def test_an_odd_year_is_no_error_of_the_server(editor, editions, year):
    assert editor.get(reverse("events:index"), {"year": year}).status_code == 200


def test_a_list_says_what_is_scheduled_and_what_is_in_moderation(editor):
    later = timezone.now() + datetime.timedelta(days=3)
    draft, waiting, scheduled = (factories.make_theme(live=False) for _ in range(3))
    waiting.save_revision()
    waiting.get_workflow().start(waiting, None)
    scheduled.go_live_at = later
    scheduled.save_revision(approved_go_live_at=later)

    listed = editor.get(list_url("theme")).context["object_list"]

    assert {theme.pk: theme.status_string for theme in listed} == {
        draft.pk: "draft",
        waiting.pk: "in moderation",
        scheduled.pk: "scheduled",
    }
