"""WP1725, entered in one sitting: by typing and choosing only, from an empty archive."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.models import SeriesPage
from home.models import HomePage
from tests.browser.test_editor import open_tab, press_in_menu
from tests.home import facts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
TEXT = (
    "Human rights on one side, peace and security on the other: the nexus of both is the subject."
)


def fill(page: Page, **values: str) -> None:
    """Type or select, field by field, under the tab that shows it."""
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("(each) => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def create(page: Page, **values: str) -> None:
    """In the window of a chooser: make a new record."""
    window = page.locator(".modal")
    window.get_by_role("tab", name="Create new").click()
    for name, value in values.items():
        field = window.locator(f"[name={name}]")
        if field.evaluate("(each) => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    window.get_by_role("button", name="Create and publish").click()
    expect(window).to_be_hidden()


def choose(page: Page, words: str) -> None:
    """In the window of a chooser: take the record whose name begins with `words`."""
    window = page.locator(".modal")
    window.get_by_role("link", name=re.compile(f"^{re.escape(words)}")).first.click()
    expect(window).to_be_hidden()


def open_chooser(page: Page, field: str) -> None:
    page.locator(f"#id_{field}-chooser").get_by_role("button", name="Choose").first.click()


def publish(page: Page) -> None:
    press_in_menu(page, "Publish")
    page.locator(".messages li").first.wait_for()
    errors = page.locator(".error-message").all_text_contents()
    assert "published" in page.locator(".messages").inner_text(), errors


def write_series(page: Page, url: str) -> None:
    page.goto(f"{url}/admin/pages/{HomePage.objects.get().pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    page.locator('a[href*="/cms/seriespage/"]').first.click()
    fill(page, title="Annual human rights series", cadence_stated="annual")
    publish(page)


def write_quote(page: Page, url: str, text: str, **values: str) -> None:
    page.goto(f"{url}/admin/snippets/cms/quote/add/")
    fill(page, text=text)
    open_tab(page, "Who said it")
    open_chooser(page, "speaker")
    create(page, name=values.pop("speaker"))
    fill(page, attribution_stated=values.pop("attribution"), role_then=values.pop("role"))
    open_tab(page, "Where and when")
    fill(page, occasion_stated=values.pop("occasion"), when=values.pop("year"))
    expect(page.get_by_text("known to the year")).to_be_visible()
    publish(page)


def add_block(page: Page, name: str) -> None:
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def write_event(page: Page, url: str) -> None:
    page.goto(f"{url}/admin/pages/{SeriesPage.objects.get().pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    fill(
        page,
        title=facts.FIELDS["title"],
        title_stated=facts.FIELDS["title_stated"],
        code="WP1725",
        ordinal="15",
        ordinal_basis="stated",
        ordinal_stated="15th conference",
        event_kind="roundtable",
        kind_stated="\n".join(facts.FIELDS["kind_stated"]),
        access="invitation-only",
        access_stated="invitation only",
        audience_stated="policy-makers and practitioners",
        attribution_rule="off-the-record",
        attribution_stated="off the record",
        summary="The 15th edition is about the nexus of human rights with peace and security.",
    )
    open_tab(page, "When and where")
    expect(page.locator("#id_when-reading")).to_have_text("No date is stated.")
    fill(page, phase="planned")
    write_partners(page)
    write_text(page)
    open_tab(page, "Archive")
    page.get_by_role("button", name="Add source").click()
    fill(page, **{"sources-0-title": "The event's page"})
    publish(page)


def write_partners(page: Page) -> None:
    open_tab(page, "Who")
    open_chooser(page, "organiser")
    create(page, name="Wilton Park")
    for number, (name, country, kind) in enumerate(facts.PARTNERS):
        page.get_by_role("button", name="Add partner", exact=True).click()
        create(page, name=name, partner_kind=kind, country=country)
        stated = "being developed in partnership with"
        fill(page, **{f"partnerships-{number}-role_stated": stated})


def write_text(page: Page) -> None:
    open_tab(page, "Text")
    add_block(page, "Paragraph")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(TEXT)
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("is the subject"))
    for number, words in enumerate((facts.QUOTE_1, facts.QUOTE_2), start=1):
        add_block(page, "Quote")
        page.locator(f"#body-{number}-value-chooser").get_by_role("button", name="Choose").click()
        choose(page, words[:40])
    for label in sorted(facts.THEMES):
        page.get_by_role("button", name="Add theme", exact=True).click()
        create(page, label=label.capitalize())
    page.get_by_role("button", name="Add reference", exact=True).click()
    issuer = "Government of Switzerland"
    create(page, name="13th June Appeal", reference_kind="appeal", issuer=issuer)
    page.get_by_role("button", name="Add call to action").click()
    fill(
        page,
        **{
            "calls_to_action-0-label": "Sign up to the newsletter",
            "calls_to_action-0-action_kind": "newsletter",
        },
    )


def test_published_before_the_form_has_made_the_address(page, live_server, sign_in):
    """The form makes it of the title a moment later: a quick hand, or a slow machine, is sooner."""
    sign_in("ann", "Editors", "Moderators")
    parent = HomePage.objects.get().pk
    address = reverse("wagtailadmin_pages:add", args=["cms", "seriespage", parent])
    page.goto(live_server.url + address)
    page.evaluate(
        """() => {
            const title = document.querySelector("[name=title]");
            title.value = "Annual human rights series";
            title.dispatchEvent(new Event("change", { bubbles: true }));
            document.querySelector("[name=action-publish]").click();
        }"""
    )

    expect(page.locator(".messages")).to_contain_text("published")
    assert SeriesPage.objects.get().slug == "annual-human-rights-series"


def test_the_page_is_entered_by_typing_and_choosing_only(page, live_server, sign_in, read):
    sign_in("ann", "Editors", "Moderators")
    url = live_server.url
    write_series(page, url)
    write_quote(
        page,
        url,
        facts.QUOTE_1,
        speaker="António Guterres",
        attribution="Secretary-General António Guterres",
        role="Secretary-General (United Nations)",
        occasion="Human Rights Council 2017",
        year="2017",
    )
    write_quote(
        page,
        url,
        facts.QUOTE_2,
        speaker="Michelle Bachelet",
        attribution="the High Commissioner for Human Rights, Michelle Bachelet",
        role="High Commissioner for Human Rights",
        occasion="the 73rd Session of the UN General Assembly in 2018",
        year="2018",
    )
    write_event(page, url)

    status, event = read("/api/v1/events/WP1725/")
    assert status == 200
    assert {name: event[name] for name in facts.FIELDS} == facts.FIELDS
    assert [
        (each["partner"]["title"], each["partner"]["country"], each["partner"]["kind"])
        for each in event["partners"]
    ] == facts.PARTNERS
    assert [quote["text"] for quote in event["quotes"]] == [facts.QUOTE_1, facts.QUOTE_2]
    assert [quote["speaker"]["title"] for quote in event["quotes"]] == [
        "António Guterres",
        "Michelle Bachelet",
    ]
    assert {theme["title"].lower() for theme in event["themes"]} == facts.THEMES
    assert event["organiser"]["title"] == "Wilton Park"
    assert event["series"]["title"] == "Annual human rights series"
    assert TEXT in event["body"][0]["value"]
    assert event["calls_to_action"][0]["kind"] == "newsletter"
    assert event["dates"]["precision"] == "none"
    for name in (*facts.EMPTY, *facts.EMPTY_LISTS):
        assert not event[name], name
