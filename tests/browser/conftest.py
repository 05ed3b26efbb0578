"""A browser, and people who sign in with it."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.cms.admin.conftest import user

expect.set_options(timeout=20_000)  # a busy machine is slow, and that is no fault of the page


@pytest.fixture
def page(chromium: str, monkeypatch) -> Iterator[Page]:
    """A tab of Chromium that fails the test when a script fails or the world outside is asked."""
    # Playwright runs an event loop in this thread, and the test reads the database beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        tab = browser.new_page(viewport={"width": 1280, "height": 1000})
        tab.set_default_timeout(30_000)
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.on("request", lambda request: _note_if_outside(request.url, problems))
        yield tab
        browser.close()
    assert problems == []


def _note_if_outside(url: str, problems: list[str]) -> None:
    if not url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:", "file:")):
        problems.append(f"asked for {url}")


@pytest.fixture
def sign_in(page: Page, live_server) -> Callable[..., None]:
    def sign_in(name: str, *groups: str) -> None:
        user(name, *groups)
        page.goto(f"{live_server.url}/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("secret")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Plenary").wait_for()

    return sign_in


@pytest.fixture
def read(live_server) -> Callable[[str], tuple[int, dict]]:
    """Read the API as anybody does: the status and the document."""

    def read(path: str) -> tuple[int, dict]:
        try:
            with urllib.request.urlopen(f"{live_server.url}{path}") as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    return read
