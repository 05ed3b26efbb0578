"""Every page of the front end, as readers use it."""

import json
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from archive.publisher.after_commit import catch_up
from cms.models import EventPage, ProgrammeItem, Quote
from frontend.server.app import Site
from tests.conftest import NODE_TOOLS
from tests.faults.load import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PAGES = {
    "/": "Plenary demo archive",
    "/human-rights/": "Annual human rights series",
    "/human-rights/wp1725/": "Human Rights, Peace and Security",
    "/human-rights/wp1725/history/": "Human Rights, Peace and Security",
    "/quotes/the-best-prevention-tool/": "Perhaps the best prevention tool",
    "/partners/wilton-park/": "Wilton Park",
    "/people/antonio-guterres/": "António Guterres",
    "/themes/human-rights/": "Human rights",
    "/references/universal-declaration-of-human-rights/": "Universal Declaration",
    "/images/round-hall-of-lights/": "A round hall of lights",
    "/quotes/": "Quotes",
    "/people/": "People",
    "/images/": "Images",
    "/documents/": "Documents",
    "/search/?q=resilience": "Search: resilience",
    "/search/?q=": "Search",
    "/nothing/": "There is no such page",
}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_every_page_has_one_heading_and_fits_both_widths(page, site, complaints):
    for path, heading in PAGES.items():
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            page.goto(site + path)
            expect(page.locator("h1")).to_have_count(1)
            expect(page.locator("h1")).to_contain_text(heading)
            assert not scrolls_sideways(page), (path, size)
            assert page.locator("main", has_text=re.compile(r"\bNone\b")).count() == 0, path
    assert [message for message in complaints if "404 (Not Found)" not in message] == []
    assert len(complaints) == 2  # the page that is not there, in both widths


@pytest.mark.node
def test_axe_finds_no_violation(page, site):
    axe = (NODE_TOOLS.parent / "axe-core" / "axe.min.js").read_text()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path, heading in PAGES.items():
            page.goto(site + path)
            expect(page.locator("h1")).to_contain_text(heading)
            page.evaluate(axe)
            violations = page.evaluate("axe.run().then(({violations}) => violations)")
            broken = [(violation["id"], violation["nodes"][0]["html"]) for violation in violations]
            assert broken == [], (path, scheme, json.dumps(broken))


def test_hours_of_two_days_and_wide_tables_stay_in_their_place(page, site):
    event = EventPage.objects.get(code="WP1725")
    start, end = (datetime(2026, 12, day, 1, tzinfo=UTC) for day in (8, 9))
    event.programme.add(ProgrammeItem(title="Dinner by the lake " * 4, start=start, end=end))
    event.save_revision().publish()
    catch_up()
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.goto(f"{site}/human-rights/wp1725/")
        time, title = (page.locator(f".programme > li {part}") for part in (".hours", "h4"))
        boxes = [time.locator("time").last.bounding_box(), title.bounding_box()]
        expect(time).to_have_text(re.compile(r"01:00 – 9 December 2026 01:00"))
        beside = boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        assert beside or boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"], (size, boxes)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 660, "height": 900})  # A4 between its margins
    page.goto(f"{site}/human-rights/wp1725/history/")
    assert not scrolls_sideways(page)


def test_the_first_page_is_light(page, site):
    asked: dict[str, int] = {}
    page.on("response", lambda answer: asked.update({answer.url: len(answer.body())}))

    page.goto(site, wait_until="networkidle")

    pictures = [url for url in asked if "/media/" in url]
    assert len(asked) - len(pictures) <= 5
    assert sum(size for url, size in asked.items() if url not in pictures) <= 60_000


