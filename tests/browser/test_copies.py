"""The tab is closed while somebody types: the form offers every word again, to them alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cms.models import Partner
from tests import factories
from tests.browser.test_signed_out import end_session
from tests.cms.admin.conftest import user

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


def test_two_at_one_form_see_where_the_other_is_and_lose_no_word(
    page, browser, live_server, sign_in, settings
):
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 1000
    partner = factories.publish(factories.make_partner(name="Ministry of Peace"))
    address = live_server.url + reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk])
    user("ben", "Editors", "Moderators")
    sign_in("ann", "Editors", "Moderators")
    page.goto(address)
    page.wait_for_timeout(2500)  # what is typed in the first two seconds does not count as a change
    website = page.locator("[name=website]")
    place = website.bounding_box(), page.get_by_role("heading", name="Website").bounding_box()
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"{live_server.url}/admin/login/")
    other.get_by_label("Username").fill("ben")
    other.get_by_label("Password").fill("secret")
    other.get_by_role("button", name="Sign in").click()
    other.goto(address)
    other.locator("[name=website]").focus()

    notes = page.locator("#plenary-notes")
    expect(notes).to_contain_text("ben is at ‘Website’.")
    expect(page.locator(".plenary-place")).to_have_text("ben")
    # The mark moves and covers nothing.
    heading = page.get_by_role("heading", name="Website")
    assert (website.bounding_box(), heading.bounding_box()) == place

    other.wait_for_timeout(2500)
    with other.expect_response(lambda answer: answer.request.url == address):
        other.locator("[name=website]").fill("https://peace.example/")
    context.close()
    page.locator("[name=summary]").fill("Of Ann.")
    expect(notes).to_contain_text("A newer version was saved while you typed")
    wait_for_copies(page, 1)
    page.locator("[name=summary]").fill("Of Ann, later.")
    page.wait_for_timeout(1500)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")  # the copy is of the version before
    page.goto(address)
    page.locator("#plenary-copy").get_by_role("button", name="Show it").click()
    expect(page.locator("[name=summary]")).to_have_value("Of Ann, later.")
    expect(page.locator("[name=website]")).to_have_value("")
    notes.get_by_role("button", name="Put both versions together").click()

    expect(page.locator(".messages")).to_contain_text("Both versions are saved as one")
    draft = Partner.objects.get().get_latest_revision_as_object()
    assert (draft.summary, draft.website) == ("Of Ann, later.", "https://peace.example/")
    wait_for_copies(page, 0)


def test_each_of_two_tabs_has_a_copy_of_its_own(page, live_server, sign_in):
    partner = factories.publish(factories.make_partner(name="Ministry of Peace"))
    address = live_server.url + reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk])
    sign_in("ann", "Editors", "Moderators")
    first = page.context.new_page()
    first.goto(address, wait_until="domcontentloaded")
    with first.expect_response(lambda answer: answer.request.url == address):
        first.locator("[name=summary]").press_sequentially("Typed at once")
    page.goto(address)
    first.route(address, lambda route: route.abort())  # its autosave does not arrive
    page.wait_for_timeout(2500)

    first.locator("[name=summary]").fill("Of the first tab.")
    wait_for_copies(first, 1)
    with page.expect_response(lambda answer: answer.request.url == address):
        page.locator("[name=acronym]").fill("MP")
    page.wait_for_timeout(1500)
    wait_for_copies(page, 1)
    page.goto(address)
    page.wait_for_timeout(1500)
    expect(page.locator("#plenary-copy")).to_have_count(0)  # somebody still types in it
    first.close()

    page.goto(address)
    page.locator("#plenary-copy").get_by_role("button", name="Show it").click()
    expect(page.locator("[name=summary]")).to_have_value("Of the first tab.")


def test_autosave_goes_on_while_one_field_is_wrong(page, live_server, sign_in):
    sign_in("ann", "Editors", "Moderators")
    page.goto(live_server.url + reverse("wagtailsnippets_cms_partner:add"))
    page.locator("[name=website]").fill("no address")
    page.locator("[name=name]").fill("Ministry of Peace")
    notes = page.locator("#plenary-notes")
    expect(notes).to_contain_text("Everything is saved except ‘Website’.")
    expect(page.locator(".plenary-not-saved")).to_have_text("Enter a valid URL.")
    page.locator("[name=summary]").fill("Words that took an hour.")
    for _second in range(20):
        partner = Partner.objects.get()
        if partner.get_latest_revision_as_object().summary:
            break
        page.wait_for_timeout(1000)
    assert (partner.name, partner.summary, partner.website) == (
        "Ministry of Peace",
        "Words that took an hour.",
        "",
    )

    # Who leaves is asked, and finds the word again.
    wait_for_copies(page, 1)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    address = page.url
    page.goto("about:blank")
    assert asked == ["beforeunload"]
    page.goto(address)
    page.locator("#plenary-copy").get_by_role("button", name="Show it").click()
    expect(page.locator("[name=website]")).to_have_value("no address")
    expect(page.locator("[name=summary]")).to_have_value("Words that took an hour.")
    with page.expect_response(lambda answer: answer.request.url == address):
        page.locator("[name=website]").fill("https://peace.example/")
    expect(page.locator(".plenary-not-saved")).to_have_count(0)
    wait_for_copies(page, 0)
    assert Partner.objects.get().get_latest_revision_as_object().website == "https://peace.example/"


def test_the_copy_of_a_refused_form_stays_until_there_is_another_one(page, live_server, sign_in):
    partner = factories.publish(factories.make_partner(name="Ministry of Peace"))
    sign_in("ann", "Editors", "Moderators")
    page.goto(live_server.url + reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk]))
    page.wait_for_timeout(1500)
    page.locator("[name=website]").fill("no address")
    wait_for_copies(page, 1)
    before = page.evaluate(COPIES)

    # From the first moment on, the refused form has a copy of its own.
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text("Enter a valid URL").first).to_be_visible()
    is_new = f"before => {COPIES}.length === 1 && !before.includes({COPIES}[0])"
    page.wait_for_function(is_new, arg=before)
