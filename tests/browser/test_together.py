"""People who work together: moderation, a schedule, and two at the same form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import EventPage
from tests import factories
from tests.browser.test_editor import press_in_menu, schedule
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import edit_event
from tests.conftest import NODE_TOOLS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def sign_out(page: Page, url: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{url}/admin/login/")


def expect_no_violation(page: Page) -> None:
    page.evaluate((NODE_TOOLS.parent / "axe-core" / "axe.min.js").read_text())
    violations = page.evaluate("axe.run('main').then(({violations}) => violations)")
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == [], page.url


def edit_url(url: str, event: EventPage) -> str:
    return url + reverse("wagtailadmin_pages:edit", args=[event.pk])


def test_what_an_editor_submits_a_moderator_publishes(page, live_server, sign_in, read):
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    sign_in("ben", "Editors")
    add = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    page.goto(live_server.url + add)
    page.locator("[name=title]").fill("For the moderators")
    page.locator("[name=code]").fill("TT1")
    press_in_menu(page, "Submit for approval")
    expect(page.locator(".messages")).to_contain_text("submitted")
    assert read("/api/v1/events/TT1/")[0] == 404

    sign_out(page, live_server.url)
    sign_in("ann", "Moderators")
    page.goto(edit_url(live_server.url, EventPage.objects.get()))
    press_in_menu(page, "Approve and Publish")
    expect(page.locator(".messages")).to_contain_text("is approved and public")

    assert read("/api/v1/events/TT1/")[1]["title"] == "For the moderators"


@pytest.mark.node
def test_two_at_one_form_lose_nothing_and_the_second_chooses(page, live_server, sign_in):
    event = factories.make_event(title="As it was")
    event.save_revision()
    sign_in("ann", "Moderators")
    page.goto(edit_url(live_server.url, event))

    colleague = signed_in(user("colleague", "Moderators"))
    edit_event(colleague, event, title="Theirs", slug=event.slug, audience_stated="Everybody")
    page.locator("[name=title]").fill("Mine")
    page.locator("[name=access_stated]").fill("By invitation")
    page.get_by_role("button", name="Save draft").click()

    title = page.get_by_role("group", name="Title")
    expect(title).to_contain_text("Theirs")
    expect(title.get_by_label("Yours")).to_be_checked()
    expect_no_violation(page)
    title.get_by_label("As colleague saved it").check()
    page.get_by_role("button", name="Save both versions as one").click()

    expect(page.locator(".messages")).to_contain_text("Both versions are saved as one")
    expect(page.locator("[name=title]")).to_have_value("Theirs")
    expect(page.locator("[name=access_stated]")).to_have_value("By invitation")
    expect(page.locator("[name=audience_stated]")).to_have_value("Everybody")


def test_an_edition_goes_live_when_it_is_scheduled_to(page, live_server, sign_in, read):
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    event = factories.make_event(parent=series, title="Later", code="TT2", live=False)
    event.save_revision()
    sign_in("ann", "Moderators")
    page.goto(edit_url(live_server.url, event))

    schedule(page, "2099-01-01 10:00")

    expect(page.locator(".messages")).to_contain_text("scheduled")
    assert read("/api/v1/events/TT2/")[0] == 404
    assert str(event.scheduled_revision.approved_go_live_at.year) == "2099"


def test_an_editor_finds_out_why_a_page_is_not_public(page, live_server, sign_in):
    event = factories.make_event(title="Hidden", live=False)
    event.save_revision()
    sign_in("ann", "Editors")
    page.goto(edit_url(live_server.url, event))

    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Why is this not public?").click()

    expect(page.locator("main")).to_contain_text("draft")


def test_what_matters_only_sometimes_appears_when_it_does(page, live_server, sign_in):
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    sign_in("ann", "Editors")
    add = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    page.goto(live_server.url + add)

    expect(page.locator("[name=ordinal_stated]")).to_be_hidden()
    page.locator("[name=ordinal]").fill("15")
    expect(page.locator("[name=ordinal_stated]")).to_be_visible()


@pytest.mark.node
def test_axe_finds_nothing_on_our_own_screens(page, live_server, sign_in):
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    event = factories.publish(factories.make_event(parent=series, title="First", ordinal=1))
    sign_in("ann", "Editors", "Moderators")
    event.title = "The first"
    event.save_revision()
    waiting = event.get_workflow().start(event, user("ben", "Editors")).current_task_state
    own = [f"series/{series.pk}/", f"editions/{event.pk}/next/", f"world/event/{event.pk}/"]
    own += ["moderation/", f"moderation/{waiting.pk}/"]

    for path in own:
        page.goto(f"{live_server.url}/admin/{path}")
        expect(page.locator("main h1, main h2").first).to_be_visible()
        expect_no_violation(page)


def test_an_error_in_the_closed_schedule_opens_it(page, live_server, sign_in):
    last_week = timezone.now() - timedelta(days=7)
    event = factories.make_event(title="Expired", live=False, expire_at=last_week)
    event.save_revision()
    sign_in("ann", "Moderators")
    page.goto(edit_url(live_server.url, event))
    press_in_menu(page, "Publish")

    window = page.get_by_role("dialog", name="Set publishing schedule")
    expect(window.get_by_text("Expiry date/time must be in the future.")).to_be_visible()