def test_a_reader_with_a_keyboard(page, site):
    page.goto(site, wait_until="networkidle")
    expect(page.locator("h1")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    asked: list[str] = []
    page.on("request", lambda request: "/_site/" not in request.url and asked.append(request.url))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.wait_for_load_state("networkidle")
    assert asked == [], "The page that is shown was read again"
    expect(page.locator("main")).to_be_focused()

    page.get_by_label("Search the archive").focus()
    page.keyboard.type("resilience")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Search: resilience")

    page.get_by_role("link", name="Quotes 1").click()
    expect(page.get_by_text("1 record found.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("3 records found.")).to_be_visible()


def test_an_address_with_an_anchor_that_cannot_be_read_shows_its_page(page, site):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.goto(f"{site}/human-rights/#%ff", wait_until="networkidle")

    expect(page.locator("h1")).to_be_visible()
    assert errors == []


def test_a_series_shows_what_is_not_known(page, site):
    page.goto(f"{site}/human-rights/")

    expect(page.get_by_text("No. 10: no record found")).to_be_visible()
    expect(page.locator(".timeline > li")).to_have_count(7)  # 5 editions, and 2 gaps
    expect(page.get_by_text("number inferred")).to_be_visible()


def test_an_edition_shows_what_is_stated_and_nothing_else(page, site):
    page.goto(f"{site}/human-rights/wp1725/")

    facts = page.locator(".about dl")
    expect(facts).to_contain_text("No. 15 15th conference")
    expect(facts).to_contain_text("Off the record")
    for absent in ("Dates", "Place", "Mode"):
        expect(facts.locator("dt", has_text=absent)).to_have_count(0)
    expect(page.locator("blockquote").first).to_contain_text("Perhaps the best prevention tool")
    expect(page.get_by_role("heading", name="Sign up to the newsletter")).to_be_visible()
    page.get_by_role("link", name="The future of human rights").click()
    expect(page.locator(".about dl")).to_contain_text("11–13 January 2017")


def test_old_addresses_lead_on_and_withdrawn_ones_say_so(page, site, api, reader):
    page.goto(f"{site}/events/WP1725/")
    expect(page).to_have_url(f"{site}/human-rights/wp1725/")

    Quote.objects.get(slug="interlocking-elements").delete()
    catch_up()
    page.goto(f"{site}/quotes/interlocking-elements/")
    expect(page.locator("h1")).to_have_text("This page was here and is no longer")
    expect(page.locator("main")).to_contain_text(
        "A record of the kind “Quote” was public at this address until"
    )


def test_the_past_is_shown_as_it_was(page, site):
    event = EventPage.objects.get(code="WP1725")
    event.summary = "Another summary"
    event.save_revision().publish()
    catch_up()

    page.goto(f"{site}/human-rights/wp1725/history/")
    page.get_by_role("link", name="What changed").click()
    expect(page.locator("ins")).to_have_text("Another summary")
    page.locator("table a[href*=version]").last.click()
    expect(page.get_by_role("note")).to_contain_text("As published on")
    expect(page.locator("main")).to_contain_text("The 15th edition, now being developed")


def test_markup_in_a_title_is_words(page, site, complaints):
    event = EventPage.objects.get(code="WP1725")
    event.title = event.summary = "<img src=x onerror=alert(1)>"
    event.save_revision().publish()
    catch_up()

    page.goto(f"{site}/human-rights/wp1725/")

    expect(page.locator("h1")).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("main img[src=x]").count() == 0
    assert complaints == []


def test_a_source_shows_its_evidence(page, site):
    event = EventPage.objects.get(code="WP1725")
    source = event.sources.first()
    source.sha256, source.quotations = "ab" * 32, "The 15th edition\n<b>off the record</b>"
    source.save()
    event.save_revision().publish()
    catch_up()

    page.set_viewport_size(NARROW)
    page.goto(f"{site}/human-rights/wp1725/")

    section = page.locator("section", has=page.get_by_role("heading", name="Sources"))
    expect(section.get_by_text(f"SHA-256: {'ab' * 32}")).to_be_visible()
    quotations = ["The 15th edition", "<b>off the record</b>"]
    expect(section.locator("blockquote")).to_have_text(quotations)
    assert not scrolls_sideways(page)


def test_on_paper_there_is_only_the_text(page, site):
    page.goto(f"{site}/human-rights/wp1725/")
    page.emulate_media(media="print")

    expect(page.locator("nav[aria-label=Main]")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()

    page.goto(f"{site}/search/?q=rights")
    expect(page.locator(".found")).to_be_visible()
    for part in ("main form", "header form", ".facets", ".to-facets"):
        expect(page.locator(part)).to_be_hidden()


def test_the_newsletter_form_says_what_happened(page, site):
    page.goto(site)
    page.get_by_label("E-mail address").fill("reader@localhost")
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("alert")).to_contain_text("Give an e-mail address")
    expect(page.get_by_label("E-mail address")).to_have_value("reader@localhost")

    page.get_by_label("E-mail address").fill("reader@example.org")
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("status")).to_contain_text("a message is on its way")


def test_without_script_a_reader_searches_and_narrows(page, site):
    context = page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Search the archive").fill("resilience")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("3 records found.")).to_be_visible()
    page.get_by_role("link", name="Quotes 1").click()
    expect(page.get_by_text("1 record found.")).to_be_visible()
    page.get_by_role("link", name="Quotes – remove").click()
    expect(page.get_by_text("3 records found.")).to_be_visible()
    context.close()


def test_what_was_found_stands_apart_from_the_form(page, site):
    for path in ("/search/", "/search/?q=rights"):
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            page.goto(site + path)
            form, words = page.locator("main form").bounding_box(), page.locator("main form + p")
            assert words.bounding_box()["y"] >= form["y"] + form["height"] + 10, (path, size)


def test_suggestions_come_while_somebody_types(page, site, complaints):
    page.goto(f"{site}/search/")
    page.get_by_label("Words", exact=True).press_sequentially("human ri")
    option = page.locator("#Suggested option[value='Human rights']")
    expect(option).to_have_count(1)
    assert complaints == []


def test_a_page_is_loaded_while_the_pointer_is_over_its_link(page, site, monkeypatch, complaints):
    asked = []
    respond = Site.respond

    def noted(self, environ):
        asked.append((environ["PATH_INFO"], environ.get("HTTP_SEC_PURPOSE")))
        return respond(self, environ)

    monkeypatch.setattr(Site, "respond", noted)
    page.goto(site)
    page.locator('a[href="/human-rights/"]').first.hover()
    until(lambda: ("/human-rights/", "prefetch") in asked)
    assert complaints == []
