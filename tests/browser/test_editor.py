"""The whole way of an edition, from an empty form to the API and out of it again."""

import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.models import EventPage, Partner
from tests import factories

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
ADDRESS = "/api/v1/events/TT1725/"


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).first.click()


def create_in_chooser(page: Page, button: str, field: str, value: str) -> None:
    """Press `button` of a list of records, and make a new one in the window that opens."""
    page.get_by_role("button", name=button, exact=True).click()
    window = page.locator(".modal")
    window.get_by_role("tab", name="Create new").click()
    window.locator(f"[name={field}]").fill(value)
    window.get_by_role("button", name="Create and publish").click()
    expect(window).to_be_hidden()


def press_in_menu(page: Page, name: str) -> None:
    """Press one of the actions behind the arrow beside “Save draft”."""
    footer = page.locator("footer")
    footer.get_by_role("button", name="More actions").click()
    footer.get_by_role("button", name=name, exact=True).click()


def schedule(page: Page, time: str) -> None:
    """Schedule the publication of the form that is open."""
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    window = page.get_by_role("dialog")
    window.locator("[name=go_live_at]").fill(time)
    # The calendar lies over the button, and closes in its own time.
    page.add_style_tag(content=".xdsoft_datetimepicker { display: none !important; }")
    window.get_by_role("button", name="Save schedule").click()
    press_in_menu(page, "Schedule to publish")


def write_edition(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[name=title]").fill("The right to test")
    page.locator("[name=code]").fill("TT1725")
    page.locator("[name=ordinal]").fill("15")
    page.locator("[name=ordinal_basis]").select_option("stated")
    open_tab(page, "Who")
    create_in_chooser(page, "Add partner", "name", "Example Ministry")
    open_tab(page, "Text")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Paragraph").click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("Rights are tested where they are kept.")
    # The editor hands its words to the form a moment later.
    written = page.locator("[name=body-0-value]")
    expect(written).to_have_value(re.compile("where they are kept"))
    create_in_chooser(page, "Add quote", "text", "Nobody is free until the tests pass.")
    press_in_menu(page, "Publish")
    expect(page.locator(".messages")).to_contain_text("published")


def test_an_edition_is_written_published_changed_and_withdrawn(page, live_server, sign_in, read):
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    sign_in("ann", "Editors", "Moderators")

    add = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    write_edition(page, live_server.url + add)

    status, document = read(ADDRESS)
    assert status == 200
    assert (document["title"], document["code"]) == ("The right to test", "TT1725")
    assert (document["ordinal"], document["series"]["title"]) == (15, "Annual")
    assert [partnership["partner"]["title"] for partnership in document["partners"]] == [
        "Example Ministry"
    ]
    assert [quote["title"] for quote in document["quotes"]] == [
        "Nobody is free until the tests pass."
    ]
    assert "Rights are tested where they are kept." in document["body"][0]["value"]

    partner = Partner.objects.get()
    page.goto(live_server.url + reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk]))
    page.locator("[name=name]").fill("Example Ministry for Rights")
    press_in_menu(page, "Publish")
    expect(page.locator(".messages")).to_contain_text("published")

    status, changed = read(ADDRESS)
    assert status == 200, changed
    assert changed["partners"][0]["partner"]["title"] == "Example Ministry for Rights"
    assert changed["meta"]["published_at"] >= document["meta"]["published_at"]

    event = EventPage.objects.get()
    page.goto(live_server.url + reverse("wagtailadmin_pages:unpublish", args=[event.pk]))
    page.get_by_role("button", name="Yes, unpublish it").click()
    expect(page.locator(".messages")).to_contain_text("unpublished")

    status, problem = read(ADDRESS)
    assert status == 410
    assert problem["status"] == 410


def test_publishing_waits_for_an_autosave_that_is_on_its_way(page, live_server, sign_in, read):
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    sign_in("eve", "Editors", "Moderators")
    add = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    page.goto(live_server.url + add)
    autosaves = []

    def slowly(route):
        if "application/json" in route.request.headers["accept"]:
            autosaves.append(route.request.url)
            time.sleep(2)
        route.continue_()

    page.route("**/admin/pages/**", slowly)
    page.wait_for_timeout(2500)  # what is typed in the first two seconds does not count as a change
    with page.expect_request(lambda request: request.method == "POST"):
        page.locator("[name=title]").fill("The right to test")
        page.locator("[name=ordinal]").fill("15")
    press_in_menu(page, "Publish")

    expect(page.locator(".messages")).to_contain_text("published")
    assert autosaves
    assert EventPage.objects.get().live


def test_an_editor_who_may_not_publish_is_not_offered_to(page, live_server, sign_in):
    series = factories.make_series()
    sign_in("ben", "Editors")

    add = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    page.goto(live_server.url + add)
    page.locator("footer").get_by_role("button", name="More actions").click()

    expect(page.locator("footer").get_by_role("button", name="Submit for approval")).to_be_visible()
    expect(page.locator("footer").get_by_role("button", name="Publish", exact=True)).to_have_count(
        0
    )


def test_a_broken_rule_is_shown_at_its_field_and_what_was_typed_stays(page, live_server, sign_in):
    series = factories.make_series()
    factories.make_event(series=series, title="First", ordinal=3)
    sign_in("cem", "Editors")

    add = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    page.goto(live_server.url + add)
    page.locator("[name=title]").fill("Second")
    page.locator("[name=summary]").fill("Words that took an hour.")
    page.locator("[name=ordinal]").fill("3")
    page.get_by_role("button", name="Save draft").click()

    error = page.get_by_text("“First” already has this number in the series.")
    expect(error.first).to_be_visible()
    expect(page.locator("[name=summary]")).to_have_value("Words that took an hour.")
    expect(page.get_by_role("button", name="Go to the first error")).to_be_visible()
