"""A saved page becomes a draft on the screen, with its words in sight; two pages become one."""

import pytest
from playwright.sync_api import Page, expect

from cms.models import EventPage
from tests import factories
from tests.importer.extract.pages import WP1725
from tests.importer.review.helpers import ANNOUNCEMENT, REPORT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def send(page: Page, url: str, series: str, *texts: str) -> None:
    page.goto(f"{url}/admin/readings/add/")
    files = [
        {"name": f"page{number}.txt", "mimeType": "text/plain", "buffer": text.encode()}
        for number, text in enumerate(texts, start=1)
    ]
    page.get_by_label("Saved pages").set_input_files(files)
    page.get_by_label("Series").select_option(label=series)
    page.get_by_role("button", name="Import", exact=True).click()


def marked(page: Page) -> list[str]:
    """The words that are marked in the text of the page, and in sight."""
    marks = page.locator(".plenary-review__text mark")
    expect(marks.first).to_be_in_viewport()
    return [" ".join(text.split()) for text in marks.all_text_contents()]


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_read_corrected_matched_and_made_into_a_draft(page, sign_in, live_server, width):
    factories.make_series(title="Annual talks")
    finland = factories.make_partner(name="Ministry for Foreign Affairs of Finland")
    sign_in("ann", "Editors")
    page.set_viewport_size({"width": width, "height": 900})
    send(page, live_server.url, "Annual talks", WP1725)

    page.get_by_role("spinbutton", name="Number in the series").click()
    assert marked(page) == ["15th conference"]
    page.locator("[name$=-attribution_stated]").last.click()
    assert marked(page)[0].startswith("Human rights are the interlocking elements")
    page.get_by_text("Want to find out more?").last.click()
    assert marked(page) == ["Want to find out more?"]
    shown = page.locator(".plenary-review__text").text_content() or ""
    assert shown.replace("\n", " ") == WP1725.replace("\n", " ")
    assert fits(page)

    page.get_by_role("textbox", name="Title", exact=True).first.fill("Rights and peace")
    page.get_by_role("button", name="Make the draft").click()
    assert not EventPage.objects.exists()
    organiser = page.get_by_role("region", name="Organiser")
    expect(organiser.get_by_text("Choose what to do with this value.")).to_be_visible()
    expect(page.get_by_text("Choose an existing record, or a new one.")).to_be_visible()
    assert fits(page)

    page.get_by_text("Use “Ministry for Foreign Affairs of Finland”").click()
    for undecided in page.locator("fieldset:has(> div > .plenary-error)").all():
        undecided.get_by_text("Keep", exact=True).click()
    organiser.get_by_text("Keep", exact=True).click()
    assert marked(page) == ["Wilton Park"]
    page.get_by_role("button", name="Make the draft").click()

    page.get_by_text("“Rights and peace” is a new draft").wait_for()
    expect(page.locator("[name=title]")).to_have_value("Rights and peace")
    event = EventPage.objects.get()
    assert (event.live, event.code, event.ordinal) == (False, "WP1725", 15)
    partners = [partnership.partner for partnership in event.partnerships.all()]
    assert partners[1] == finland
    assert partners[0].name == "Federal Department of Foreign Affairs of Switzerland"


@pytest.mark.parametrize("width", [390, 1280])
def test_two_pages_of_one_edition_become_one_draft(page, sign_in, live_server, width):
    factories.make_series(title="Oceans")
    sign_in("ann", "Editors")
    page.set_viewport_size({"width": width, "height": 900})
    send(page, live_server.url, "Oceans", ANNOUNCEMENT, REPORT)

    page.get_by_role("link", name="page1.txt").click()
    page.get_by_label("Compare with another page").select_option(label="page2.txt")
    page.get_by_role("button", name="Apply").click()
    conflict = page.get_by_role("group", name="The sources do not agree")
    expect(conflict).to_contain_text("8–9 May 2021")
    conflict.get_by_label("Date", exact=True).last.click()
    assert marked(page) == ["8–9 May 2021"]
    page.get_by_role("textbox", name="Code").click()
    assert marked(page) == ["LH2107", "LH2107"]
    assert fits(page)
    conflict.get_by_text("Use the value of page2.txt").click()
    organiser = page.get_by_role("region", name="Organiser")
    organiser.get_by_text("Drop", exact=True).click()
    page.get_by_role("button", name="Make the draft").click()

    page.get_by_text("is a new draft, made from “page1.txt” and “page2.txt”").wait_for()
    event = EventPage.objects.get()
    assert (event.start.isoformat(), event.organiser) == ("2021-05-08", None)
    assert [source.title for source in event.sources.all()] == ["page1.txt", "page2.txt"]


def test_a_review_works_without_script(sign_in, page, live_server, chromium):
    factories.make_series(title="Oceans")
    sign_in("ann", "Editors")
    send(page, live_server.url, "Oceans", ANNOUNCEMENT)
    page.get_by_role("button", name="Make the draft").wait_for()
    context = page.context.browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(page.url)
    organiser = plain.get_by_role("region", name="Organiser")
    organiser.get_by_text("Drop", exact=True).click()
    plain.get_by_role("button", name="Make the draft").click()
    expect(plain.get_by_text("is a new draft")).to_be_visible()
    assert EventPage.objects.get().code == "LH2107"
