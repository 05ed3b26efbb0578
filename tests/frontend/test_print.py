"""Pages on paper."""

import io
import re

import pytest
from django.conf import settings
from playwright.sync_api import Page
from pypdf import PdfReader

from archive.publisher.after_commit import catch_up
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SITE_LINE = "What no source states is left open here."


def sheets(page: Page) -> list[str]:
    """The words on each sheet of A4."""
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in pdf.pages]


def without_spaces(texts: list[str]) -> str:
    return re.sub(r"\s", "", "".join(texts))


@pytest.mark.parametrize(
    "path", ["/human-rights/wp1725/", "/human-rights/", "/partners/wilton-park/"]
)
def test_a_record_ends_with_its_address_and_the_day_of_its_version(page, site, path):
    page.goto(site + path)
    texts = sheets(page)
    assert re.search(rf"{settings.FRONTEND_ORIGIN}{path} · Version of \d+ \w+ \d{{4}}", texts[-1])
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text


@pytest.mark.parametrize("path", ["/events/", "/search/?q=rights", "/human-rights/wp1725/history/"])
def test_a_page_that_is_no_record_ends_with_its_address(page, site, path):
    page.goto(site + path)
    assert f"{settings.FRONTEND_ORIGIN}{path}" in sheets(page)[-1]


@pytest.mark.parametrize("path", ["/human-rights/", "/people/", "/search/?q=rights"])
def test_the_end_of_a_page_never_stands_alone_on_a_sheet(page, site, path):
    for number in range(12):
        make.make_person(name=f"Person {number} Rights")
    catch_up()
    page.goto(site + path)
    for centimetres in range(0, 24, 2):
        room = f"{centimetres / 2}cm"
        page.locator("header.site").evaluate("(node, room) => node.style.paddingTop = room", room)
        last = sheets(page)[-1]
        assert last.index(SITE_LINE) > len("Plenary demo archive. "), room


def test_an_address_that_is_shown_is_not_shown_a_second_time(page, site):
    url, link = "https://example.org/a-film", '<a href="https://example.org/words">Words</a>'
    make.make_event(
        title="Filmed",
        slug="filmed",
        body=[
            ("paragraph", f"<p>{link}</p>"),
            ("call_to_action", {"label": "Look", "kind": "registration", "url": url}),
        ],
    )
    catch_up()
    page.goto(f"{site}/filmed/")
    text = without_spaces(sheets(page))
    assert text.count(url) == 1
    assert "Words(https://example.org/words)" in text


def test_a_sheet_of_pictures_begins_with_the_title_and_cuts_none(page, site):
    for number in range(9):
        make.make_image(title=f"Hall {number}", size=(800, 450))
    catch_up()
    page.goto(f"{site}/images/")
    first, *_others = texts = sheets(page)
    assert first.index("Images") < first.index("Hall 0")
    assert all(f"Hall {number}" in " ".join(texts) for number in range(9))


def test_what_only_leads_on_is_not_printed(page, site):
    for path, words in (
        ("/nothing/", "To the beginning"),
        ("/human-rights/wp1725/", "About these words"),
        ("/human-rights/wp1725/history/", "As it is today"),
    ):
        page.goto(site + path)
        assert words in page.locator("main").inner_text()
        assert words not in " ".join(sheets(page)), path


def test_headings_of_a_table_are_whole(page, site):
    page.goto(f"{site}/human-rights/wp1725/history/")
    heads = page.locator("th").all_inner_texts()
    text = " ".join(sheets(page))
    assert [head for head in heads if head not in text] == []
