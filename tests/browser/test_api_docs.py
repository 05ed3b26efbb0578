"""The documentation works in a browser, under its own strict policy."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import NODE_TOOLS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.node,
    pytest.mark.django_db(transaction=True),
]


def test_a_developer_finds_an_operation_sends_a_request_and_reads_the_answer(
    page: Page, live_server, settings
):
    settings.API_ORIGIN = live_server.url
    complaints: list[str] = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.goto(f"{live_server.url}/api/v1/docs/")
    page.get_by_role("searchbox").fill("changes feed cursor")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Search: changes feed cursor")).to_be_visible()
    page.get_by_role("link", name="events", exact=True).click()
    request = page.locator("#list_events ~ form.request").first
    request.get_by_role("textbox").fill("/api/v1/events/?limit=1")
    request.get_by_role("button").click()
    expect(request.locator("output")).to_contain_text("200")
    expect(request.locator("output pre")).to_contain_text('"results": []')
    request.get_by_role("textbox").fill("https://example.org/")
    request.get_by_role("button").click()
    expect(request.locator("output")).to_contain_text("to its own server only")
    assert complaints == []


def test_axe_finds_nothing_in_light_and_dark_and_narrow_pages_do_not_scroll_sideways(
    page: Page, live_server
):
    axe = (NODE_TOOLS.parent / "axe-core" / "axe.min.js").read_text()
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "front-end/", "questions/", "reference/archive/", "schemas/", "?q=theme"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{live_server.url}/api/v1/docs/{path}")
            page.evaluate(axe)
            violations = page.evaluate("axe.run().then(({violations}) => violations)")
            assert [(issue["id"], issue["nodes"][0]["html"]) for issue in violations] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
