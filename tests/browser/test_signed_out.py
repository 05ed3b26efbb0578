"""The session ends or the network goes while somebody types: nothing that was typed is lost."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from cms.models import EventPage, Partner
from tests import factories
from tests.browser.test_editor import press_in_menu

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def sign_in_again(page: Page, name: str) -> None:
    """Sign in by the link of the message, in the tab that it opens."""
    notice = page.locator("#plenary-session")
    expect(notice).to_contain_text("You are signed out")
    with page.expect_popup() as opened:
        notice.get_by_role("link", name="Sign in again").click()
    tab = opened.value
    tab.get_by_label("Username").fill(name)
    tab.get_by_label("Password").fill("secret")
    tab.get_by_role("button", name="Sign in").click()
    tab.get_by_role("heading", name="Plenary").wait_for()
    tab.close()
    page.bring_to_front()


def open_new_event(page: Page, url: str) -> None:
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    page.goto(url + reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk]))


def test_an_event_is_published_with_every_word_after_signing_in_again(page, live_server, sign_in):
    sign_in("ann", "Editors", "Moderators")
    open_new_event(page, live_server.url)
    page.wait_for_timeout(2500)  # what is typed in the first two seconds does not count as a change
    end_session(page)

    page.locator("[name=title]").fill("The right to test")
    expect(page.locator("#plenary-session")).to_be_visible()  # the autosave was refused
    page.locator("[name=summary]").fill("Words that took an hour.")
    press_in_menu(page, "Publish")
    sign_in_again(page, "ann")
    expect(page.locator("#plenary-session")).to_contain_text("You are signed in again")
    press_in_menu(page, "Publish")

    expect(page.locator(".messages")).to_contain_text("published")
    event = EventPage.objects.get()
    assert (event.title, event.summary) == ("The right to test", "Words that took an hour.")


def test_a_record_is_saved_after_a_sign_in_in_another_tab(page, live_server, sign_in):
    """The other sign-in has made another CSRF token."""
    sign_in("ann", "Editors", "Moderators")
    page.goto(live_server.url + reverse("wagtailsnippets_cms_partner:add"))
    page.locator("[name=name]").fill("Example Ministry")
    end_session(page)
    page.get_by_role("button", name="Save draft").click()
    sign_in_again(page, "ann")
    page.get_by_role("button", name="Save draft").click()

    # Updated, where the autosave after the sign-in came first.
    expect(page.locator(".messages")).to_contain_text(re.compile("created|updated"))
    assert Partner.objects.get().name == "Example Ministry"


def test_a_form_of_our_own_stays(page, live_server, sign_in):
    series = factories.publish(factories.make_series(title="Annual", slug="annual"))
    event = factories.publish(factories.make_event(parent=series, title="First", ordinal=1))
    sign_in("ann", "Editors", "Moderators")
    page.goto(live_server.url + reverse("cms_next_edition", args=[event.pk]))
    page.locator("[name=title]").fill("Second")
    end_session(page)
    page.locator("main [type=submit]").click()
    sign_in_again(page, "ann")
    page.locator("main [type=submit]").click()

    expect(page.locator(".messages")).to_contain_text("the draft “Second”")


def test_an_upload_says_it_and_works_after_signing_in_again(page, live_server, sign_in):
    sign_in("ann", "Editors", "Moderators")
    page.goto(live_server.url + reverse("wagtailimages:add_multiple"))
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    file = {"name": "door.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    end_session(page)
    page.locator("#fileupload").set_input_files([file])
    sign_in_again(page, "ann")
    refused = page.locator("#upload-list li").first
    expect(refused.get_by_text("you are signed out. Sign in again, and choose")).to_be_visible()
    expect(refused).not_to_contain_text("Server Error")

    page.locator("#fileupload").set_input_files([file])
    expect(page.locator("#upload-list").get_by_label("Title")).to_have_value("door.png")


def test_a_chooser_says_it_and_opens_after_signing_in_again(page, live_server, sign_in):
    factories.publish(factories.make_partner(name="Example Ministry"))
    sign_in("ann", "Editors", "Moderators")
    open_new_event(page, live_server.url)
    page.get_by_role("tab", name="Who", exact=True).first.click()
    end_session(page)
    add = page.get_by_role("button", name="Add partner", exact=True)
    add.click()
    sign_in_again(page, "ann")
    add.click()

    window = page.locator(".modal")
    expect(window).to_contain_text("Example Ministry")
    end_session(page)
    window.locator("#id_q").fill("Ministry")
    sign_in_again(page, "ann")
    expect(window.locator("#plenary-session")).to_contain_text("You are signed in again")


def test_what_is_typed_without_the_network_is_in_the_form_and_saved_with_it(
    page, live_server, sign_in
):
    """`page` fails when a script does."""
    event = factories.make_event(title="Held on one day", live=False)
    factories.publish(factories.make_person(name="Ada Example"))
    sign_in("ann", "Editors", "Moderators")
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[event.pk]))
    page.get_by_role("tab", name="When and where", exact=True).first.click()
    page.get_by_role("button", name="Add programme item").click()
    page.context.set_offline(True)
    page.locator("[name=when]").fill("13 January 2016")
    expect(page.locator("#id_when-reading")).to_have_text("")  # nobody has read this date yet
    page.locator("[name=programme-0-title]").fill("Opening")
    person = page.get_by_label("Add a person").first
    person.fill("Ada Example")
    person.press("Enter")
    expect(page.locator(".plenary-names").first).to_contain_text("Ada Example")
    expect(page.get_by_text("Autosave is paused").first).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#plenary-session")).to_contain_text("The server does not answer.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("is saved")

    saved = EventPage.objects.get().get_latest_revision_as_object()
    assert (str(saved.start), saved.programme.get().title) == ("2016-01-13", "Opening")
