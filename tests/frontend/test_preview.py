"""A draft in the front end, as an editor sees it while typing."""

import time

import pytest
from playwright.sync_api import expect

from cms.models import EventPage
from tests.browser.conftest import sign_in  # noqa: F401  a fixture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def edit_page(page, site, api, sign_in, settings):  # noqa: F811
    """The form of WP1725, with the panel of the preview open."""
    settings.PREVIEW_FRONTENDS = {"Site": f"{site}/preview/"}
    settings.WAGTAILADMIN_BASE_URL = api
    sign_in("moderator", "Moderators")
    event = EventPage.objects.get(code="WP1725")
    page.goto(f"{api}/admin/pages/{event.pk}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    page.wait_for_timeout(2500)  # what is typed in the first two seconds does not count as a change
    return page


@pytest.fixture
def draft(edit_page):
    return edit_page.frame_locator("#w-preview-iframe")


def test_the_panel_shows_what_is_typed_within_a_second(edit_page, draft):
    expect(draft.locator("h1")).to_have_text("Human Rights, Peace and Security")
    expect(draft.get_by_role("note")).to_contain_text("Preview: this is a draft")

    loaded: list[str] = []
    edit_page.on("request", lambda request: loaded.append(request.url))
    edit_page.locator("[name=title]").fill("A title being typed")
    typed = time.monotonic()
    expect(draft.locator("h1")).to_have_text("A title being typed", timeout=20_000)

    assert time.monotonic() - typed < 5  # on a busy machine
    assert not [url for url in loaded if "in_preview_panel" in url], "The page was loaded anew"
    assert EventPage.objects.get(code="WP1725").title == "Human Rights, Peace and Security"


def test_a_tab_of_its_own_follows_and_ends_when_the_editor_signs_out(edit_page, draft, api):
    expect(draft.locator("h1")).to_be_visible()
    with edit_page.context.expect_page() as opened:
        edit_page.get_by_label("Preview in new tab").click()
    tab = opened.value
    expect(tab.locator("h1")).to_have_text("Human Rights, Peace and Security")
    expect(tab.locator("wagtail-userbar")).to_have_count(1)

    edit_page.locator("[name=title]").fill("Followed")
    expect(tab.locator("h1")).to_have_text("Followed")
    tab.reload()
    expect(tab.locator("h1")).to_have_text("Followed")

    edit_page.context.request.post(
        f"{api}/admin/logout/",
        headers={"Referer": api},
        form={"csrfmiddlewaretoken": csrf(edit_page)},
    )
    expect(tab.locator("h1")).to_have_text("This preview has ended")
    expect(tab.locator("main")).to_contain_text("Go back to the editor")


def csrf(tab) -> str:
    return next(
        cookie["value"] for cookie in tab.context.cookies() if cookie["name"] == "csrftoken"
    )


def test_a_click_on_a_part_of_the_draft_opens_its_field(edit_page, draft):
    for part, held in (
        ("summary", "[name=summary]"),
        ("references", "[id^=inline_child_event_references] button"),
        ("body", "[data-contentpath=body]"),
        ("access_stated", "[name=access]"),
        ("calls_to_action", "[name=calls_to_action-0-label]"),
    ):
        place = edit_page.locator(held).first
        expect(place).not_to_be_in_viewport()
        draft.locator(f"[data-field~={part}]").first.click(position={"x": 2, "y": 2})
        expect(place).to_be_in_viewport()
        named = f"[data-field~={part}]"
        expect(draft.locator(f"{named}.edited, {named} .edited").first).to_be_visible()


def test_the_field_with_the_focus_is_shown_in_the_draft(edit_page, draft):
    expect(draft.locator("h1")).to_be_visible()
    edit_page.locator("[name=summary]").focus()
    expect(draft.locator(".edited")).to_have_attribute("data-field", "summary")
    expect(draft.locator(".edited")).to_be_in_viewport()
    edit_page.locator("[name=summary]").fill("Other words")
    expect(draft.locator(".edited")).to_have_text("Other words")

    # A part can show several fields.
    for tab, place, part in (
        ("What it is", "[name=access_stated]", "access access_stated"),
        ("What it is", "[name=attribution_rule]", "attribution_rule attribution_stated"),
    ):
        edit_page.get_by_role("tab", name=tab).click()
        edit_page.locator(place).first.focus()
        expect(draft.locator(".edited").first).to_have_attribute("data-field", part)


def test_a_row_of_a_list_opens_itself_and_is_shown_itself(edit_page, draft):
    for field, name in (
        ("partners", "Ministry for Foreign Affairs of Finland"),
        ("references", "Universal Declaration of Human Rights"),
        ("partners", "Federal Department of Foreign Affairs of Switzerland"),
    ):
        item = draft.locator(f"[data-field={field}] li", has_text=name)
        item.click(position={"x": 2, "y": 2})
        row = edit_page.locator("[data-inline-panel-child]", has=edit_page.locator(":focus"))
        expect(row.locator("[data-chooser-title]")).to_have_text(name)
        expect(row).to_be_in_viewport()
        expect(draft.locator(".edited")).to_have_count(1)
        expect(draft.locator(".edited")).to_contain_text(name)

    edit_page.locator("[name=partnerships-1-role]").focus()
    expect(draft.locator(".edited")).to_contain_text("Finland")
    expect(draft.locator(".edited")).to_be_in_viewport()


def test_a_block_of_the_text_opens_itself_and_is_shown_itself(edit_page, draft):
    text = draft.locator("[data-block]:has(> p)").last
    block = text.get_attribute("data-block")
    place = edit_page.locator(f"[data-streamfield-child][data-contentpath='{block}']")
    text.click(position={"x": 2, "y": 2})
    expect(place.locator("[contenteditable=true]")).to_be_focused()
    edited = draft.locator(".edited")
    expect(edited).to_have_count(1)
    expect(edited).to_have_attribute("data-block", block)
    first = edit_page.locator("[data-contentpath=body] [contenteditable=true]").first
    first.focus()
    expect(edited).to_have_count(1)
    expect(edited).not_to_have_attribute("data-block", block)
    expect(edited).to_be_in_viewport()


def test_the_panel_shows_no_code_opens_links_in_tabs_and_runs_the_checks(edit_page, draft):
    expect(draft.locator("wagtail-userbar")).to_have_count(1)
    frame = next(candidate for candidate in edit_page.frames if "/preview/" in candidate.url)
    assert frame.url.endswith("/preview/")
    assert "code" not in frame.evaluate("location.href + document.referrer")

    # A link opens a tab of its own.
    link = draft.get_by_role("link", name="Wilton Park").first
    with edit_page.context.expect_page() as opened:
        link.click()
    assert "/partners/" in opened.value.url
    expect(draft.get_by_role("note")).to_contain_text("Preview: this is a draft")

    edit_page.get_by_role("button", name="Toggle checks").click()
    metrics = edit_page.locator("[data-side-panel=checks]")
    expect(metrics).to_contain_text("Words")
    expect(metrics.locator("[data-content-word-count]")).not_to_have_text("-")
