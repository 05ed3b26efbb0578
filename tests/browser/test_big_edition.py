"""An edition with twelve sessions and forty people, entered from a spreadsheet."""

import io
import re

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from cms.models import EventPage, Person
from tests import factories
from tests.browser.test_editor import open_tab, press_in_menu
from tests.cms.test_document_details import pdf
from tests.home import facts
from tests.importer.paste.pages import GOOGLE_DOCS, WORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = ("Ada", "Ben", "Cem", "Dora", "Eva", "Finn", "Gül", "Hana", "Ivo", "Jana")
NAMES = [f"{name} {family}" for family in ("Kaya", "Ørsted", "Mukherjee", "Obi") for name in FIRST]
DOCUMENTS = ("Programme", "Report", "List of those who took part")
ROOM_ABOVE_AND_BELOW = 115  # the bars of the form


def programme() -> str:
    """Twelve sessions over three days as a spreadsheet copies them. Each person is in one."""
    people = iter(NAMES)
    rows = ["Day\tTime\tTitle\tKind\tChair\tSpeakers"]
    for number in range(12):
        day, hour = 13 + number // 4, (9, 11, 14, 16)[number % 4]
        chair, *speakers = (next(people) for _ in range(4 if number % 3 == 0 else 3))
        cells = (
            f"{day} January",
            f"{hour}:00–{hour + 1}.30",
            f"Session {number + 1}",
            "Panel",
            chair,
            ", ".join(speakers),
        )
        rows.append("\t".join(cells))
    return "\n".join(rows)


