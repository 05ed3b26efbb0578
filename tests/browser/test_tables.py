"""A table is sent in, and the page shows by itself what the worker makes of it."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from cms.models import Partner

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
