"""Videos of other sites: nothing of them is loaded before a reader asks."""

from urllib.parse import urlsplit

import pytest

from archive.publisher.after_commit import catch_up
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_player_loads_nothing_before_it_is_asked_to(browser, site):
    video = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "The opening"}
    factories.make_event(title="Filmed", slug="filmed", body=[("embed", video)])
    catch_up()
    hosts = set()
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="Play"))
        page.goto(f"{site}/filmed/", wait_until="networkidle")
        page.emulate_media(media="print")
        page.get_by_text("Play: The opening").scroll_into_view_if_needed()
        assert hosts <= {"localhost", "127.0.0.1"}
        page.emulate_media(media="screen")
        page.get_by_text("Play: The opening").click()
        page.frame_locator("iframe").get_by_text("Play").wait_for()
    assert "www.youtube-nocookie.com" in hosts
