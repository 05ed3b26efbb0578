"""The readable copy, browsed in Chromium from disk: no server, no script, no network."""

from pathlib import Path

import pytest

from tests import factories
from tests.conftest import NODE_TOOLS
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.exports.copying import write_copy

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HOSTILE = (
    "</title></script><script>document.hacked=1</script>"
    '<img src="http://evil.test/x" onerror="document.hacked=1">'
)
LINKS = "[...document.querySelectorAll('a[href]')].map((link) => link.href)"
UNSEEN = "[...document.images].filter((image) => !image.naturalWidth).map((image) => image.src)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("copy")


@pytest.fixture
def copy(demo, folder) -> Path:  # noqa: F811
    """Of the demo archive, written by the first test that asks for it."""
    return folder / "html" if any(folder.iterdir()) else write_copy(folder)


@pytest.fixture
def hostile_copy(db, tmp_path) -> Path:
    factories.make_event(title=HOSTILE, code="X1", summary=HOSTILE)
    factories.make_quote(text=HOSTILE, attribution_stated=HOSTILE)
    return write_copy(tmp_path)


@pytest.fixture
def troubles(page) -> list[str]:
    """What the browser complains about, and what it cannot load."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on(
        "requestfailed", lambda request: problems.append(request.url) if is_lost(request) else None
    )
    return problems


def is_lost(request) -> bool:
    """Whether a request failed by itself: the next page ends those of the one before it."""
    return request.failure != "net::ERR_ABORTED"


def browse(page, copy: Path) -> set[str]:
    """Follow every link from the first page on; return the pages that were seen."""
    waiting, visited = [(copy / "index.html").as_uri()], set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in visited or not address.endswith(".html") or not address.startswith("file:"):
            continue
        visited.add(address)
        page.goto(address)
        page.locator("h1").wait_for()
        page.evaluate(
            "document.querySelectorAll('img').forEach((image) => image.loading = 'eager')"
        )
        page.wait_for_load_state("networkidle")
        assert page.evaluate(UNSEEN) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        waiting += page.evaluate(LINKS)
    return visited


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_found_and_shown(copy, page, troubles, width):
    page.set_viewport_size({"width": width, "height": 900})
    visited = browse(page, copy)
    assert visited == {path.as_uri() for path in copy.rglob("*.html")} - {
        (copy / "site" / "en.html").as_uri()  # which is what the first page shows
    }
    assert troubles == []


def test_a_reader_goes_from_the_series_to_the_words_that_were_said(copy, page, troubles):
    page.goto((copy / "index.html").as_uri())
    page.get_by_role("main").get_by_role("link", name="Annual human rights series").click()
    page.get_by_text("No. 13–14: no record found").wait_for()
    page.get_by_role("link", name="Human Rights, Peace and Security", exact=True).click()
    page.get_by_role("link", name="About these words").first.click()
    page.get_by_role("link", name="António Guterres", exact=True).click()
    page.get_by_role("heading", name="Quotes that name it").wait_for()
    assert troubles == []


@pytest.mark.node
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(copy, page, scheme):
    axe = (NODE_TOOLS.parent / "axe-core" / "axe.min.js").read_text()
    page.emulate_media(color_scheme=scheme)
    for name in ("index", "events/WP1725", "events/index", "series/human-rights",
                 "images/round-hall-of-lights", "quotes/interlocking-elements"):  # fmt: skip
        page.goto((copy / f"{name}.html").as_uri())
        page.evaluate(axe)
        violations = page.evaluate("axe.run().then(({violations}) => violations)")
        assert [
            (violation["id"], violation["nodes"][0]["html"]) for violation in violations
        ] == [], name


def test_hostile_words_do_nothing(hostile_copy, page, troubles):
    for path in hostile_copy.rglob("*.html"):
        page.goto(path.as_uri())
        assert page.evaluate("document.hacked") is None
    page.goto((hostile_copy / "events" / "X1.html").as_uri())
    assert page.get_by_role("heading", level=1).text_content() == HOSTILE
    assert troubles == []
