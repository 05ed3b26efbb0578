"""Twenty moments at which something breaks off: afterwards every word is there.

Five places of the admin, and four things that happen while somebody types in all of them."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route

from cms.admin.links import edit_url
from cms.models import Person
from tests import factories
from tests.browser.test_signed_out import end_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".public-DraftEditor-content"


def open_nothing(page: Page) -> None:
    pass


def open_programme(page: Page) -> None:
    page.get_by_role("tab", name="When and where", exact=True).first.click()
    if not page.locator("[name=programme-0-title]").count():
        page.get_by_role("button", name="Add programme item").click()


def open_text(page: Page) -> None:
    page.get_by_role("tab", name="Text", exact=True).first.click()


# `{the place: (how it comes in sight, its field)}`.
PLACES: dict[str, tuple[Callable[[Page], None], str]] = {
    "title of an event": (open_nothing, "[name=title]"),
    "row of a programme": (open_programme, "[name=programme-0-title]"),
    "paragraph of a text": (open_text, TEXT),
    "summary of a record": (open_nothing, "[name=summary]"),
    "name of a new record": (open_nothing, "[name=name]"),
}


def words(place: str) -> str:
    return f"Words in the {place}"


def addresses(url: str) -> list[str]:
    body = '[{"type": "paragraph", "value": "<p>As it was.</p>"}]'
    events = [
        factories.make_event(title=f"Event {number}", body=body, live=False) for number in range(3)
    ]
    partner = factories.make_partner(name="Ministry of Peace", live=False)
    return [
        *(url + reverse("wagtailadmin_pages:edit", args=[event.pk]) for event in events),
        url + reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk]),
        url + reverse("wagtailsnippets_cms_person:add"),
    ]


def stop_server(context: BrowserContext) -> None:
    """What a reverse proxy answers while nothing is behind it."""

    def refuse(route: Route) -> None:
        route.fulfill(status=502, content_type="text/html", body="Bad Gateway")

    context.route("**/*", refuse)


def sign_in_again(page: Page, url: str) -> None:
    page.goto(f"{url}/admin/login/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Plenary").wait_for()


@pytest.mark.parametrize("moment", ["session ends", "server stops", "network goes", "tab closes"])
def test_every_word_is_there_afterwards(page, live_server, sign_in, moment):
    sign_in("ann", "Editors", "Moderators")
    context = page.context
    tabs = [context.new_page() for _ in PLACES]
    urls = addresses(live_server.url)
    for tab, url, (open_place, _) in zip(tabs, urls, PLACES.values(), strict=True):
        tab.goto(url)
        open_place(tab)
    match moment:
        case "session ends":
            end_session(page)
        case "server stops":
            stop_server(context)
        case "network goes":
            context.set_offline(True)
    for place, tab, (_, field) in zip(PLACES, tabs, PLACES.values(), strict=True):
        tab.bring_to_front()
        tab.locator(field).last.click()
        tab.keyboard.press("Control+A")
        tab.keyboard.type(words(place))
        tab.wait_for_timeout(1500)
    for tab in tabs:
        tab.close()
    context.unroute_all()
    context.set_offline(False)
    if moment == "session ends":
        sign_in_again(page, live_server.url)

    if person := Person.objects.first():  # the form of a new record saved it as a draft by itself
        urls[-1] = live_server.url + edit_url(Person, person.pk)
    for place, url, (open_place, field) in zip(PLACES, urls, PLACES.values(), strict=True):
        page.goto(url)
        page.wait_for_load_state("networkidle")
        offer = page.get_by_role("button", name="Show it")
        if moment != "tab closes":
            offer.wait_for()
        if offer.count():
            offer.click()
            page.get_by_text("It is not saved yet").wait_for()
        open_place(page)
        element = page.locator(field).last
        assert (element.text_content() if field == TEXT else element.input_value()) == words(place)
