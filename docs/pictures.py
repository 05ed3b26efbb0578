"""Take the pictures of the README and the editors' guide from a running demo: `make pictures`.

The script serves the demo archive with its own database and ports. Chromium opens the front end,
the admin and the documentation of the API.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PORT = 8019
FRONTEND_PORT = 8020
SITE = f"http://localhost:{PORT}"
SIZE: ViewportSize = {"width": 1280, "height": 800}
PAGE = """Oceans in common (LH2107)

7–9 May 2021

This Lakeside House conference asks how neighbours share a sea. It is an invitation only meeting.
It is held in partnership with the Coral Institute.

The 4th conference in the annual oceans series will look at fishing rights.

Sign up to our newsletter"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PORT": str(PORT),
            "FRONTEND_PORT": str(FRONTEND_PORT),
            "DATABASE_URL": f"sqlite:///{folder}/pictures.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
        }
        server = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment)
        try:
            wait_for(f"{SITE}/health/ready")
            take_pictures()
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    """Return when `address` answers; give up after a minute."""
    for _ in range(600):
        try:
            with urlopen(address, timeout=5):  # noqa: S310  an address of ours
                return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


def take_pictures() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport=SIZE)
        sign_in(page)
        page.goto(f"{SITE}/admin/events/")
        page.click("a:has-text('Human Rights, Peace and Security')")
        save(page, "admin")
        take_pictures_for_editors(page)
        take_picture_of_a_review(page)
        page.goto(f"http://localhost:{FRONTEND_PORT}/human-rights/wp1725/")
        page.wait_for_selector("main h1")
        save(page, "site")
        page.goto(f"{SITE}/api/v1/docs/reference/events/#get_event")
        request = page.locator("#get_event ~ form.request").first
        request.get_by_role("button").click()
        request.locator("output pre").wait_for()
        save(page, "api")
        browser.close()


def take_pictures_for_editors(page: Page) -> None:
    """The form of an edition, tab by tab and with its panels; then the archive at a glance."""
    form = page.url
    page.get_by_role("tab", name="When and where").first.click()
    page.fill("[name=when]", "13–15 January 2016")
    save(page, "editors-dates")
    page.goto(form)
    page.get_by_role("button", name="Toggle the warnings before publishing").click()
    save(page, "editors-warnings")
    page.get_by_role("button", name="Toggle preview").click()
    save(page, "editors-preview")
    page.goto(f"{SITE}/admin/")
    page.get_by_role("link", name="Annual human rights series").first.click()
    save(page, "editors-series")
    page.get_by_role("link", name="Next edition from this one").last.click()
    save(page, "editors-next")


def take_picture_of_a_review(page: Page) -> None:
    """An invented page beside what it states, with the words of one value marked."""
    page.goto(f"{SITE}/admin/readings/add/")
    page.get_by_label("Or the text of a page").fill(PAGE)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("spinbutton", name="Number in the series").click()
    save(page, "archivists-review")


def sign_in(page: Page) -> None:
    page.goto(f"{SITE}/admin/login/")
    page.fill("[name=username]", "demo-moderator")
    page.fill("[name=password]", "plenary-demo")
    page.click("button[type=submit]")
    page.wait_for_load_state()


def save(page: Page, name: str) -> None:
    page.wait_for_timeout(2000)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
