"""No page that this admin adds to Wagtail's own has a script that fails: `page` sees to it.

On a phone, no table is cut off."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import factories
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
# The tables that go beyond the screen, and that nobody can scroll to.
CUT_OFF = """() => [...document.querySelectorAll("main table")].filter((table) => {
    if (table.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let box = table.parentElement; box.tagName !== "MAIN"; box = box.parentElement)
        if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return false;
    return true;
}).length"""
# The cells of lists that stand beside the screen, such as the last column: whether it is public.
BESIDE = """() => [...document.querySelectorAll("main .listing :is(td, th)")].filter(
    (cell) => cell.getBoundingClientRect().right > innerWidth + 1).length"""
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


def test_no_page_of_ours_has_a_script_that_fails_or_is_cut_off(page, administrator, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    problems: dict[str, list[str]] = {}
    world = World(user("dora"))
    page.on("pageerror", lambda error: problems.setdefault(page.url, []).append(str(error)))
    page.clock.install()
    pages = own_pages()
    assert len(pages) > 30
    for route in pages:
        answer = page.goto(f"{live_server.url}{world.address(route)}")
        assert answer.status == 200, route
        page.clock.run_for(1000)  # milliseconds: some scripts begin a moment after the page
        if page.evaluate(CUT_OFF):
            problems.setdefault(page.url, []).append("A table is cut off.")
        if page.evaluate(BESIDE):
            problems.setdefault(page.url, []).append("Cells of a list are beside the screen.")
    assert problems == {}


def test_the_pages_of_a_list_stand_below_its_last_row(page, administrator, live_server):
    factories.make_event(title="An edition")
    page.goto(f"{live_server.url}/admin/events/")
    last = page.locator("main .listing tr").last.bounding_box()
    assert page.locator(".pagination").bounding_box()["y"] >= last["y"] + last["height"]


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


def test_whoever_leaves_a_form_without_copies_is_asked_about_words_typed_at_once(
    page, administrator, live_server
):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}/admin/releases/new/", wait_until="domcontentloaded")
    page.locator("form[data-edit-form] [name=name]").press_sequentially("Autumn")
    page.wait_for_timeout(2500)  # Wagtail takes what is typed until then for the text of before
    page.goto("about:blank")
    assert asked == ["beforeunload"]
