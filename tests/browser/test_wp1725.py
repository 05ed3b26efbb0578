"""WP1725, entered in one sitting: by typing and choosing only, from an empty archive."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cms.models import SeriesPage
from home.models import HomePage
from tests.browser.test_editor import press_in_menu
from tests.home import facts
from tests.importer.extract.pages import WP1725

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
TEXT = (
    "Human rights on one side, peace and security on the other: the nexus of both is the subject."
)
QUOTES = (
    {
        "text": facts.QUOTE_1,
        "speaker": "António Guterres",
        "attribution_stated": "Secretary-General António Guterres",
        "role_then": "Secretary-General (United Nations)",
        "occasion_stated": "Human Rights Council 2017",
        "when": "2017",
    },
    {
        "text": facts.QUOTE_2,
        "speaker": "Michelle Bachelet",
        "attribution_stated": "the High Commissioner for Human Rights, Michelle Bachelet",
        "role_then": "High Commissioner for Human Rights",
        "occasion_stated": "the 73rd Session of the UN General Assembly in 2018",
        "when": "2018",
    },
)
MOST_CLICKS = 70
MOST_CLICKS_WITH_READER = 12


class Hand:
    """Types and clicks, and counts the clicks. A value of a list takes two: it opens first."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def press(self, name: str, within: Locator | None = None) -> None:
        self.click((within or self.page).get_by_role("button", name=name, exact=True).first)

    def tab(self, name: str) -> None:
        self.click(self.page.get_by_role("tab", name=name, exact=True).first)

    def fill(self, within: Locator | None = None, **values: str) -> None:
        for name, value in values.items():
            field = (within or self.page).locator(f"[name={name}]")
            if field.evaluate("(each) => each.tagName") == "SELECT":
                self.clicks += 2
                field.select_option(value)
            else:
                field.fill(value)

    def create(self, **values: str) -> None:
        """In the window of a chooser: make a new record."""
        window = self.page.locator(".modal")
        tab = window.get_by_role("tab", name="Create new")
        tab.wait_for()
        self.page.wait_for_timeout(300)  # a window with nothing to choose opens the tab by itself
        if tab.get_attribute("aria-selected") != "true":
            self.click(tab)
        self.fill(window, **values)
        self.press("Create and publish", window)
        expect(window).to_be_hidden()

    def publish(self) -> None:
        self.clicks += 2
        press_in_menu(self.page, "Publish")
        self.page.locator(".messages li").first.wait_for()
        errors = self.page.locator(".error-message").all_text_contents()
        assert "published" in self.page.locator(".messages").inner_text(), errors

    def add_block(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name="Insert a block").last)
        self.click(self.page.get_by_role("option", name=name, exact=True))


def write_series(hand: Hand) -> None:
    hand.click(hand.page.get_by_role("link", name="Describe the series"))
    hand.fill(title="Annual human rights series", cadence_stated="annual")
    hand.publish()


def write_event(hand: Hand) -> None:
    page = hand.page
    hand.clicks += 1  # the mark of Plenary leads to the dashboard
    page.goto(f"{page.url.split('/admin/')[0]}/admin/")
    hand.click(page.get_by_role("link", name="Enter its first edition"))
    hand.fill(
        title=facts.FIELDS["title"],
        title_stated=facts.FIELDS["title_stated"],
        code="WP1725",
        ordinal="15",
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
    hand.tab("When and where")
    expect(page.locator("#id_when-reading")).to_have_text("No date is stated.")
    hand.fill(phase="planned")
    write_partners(hand)
    write_text(hand)
    hand.tab("Archive")
    hand.press("Add source")
    hand.fill(**{"sources-0-title": "The event's page"})
    hand.publish()


def write_partners(hand: Hand) -> None:
    hand.tab("Who")
    hand.click(hand.page.locator("#id_organiser-chooser").get_by_role("button", name="Choose"))
    hand.create(name="Wilton Park")
    for number, (name, country, kind) in enumerate(facts.PARTNERS):
        hand.press("Add partner")
        hand.create(name=name, partner_kind=kind, country=country)
        stated = "being developed in partnership with"
        hand.fill(**{f"partnerships-{number}-role_stated": stated})


def write_text(hand: Hand) -> None:
    page = hand.page
    hand.tab("Text")
    hand.add_block("Paragraph")
    hand.click(page.locator(".public-DraftEditor-content").first)
    page.keyboard.type(TEXT)
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("is the subject"))
    for number, quote in enumerate(QUOTES, start=1):
        hand.add_block("Quote")
        chooser = page.locator(f"#body-{number}-value-chooser")
        hand.click(chooser.get_by_role("button", name="Choose"))
        hand.create(**quote)
    for label in sorted(facts.THEMES):
        hand.press("Add theme")
        hand.create(label=label.capitalize())
    hand.press("Add reference")
    issuer = "Government of Switzerland"
    hand.create(name="13th June Appeal", reference_kind="appeal", issuer=issuer)
    hand.press("Add call to action")
    hand.fill(
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


def test_the_page_is_entered_by_typing_and_choosing_only(page, sign_in, read):
    sign_in("ann", "Editors", "Moderators")
    hand = Hand(page)
    write_series(hand)
    write_event(hand)
    assert hand.clicks <= MOST_CLICKS, hand.clicks

    status, event = read("/api/v1/events/WP1725/")
    assert status == 200
    assert {name: event[name] for name in facts.FIELDS} == facts.FIELDS
    assert [
        (
            partnership["partner"]["title"],
            partnership["partner"]["country"],
            partnership["partner"]["kind"],
        )
        for partnership in event["partners"]
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


def test_the_page_is_read_checked_and_published_with_all_that_it_names(page, sign_in, read):
    """From an empty archive. The text is pasted; what the reader is not sure of is decided."""
    sign_in("ann", "Editors", "Moderators")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="a page or programme of an edition"))
    page.get_by_label("Or the text of a page").fill(WP1725)
    hand.press("Import")
    expect(page.get_by_label("Or a new series")).to_have_value("Annual human rights series")
    undecided = page.locator(".plenary-error", has_text="Choose what to do with this value.")
    hand.press("Make the draft")
    undecided.first.wait_for()
    for choice in page.locator("fieldset:has(> div > .plenary-error)").all():
        hand.click(choice.get_by_text("Keep", exact=True))
    hand.press("Make the draft")
    expect(page.locator(".messages")).to_contain_text("is a new draft")
    hand.clicks += 2
    press_in_menu(page, "Publish")
    hand.press("Publish together")
    expect(page.locator(".messages")).to_contain_text("published")
    assert hand.clicks <= MOST_CLICKS_WITH_READER, hand.clicks

    status, event = read("/api/v1/events/WP1725/")
    assert status == 200
    for name in ("title", "title_stated", "code", "ordinal", "access", "attribution_rule", "phase"):
        assert event[name] == facts.FIELDS[name], name
    assert event["series"]["title"] == "Annual human rights series"
    assert event["organiser"]["title"] == "Wilton Park"
    assert [
        (partnership["partner"]["title"], partnership["partner"]["country"])
        for partnership in event["partners"]
    ] == [(name, country) for name, country, _ in facts.PARTNERS]
    assert [quote["text"] for quote in event["quotes"]] == [facts.QUOTE_1, facts.QUOTE_2]
    assert [quote["speaker"]["title"] for quote in event["quotes"]] == [
        "António Guterres",
        "Michelle Bachelet",
    ]
    assert event["calls_to_action"][0]["kind"] == "newsletter"
    assert event["dates"]["precision"] == "none"
