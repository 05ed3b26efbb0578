"""No page that this admin adds to Wagtail's own has a script that fails: `page` sees to it."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cms.admin.conftest import user
from tests.cms.admin.routes import World, read_table
from webhooks.models import Endpoint

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

OWN = tuple(
    f"admin/{name}/"
    for name in (
        "editions", "events", "exports", "moderation", "newsletter", "people", "publish",
        "readings", "release", "releases", "reports", "series", "tables", "webhooks", "world",
    )
)  # fmt: skip
NO_PAGE = ("/download/", "/progress/", "results/", ".<str:form>")


@pytest.fixture
def administrator(sign_in) -> None:
    sign_in("cem", "Moderators")
    get_user_model().objects.filter(username="cem").update(is_superuser=True)


def own_pages() -> list[str]:
    return [
        route
        for route, row in read_table().items()
        if route.startswith(OWN) and not route.endswith(NO_PAGE)
        if row["superuser"].startswith("200")
    ]


def test_no_script_of_a_page_of_ours_fails(page, administrator, live_server):
    problems: dict[str, list[str]] = {}
    world = World(user("dora"))
    page.on("pageerror", lambda error: problems.setdefault(page.url, []).append(str(error)))
    seen = own_pages()
    assert len(seen) > 30
    for route in seen:
        answer = page.goto(f"{live_server.url}{world.address(route)}")
        assert answer.status == 200, route
    assert problems == {}


def pick(page: Page, name: str) -> None:
    """Open the calendar of the field `name`, and take a day of it."""
    field = page.locator(f"[name={name}]")
    field.click()
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_date.xdsoft_today").click()
    expect(field).not_to_have_value("")


def test_a_day_is_picked_for_an_export_and_for_sending_again(page, administrator, live_server):
    endpoint = Endpoint.objects.create(name="A", url="https://a.example/")
    page.goto(live_server.url + reverse("exports_index"))
    pick(page, "as_of")
    page.goto(live_server.url + reverse("webhooks_endpoint", args=[endpoint.pk]))
    pick(page, "since")
