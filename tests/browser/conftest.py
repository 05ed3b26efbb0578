"""A browser, and people who sign in with it."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.cms.admin.conftest import user
from tests.shared import take_all_away

expect.set_options(timeout=20_000)  # a busy machine is slow, and that is no fault of the page


@pytest.fixture(scope="module")
def browser(chromium: str, django_db_blocker) -> Iterator[Browser]:
    """Chromium, for the tests of one module."""
    # While an event loop runs, Django has another connection. Shared content goes with its own.
    with django_db_blocker.unblock():
        take_all_away()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, and tests read the database beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
        with django_db_blocker.unblock():
            take_all_away()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab without a past. It fails the test when a script fails or asks the world outside."""
    problems: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("request", lambda request: _note_if_outside(request.url, problems))
    yield tab
    context.close()
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
