"""The page that describes the API works in a browser, under its own strict policy."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_the_docs_page_shows_every_group_and_breaks_no_rule_of_its_policy(page: Page, live_server):
    complaints: list[str] = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.goto(f"{live_server.url}/api/v1/docs/")
    expect(page.get_by_role("heading", name="Plenary API")).to_be_visible()
    for group in ("events", "quotes", "archive"):
        expect(page.locator(f"#operations-tag-{group}")).to_be_visible()
    page.locator("#operations-events-get_event").get_by_role("button").first.click()
    expect(page.get_by_text("The public key.")).to_be_visible()
    assert complaints == []
