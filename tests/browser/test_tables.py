"""A table is sent in, and the page shows by itself what the worker makes of it."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from cms.models import EventPage, Partner
from tests.factories import make_partner

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def let_the_worker_do_it() -> None:
    call_command("db_worker", "--backend=worker", "--batch", "--no-reload", "--no-startup-delay")


def test_a_table_is_checked_and_brought_in_before_ones_eyes(page, sign_in, live_server, settings):
    settings.WORKER = True
    sign_in("ann", "Editors")
    page.goto(f"{live_server.url}/admin/tables/")
    page.get_by_label("Kind of record").select_option(label="Partners")
    table = {"name": "t.csv", "mimeType": "text/csv", "buffer": b"key,name\nmfa,A ministry\n"}
    page.locator("[name=table]").set_input_files(table)
    page.get_by_role("button", name="Check the table").click()
    page.get_by_text("Being checked. This page shows the result when it is ready.").wait_for()
    let_the_worker_do_it()
    page.get_by_role("button", name="Import 1 row").click()
    page.get_by_text("Being imported. This page shows the result when it is ready.").wait_for()
    let_the_worker_do_it()
    expect(page.get_by_text("1 created")).to_be_visible()
    assert Partner.objects.get().name == "A ministry"


def test_the_progress_of_a_table_that_is_sent_is_shown(page, sign_in, live_server):
    sign_in("ann", "Editors")
    page.goto(f"{live_server.url}/admin/tables/")
    expect(page.get_by_role("progressbar")).to_be_hidden()
    # An answer without a page: this one stays, as it does while a large table is on its way.
    page.route("**/admin/tables/", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Check the table").click()
    expect(page.get_by_role("progressbar")).to_be_visible()


def test_a_choice_of_long_names_fits_a_narrow_screen(page, sign_in, live_server):
    sign_in("ann", "Editors")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/admin/tables/")
    place = page.locator("[name=encoding]").bounding_box()
    assert place["x"] + place["width"] <= 390


OFFICE = """Conferences of the office,,,,
Name of event,Date(s),Venue,Partner organisations,Budget
Water and rights,13–15 January 2016,Oslo,Oslo Peace Center; UNICEF,300
Law at sea,spring 2017,Malta,UNICEF,100
Total,,,,400
"""


def test_an_office_table_goes_in_with_its_columns_and_names(page, sign_in, live_server):
    make_partner(slug="opc", name="Oslo Peace Centre")
    sign_in("ann", "Editors")
    page.goto(f"{live_server.url}/admin/tables/")
    page.get_by_label("Kind of record").select_option(label="Events")
    table = {"name": "office.csv", "mimeType": "text/csv", "buffer": OFFICE.encode()}
    page.locator("[name=table]").set_input_files(table)
    page.get_by_role("button", name="Check the table").click()

    expect(page.get_by_label("Name of event")).to_have_value("title")
    page.get_by_label("Budget").select_option("internal_notes")
    _fits_the_screen(page)
    page.get_by_role("button", name="Check the table").click()
    page.get_by_label("Oslo Peace Center", exact=True).select_option("opc")
    _fits_the_screen(page)
    page.get_by_role("button", name="Go on with these answers").click()
    page.get_by_role("button", name="Import 2 rows").wait_for()
    expect(page.get_by_text("Row 5: It is passed over: it is a total, “Total”.")).to_be_visible()
    _fits_the_screen(page)
    page.get_by_role("button", name="Import 2 rows").click()

    expect(page.get_by_text("2 created")).to_be_visible()
    first = EventPage.objects.get(slug="water-and-rights")
    assert [row.partner.slug for row in first.partnerships.all()] == ["opc", "unicef"]
    assert first.internal_notes == "300"


def _fits_the_screen(page) -> None:
    """The page is no wider than the screen. A table may be scrolled."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
