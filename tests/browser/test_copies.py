"""The tab is closed while somebody types: the form offers every word again, to them alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cms.models import Partner
from tests import factories
from tests.browser.test_signed_out import end_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('plenary-copy:'))"


def wait_for_copies(page, count: int) -> None:
    for _second in range(20):
        if page.evaluate(f"{COPIES}.length") == count:
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"There are not {count} copies.")


def test_what_was_typed_before_a_sign_out_and_a_closed_tab_is_offered_shown_and_saved(
    page, live_server, sign_in
):
    partner = factories.publish(factories.make_partner(name="Ministry of Peace"))
    address = live_server.url + reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk])
    sign_in("ann", "Editors", "Moderators")
    page.goto(address)
    page.wait_for_timeout(2500)
    end_session(page)
    page.locator("[name=summary]").fill("Words that took an hour.")
    wait_for_copies(page, 1)
    assert "hour" not in page.evaluate("JSON.stringify(localStorage)")
    page.on("dialog", lambda dialog: dialog.accept())  # “Leave this page?”

    page.goto("about:blank")
    sign_in("ben", "Editors", "Moderators")
    page.goto(address)
    page.wait_for_timeout(1500)
    expect(page.locator("#plenary-copy")).to_have_count(0)

    end_session(page)
    page.goto(f"{live_server.url}/admin/login/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Plenary").wait_for()
    page.goto(address)
    offer = page.locator("#plenary-copy")
    expect(offer).to_contain_text("you typed something here that was not saved")
    offer.get_by_role("button", name="Show it").click()
    expect(page.locator("[name=summary]")).to_have_value("Words that took an hour.")
    expect(page.locator(".messages")).to_contain_text("It is not saved yet")
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.locator(".messages")).to_contain_text("updated")
    wait_for_copies(page, 0)
    draft = Partner.objects.get().get_latest_revision_as_object()
    assert draft.summary == "Words that took an hour."
