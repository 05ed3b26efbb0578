"""An editor goes from the dashboard to a series, and from its last edition to the next one."""

import re

import pytest

from cms.models import EventPage
from tests import factories

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_next_edition_is_made_from_the_last_one(page, sign_in, width):
    series = factories.make_series(title="Annual talks")
    for number in (13, 15):
        factories.make_event(
            series=series, slug=f"e{number}", title=f"Edition {number}", ordinal=number
        )
    sign_in("ann", "Editors")
    page.set_viewport_size({"width": width, "height": 900})

    page.get_by_role("link", name="Annual talks").first.click()
    page.get_by_text("No record.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=re.compile("Next edition from this one.*Edition 15")).click()
    page.get_by_label("Title", exact=False).first.fill("Edition of next year")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_text("Plenary has made the draft").wait_for()

    event = EventPage.objects.get(title="Edition of next year")
    assert (event.ordinal, event.ordinal_basis, event.live) == (16, "inferred", False)