def paste(page: Page, selector: str, text: str, html: str = "") -> None:
    page.locator(selector).evaluate(
        """(cell, [text, html]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            if (html) clipboardData.setData("text/html", html);
            const options = { clipboardData, bubbles: true, cancelable: true };
            cell.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        [text, html],
    )


class Clicks:
    """Counts what a hand does: each click, each key chord and each field that is typed into."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, name: str, **options) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name, **options).click()

    def tab(self, name: str) -> None:
        self.count += 1
        open_tab(self.page, name)

    def fill(self, name: str, text: str) -> None:
        self.count += 1
        self.page.locator(f"[name={name}]").fill(text)

    def paste(self, selector: str, text: str) -> None:
        self.count += 2  # a click into the cell, and the keys
        paste(self.page, selector, text)

    def publish(self) -> None:
        self.count += 2
        press_in_menu(self.page, "Publish")


def test_a_big_edition_is_pasted_in_and_published(page, live_server, sign_in, read):
    series = factories.publish(factories.make_series())
    factories.publish(factories.make_person(name="Ada Kaya"))
    sign_in("ann", "Editors", "Moderators")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(
        live_server.url + reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    )
    hand = Clicks(page)

    hand.fill("title", "A big edition")
    hand.fill("code", "BIG1")
    hand.tab("When and where")
    hand.fill("when", "13–15 January 2016")
    expect(page.get_by_text("known to the day")).to_be_visible()
    hand.fill("time_zone", "Europe/London")
    hand.press("Add programme item")
    hand.paste("#inline_child_programme-0 .plenary-names__next >> nth=0", programme())
    expect(page.get_by_text("12 rows pasted.")).to_be_visible()
    hand.press("Make 39 new people")
    expect(page.locator(".plenary-name--unknown")).to_have_count(0, timeout=60_000)

    assert Person.objects.count() == 40
    table = page.locator(".plenary-table--programme")
    rows = table.locator(".plenary-row")
    expect(rows).to_have_count(12)
    expect(table.locator(".plenary-cell--people .plenary-name")).to_have_count(40)
    boxes = [rows.nth(number).bounding_box() for number in (0, 11)]
    height = boxes[1]["y"] + boxes[1]["height"] - boxes[0]["y"]
    assert height <= 900 - ROOM_ABOVE_AND_BELOW
    assert boxes[0]["x"] + boxes[0]["width"] <= 1280

    # The keys of a spreadsheet: down a row, and from the last one to a new one on the same day.
    title = rows.nth(11).locator("[name$='-title']")
    title.click()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(title).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(13)
    page.keyboard.type("Farewell")
    expect(rows.nth(12).locator("[data-plenary-hours=day]")).to_have_value("2016-01-15")
    rows.nth(12).locator("[data-plenary-hours=from]").fill("18")
    hand.count += 4
    hand.publish()
    expect(page.locator(".messages")).to_contain_text("published", timeout=60_000)

    status, event = read("/api/v1/events/BIG1/")
    assert status == 200
    sessions = event["programme"]
    assert [session["title"] for session in sessions] == [
        *(f"Session {number}" for number in range(1, 13)),
        "Farewell",
    ]
    assert (sessions[5]["start"], sessions[5]["end"]) == (
        "2016-01-14T11:00:00+00:00",
        "2016-01-14T12:30:00+00:00",
    )
    assert sessions[12]["start"] == "2016-01-15T18:00:00+00:00"
    assert {appearance["person"]["title"] for appearance in event["people"]} == set(NAMES)
    assert [appearance["capacity"] for appearance in event["people"]].count("chair") == 12
    assert hand.count <= 16, hand.count

    # Rows of people: an office of that time, for somebody of the programme.
    page.goto(
        live_server.url + reverse("wagtailadmin_pages:edit", args=[EventPage.objects.get().pk])
    )
    open_tab(page, "Who")
    paste(page, ".plenary-table--appearances", "Ada Kaya\tChair\tMinister\tFinland\n")
    row = page.locator("#inline_child_appearances-0")
    expect(row.locator(".chooser__title")).to_have_text("Ada Kaya")
    expect(row.locator("[name$=role_then]")).to_have_value("Minister")
    # Lists that are no tables show what each of their rows holds.
    open_tab(page, "Text")
    page.get_by_role("button", name="Add call to action").click()
    page.locator("[name=calls_to_action-0-label]").fill("Sign up")
    heading = page.locator("#inline_child_calls_to_action-0 [data-plenary-row-title]")
    expect(heading).to_have_text(re.compile("^Sign up"))
    # A page from Word goes into the text as blocks, after a look at them.
    page.get_by_role("button", name="Paste a page").click()
    paste(page, ".plenary-paste__zone", "Aims", WORD)
    expect(page.locator(".plenary-pasted > li")).to_have_count(9)
    page.get_by_role("button", name="Take 9 blocks").click()
    expect(page.locator("dialog.plenary-paste")).to_be_hidden()
    number_of_blocks = "document.getElementById('body-root').rootBlock.children.length"
    assert page.evaluate(number_of_blocks) == 9
    # So does one that is pasted into a paragraph. It takes the place of an empty one.
    page.locator("#body-root").get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Paragraph").click()
    paste(page, "#body-root .public-DraftEditor-content >> nth=-1", "Context", GOOGLE_DOCS)
    page.get_by_role("button", name="Take 4 blocks").click()
    expect(page.locator("dialog.plenary-paste")).to_be_hidden()
    assert page.evaluate(number_of_blocks) == 13
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("is saved")
    draft = EventPage.objects.get().get_latest_revision_as_object()
    kinds = [block.block_type for block in draft.body]
    assert kinds[6:8] == ["table", "quote"]
    assert kinds[-4:] == ["heading", "paragraph", "list", "table"]


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(file, "JPEG")
    return file.getvalue()


class Window:
    """The window of a chooser, in the form that `hand` fills in."""

    def __init__(self, hand: Clicks) -> None:
        self.hand, self.window = hand, hand.page.locator(".modal")

    def tick(self, count: int) -> None:
        boxes = self.window.locator("tbody input[type=checkbox]")
        expect(boxes).to_have_count(count)
        for number in range(count):
            boxes.nth(number).check()
        self.hand.count += count
        self.hand.press("Confirm selection")
        expect(self.window).to_be_hidden()

    def upload(self, name: str, file: bytes, **values: str) -> None:
        tab = self.window.get_by_role("tab", name="Upload")
        tab.click()
        file_type = "image/jpeg" if name.endswith(".jpg") else "application/pdf"
        send = {"name": name, "mimeType": file_type, "buffer": file}
        self.hand.page.wait_for_timeout(500)  # nobody finds a file before the window's script runs
        self.window.locator("[type=file]").set_input_files(send)
        expect(self.window.locator("[name$=title]")).not_to_have_value("")
        for field, value in values.items():
            self.window.locator(f"[name$={field}]").fill(value)
        self.hand.count += 2 + len(values)
        self.window.get_by_role("button", name="Upload", exact=True).click()
        self.hand.count += 1
        expect(self.window).to_be_hidden()

    def create(self, **values: str) -> None:
        tab = self.window.get_by_role("tab", name="Create new")
        tab.click()
        for field, value in values.items():
            self.window.locator(f"[name={field}]").fill(value)
        self.hand.count += 2 + len(values)
        self.window.get_by_role("button", name="Create and publish").click()
        expect(self.window).to_be_hidden()


def test_partners_files_and_quotes_of_a_big_edition(page, live_server, sign_in, read):
    series = factories.publish(factories.make_series())
    for number in range(8):
        logo = factories.publish(factories.make_image(title=f"Logo {number}"))
        factories.publish(factories.make_partner(name=f"Partner {number}", logo=logo))
    event = factories.make_event(title="A big edition", code="BIG1", series=series, live=False)
    sign_in("ann", "Editors", "Moderators")
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[event.pk]))
    hand = Clicks(page)
    window = Window(hand)

    hand.count += 1
    page.locator("#id_image-chooser").get_by_role("button", name="Choose an image").click()
    window.upload("hall.jpg", picture(), alt_text="Rows of chairs in a hall")
    hand.tab("Who")
    hand.press("Add partner")
    window.tick(8)
    hand.tab("Text")
    for title in DOCUMENTS:
        hand.press("Add document")
        window.upload(f"{title}.pdf", pdf())
    for text in (facts.QUOTE_1, facts.QUOTE_2):
        hand.press("Add quote")
        window.create(text=text, speaker="Ada Kaya")
    hand.count += 4
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Embed").click()
    page.locator("[name=body-0-value-url]").fill("https://films.example/1")
    page.locator("[name=body-0-value-title]").fill("The opening, as a film")
    hand.publish()
    expect(page.locator(".messages")).to_contain_text("“A big edition” is published")
    assert hand.count <= 50, hand.count

    status, event = read("/api/v1/events/BIG1/")
    assert status == 200
    assert event["image"]["alt"] == "Rows of chairs in a hall"
    partners = [partnership["partner"] for partnership in event["partners"]]
    assert [partner["title"] for partner in partners] == [
        f"Partner {number}" for number in range(8)
    ]
    assert all(partner["logo"]["profiles"] for partner in partners)
    assert [document["title"] for document in event["documents"]] == list(DOCUMENTS)
    assert [quote["text"] for quote in event["quotes"]] == [facts.QUOTE_1, facts.QUOTE_2]
    [film] = event["body"]
    assert (film["type"], film["value"]["url"]) == ("embed", "https://films.example/1")
