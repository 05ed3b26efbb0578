"""The page of docs/first-page.md, followed to the letter in an empty folder."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from archive.publisher.after_commit import catch_up
from cms.models import EventPage
from tests.demo_archive import run_demo
from tests.documentation import blocks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def front_end(tmp_path):
    """The address of a server that serves an empty folder, on another origin than the API."""
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    server = ThreadingHTTPServer(("localhost", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def api(live_server, settings) -> str:
    """The address of the demo archive, whose answers the browser asks for each time."""
    settings.API_MAX_AGE = 0
    run_demo("--no-users")
    return live_server.url


@pytest.mark.parametrize("html", blocks("html"))
def test_the_page_in_ten_minutes_shows_the_edition(html, page, api, front_end, tmp_path):
    (tmp_path / "index.html").write_text(html.replace("http://localhost:8000", api))

    page.goto(front_end)
    expect(page.locator("h1")).to_have_text("Human Rights, Peace and Security")
    expect(page.locator("blockquote").first).to_be_visible()
    page.locator("nav a").nth(1).click()
    expect(page).to_have_title("Annual human rights series")

    event = EventPage.objects.get(code="WP1725")
    event.slug = "renamed"
    event.save_revision().publish()
    catch_up()
    page.goto(front_end)
    expect(page).to_have_url(re.compile(quote("/renamed/", safe="")))
    expect(page.locator("h1")).to_have_text("Human Rights, Peace and Security")

    page.goto(f"{front_end}?path=/nothing/")
    expect(page.locator("main")).to_have_text("There is no such page.")
    event.unpublish()
    catch_up()
    page.goto(front_end)
    expect(page.locator("main")).to_have_text("This page was here and is no longer.")
