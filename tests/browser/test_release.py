"""An edition goes public with what it shows, and a release as one."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.models import EventPage, Partner, Partnership, Release
from tests import factories
from tests.browser.test_editor import press_in_menu

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def edition(title: str, partner: str) -> EventPage:
    series = factories.make_series(title=f"Series of {title}", live=False)
    event = factories.make_event(title=title, code=title, series=series, live=False)
    event.partnerships = [
        Partnership(partner=factories.make_partner(name=partner, live=False), role="sponsor")
    ]
    event.save_revision()
    return event


def add_to_release(page: Page, url: str, **form: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Add to release").first.click()
    for label, value in form.items():
        page.get_by_label("Or the name of a new one").fill(value) if label == "name" else (
            page.get_by_label("Release", exact=True).select_option(label=value)
        )
    page.get_by_role("button", name="Add to release").click()
    expect(page.locator(".messages")).to_contain_text("added to the release")


def test_one_click_publishes_all_that_an_edition_shows(page, live_server, sign_in, read):
    together, later = edition("AB1", "A fund"), edition("AB2", "A ministry")
    sign_in("ann", "Moderators")

    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[together.pk]))
    press_in_menu(page, "Publish")
    expect(page.get_by_role("heading", name="Publish “AB1”")).to_be_visible()
    expect(page.get_by_label("A fund")).to_be_checked()
    page.get_by_role("button", name="Publish together").click()
    expect(page.locator(".messages")).to_contain_text("“AB1” and 2 more records are public")
    assert read("/api/v1/events/AB1/")[1]["partners"][0]["partner"]["title"] == "A fund"

    form = reverse("wagtailadmin_pages:edit", args=[later.pk])
    add_to_release(page, live_server.url + form, name="Autumn")
    ministry = Partner.objects.get(name="A ministry")
    form = reverse("wagtailsnippets_cms_partner:edit", args=[ministry.pk])
    add_to_release(page, live_server.url + form, release="Autumn")
    page.goto(live_server.url + reverse("cms_release", args=[Release.objects.get().pk]))
    expect(page.locator(".plenary-choice > li")).to_have_count(2)
    page.get_by_role("button", name="Publish all now").click()
    expect(page.locator(".messages")).to_contain_text("“Autumn” is public: 2 records")
    assert read("/api/v1/events/AB2/")[1]["partners"][0]["partner"]["title"] == "A ministry"
