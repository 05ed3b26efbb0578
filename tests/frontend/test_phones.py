"""Pictures on phones: the file that a browser chooses fits the screen."""

import pytest
from playwright.sync_api import Browser

from archive.publisher.after_commit import catch_up
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("density", "width"), [(1, 480), (2, 960), (3, 1200)])
def test_a_phone_loads_the_hero_in_a_size_that_fits(browser: Browser, site, density, width):
    make.make_event(title="Seen", slug="seen", image=make.make_image(size=(2400, 1350)))
    catch_up()
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, device_scale_factor=density
    )
    page = context.new_page()
    page.goto(f"{site}/seen/")
    picture = page.locator(".as-hero img")
    picture.evaluate("image => image.decode()")
    chosen = picture.evaluate("image => image.currentSrc")
    context.close()
    assert f"max-{width}x{width * 9 // 16}" in chosen
