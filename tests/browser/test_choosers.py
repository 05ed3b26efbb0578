"""The windows in which an editor ticks several records."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cms.models import EventPage, Partner
from tests import factories
from tests.browser.test_editor import open_tab

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_chooser(page: Page, url: str, event: EventPage, tab: str, button: str) -> Locator:
    page.goto(url + reverse("wagtailadmin_pages:edit", args=[event.pk]))
    open_tab(page, tab)
    page.get_by_role("button", name=button, exact=True).click()
    return page.locator(".modal")


def tick(window: Locator, record) -> None:
    window.locator(f'[data-multiple-choice-select][value="{record.pk}"]').check()


def confirm(window: Locator, count: int) -> None:
    window.get_by_role("button", name=f"Confirm selection ({count})").click()
    expect(window).to_be_hidden()


def chosen(page: Page, relation: str, field: str) -> set[str]:
    values = page.locator(f'[name^="{relation}-"][name$="-{field}"]')
    return {value for field in values.all() if (value := field.input_value())}


def keys(*records) -> set[str]:
    return {str(record.pk) for record in records}


def test_records_ticked_on_three_pages_are_all_added(page, live_server, sign_in):
    partners = [factories.make_partner(name=f"Ministry {number:02}") for number in range(85)]
    sign_in("ann", "Moderators")
    window = open_chooser(page, live_server.url, factories.make_event(), "Who", "Add partner")

    tick(window, partners[0])
    window.get_by_role("link", name="2", exact=True).click()
    tick(window, partners[42])
    tick(window, partners[43])
    window.get_by_role("link", name="3", exact=True).click()
    expect(window.locator(f'[value="{partners[84].pk}"]')).to_be_visible()
    window.get_by_label("Tick all on this page").check()
    window.get_by_role("link", name="2", exact=True).click()
    window.locator(f'[value="{partners[43].pk}"]').uncheck()  # shown with its tick
    confirm(window, 7)

    expected = keys(partners[0], partners[42], *partners[80:])
    assert chosen(page, "partnerships", "partner") == expected


def test_ticks_stay_over_a_search_and_after_it(page, live_server, sign_in):
    ada, ben = factories.make_person(name="Ada"), factories.make_person(name="Ben")
    sign_in("ann", "Moderators")
    window = open_chooser(page, live_server.url, factories.make_event(), "Who", "Add person")

    tick(window, ada)
    window.locator("#id_q").fill("Ben")
    expect(window.locator(f'[value="{ada.pk}"]:visible')).to_have_count(0)
    tick(window, ben)
    window.locator("#id_q").fill("")
    expect(window.locator(f'[value="{ada.pk}"]:visible')).to_be_checked()
    confirm(window, 2)

    assert chosen(page, "appearances", "person") == keys(ada, ben)


def test_who_searches_in_vain_makes_it_without_typing_it_again(page, live_server, sign_in):
    sign_in("ann", "Moderators")
    window = open_chooser(page, live_server.url, factories.make_event(), "Who", "Add partner")

    window.locator("#id_q").fill("Ministry of Tests")
    window.get_by_role("button", name="Create it").click()
    expect(window.locator("[name=name]")).to_have_value("Ministry of Tests")
    window.get_by_role("button", name="Create and publish").click()
    expect(window).to_be_hidden()

    assert chosen(page, "partnerships", "partner") == keys(Partner.objects.get())


def test_documents_ticked_before_and_in_a_search_are_added_once(page, live_server, sign_in):
    first, second = factories.make_document(title="First"), factories.make_document(title="Second")
    sign_in("ann", "Moderators")
    window = open_chooser(page, live_server.url, factories.make_event(), "Text", "Add document")

    tick(window, first)
    window.locator("#id_q").fill("Second")
    expect(window.locator(f'[value="{first.pk}"]:visible')).to_have_count(0)
    tick(window, second)
    window.locator("#id_q").fill("")
    tick(window, first)
    confirm(window, 2)

    assert chosen(page, "event_documents", "document") == keys(first, second)
