"""Files from an upload to the public and back, as editors and moderators see it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from archive.publisher.after_commit import catch_up
from cms.admin.links import edit_url
from cms.models import CustomDocument, CustomImage
from cms.schedule.run import do_what_is_due
from tests import factories
from tests.browser.test_editor import press_in_menu, schedule
from tests.browser.test_together import sign_out
from tests.cms.test_document_details import jpeg, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = {"width": 390, "height": 900}, {"width": 1280, "height": 1000}


def a_file(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def red() -> bytes:
    Image.new("RGB", (80, 45), "red").save(picture := io.BytesIO(), "PNG")
    return picture.getvalue()


def open_form(page: Page, url: str, file: Any) -> None:
    page.goto(url + edit_url(type(file), file.pk))


def upload(page: Page, address: str, *files: dict[str, Any]) -> None:
    page.goto(address)
    page.locator("#fileupload").set_input_files(files)
    uploaded = page.get_by_text("Uploaded as a draft").filter(visible=True)
    expect(uploaded).to_have_count(len(files))
    for alt_text in page.locator("#upload-list [name$=alt_text]").all():
        alt_text.fill("A hall")
    page.get_by_role("button", name="Save all" if len(files) > 1 else "Update").click()
    expect(uploaded).to_have_count(0)


def open_approval(page: Page, url: str, name: str) -> None:
    page.goto(url + reverse("api_moderation"))
    page.locator("main").get_by_role("link", name=name).click()


def fits_a_phone(page: Page) -> bool:
    """Whether nothing of the page lies beside a narrow screen."""
    page.set_viewport_size(PHONE)
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(DESK)
    return fits


@pytest.fixture
def fetch(reader) -> Callable[[str], bytes | int]:
    """What anybody gets: the bytes, or the status of a refusal.

    Not from the server of the browser, which sends what is under /media/ without asking Plenary.
    """

    def fetch(address: str) -> bytes | int:
        response = reader.get(address.removeprefix("https://api.test"))
        return response.getvalue() if response.status_code == 200 else response.status_code

    return fetch


def test_a_moderator_sees_and_publishes_the_files_of_an_editor(
    page, live_server, sign_in, read, fetch
):
    url = live_server.url
    sign_in("ben", "Editors")
    upload(page, url + reverse("wagtailimages:add_multiple"), a_file("hall.jpg", jpeg()))
    upload(page, url + reverse("wagtaildocs:add_multiple"), a_file("speech.pdf", pdf()))
    image, speech = CustomImage.objects.get(), CustomDocument.objects.get()
    for file in (image, speech):
        open_form(page, url, file)
        menu = page.locator("footer")
        menu.get_by_role("button", name="More actions").click()
        expect(menu.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
        menu.get_by_role("button", name="Submit for approval").click()
        expect(page.locator(".messages")).to_contain_text("submitted for approval")
    assert read(f"/api/v1/images/{image.slug}/")[0] == 404
    assert fetch(speech.url) == 404

    sign_out(page, url)
    sign_in("ann", "Moderators")
    open_approval(page, url, image.title)
    picture = page.locator("main").get_by_alt_text("A hall")
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 8
    assert fits_a_phone(page)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("is approved and public")
    assert read(f"/api/v1/images/{image.slug}/")[1]["alt"] == "A hall"

    open_approval(page, url, speech.title)
    expect(page.locator(".cms-details")).to_contain_text("Fay Canary")
    assert fits_a_phone(page)
    page.get_by_role("link", name="Remove the details in the form").click()
    page.get_by_label("Remove the details").check()
    press_in_menu(page, "Approve and Publish")
    expect(page.locator(".messages")).to_contain_text("is approved and public")
    public = read(f"/api/v1/documents/{speech.slug}/")[1]["file"]
    assert len(fetch(public["url"])) == public["size"]
    assert b"Canary" not in fetch(public["url"])
    assert fetch(speech.url) == 404, "nobody has published the file with the details"


def test_a_new_file_waits_and_a_withdrawn_one_is_gone(page, live_server, sign_in, read, fetch):
    url = live_server.url
    image = factories.make_image(title="Hall", size=(80, 45))
    catch_up()
    address = "/api/v1/images/hall/"
    before = read(address)[1]["profiles"]["card"]["src"]
    teal = fetch(before)
    sign_in("ann", "Moderators")
    open_form(page, url, image)
    page.locator("[name=file]").set_input_files(a_file("new.png", red()))
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("main")).to_contain_text("Readers see the former file until this one")
    assert read(address)[1]["profiles"]["card"]["src"] == before
    assert fetch(before) == teal

    press_in_menu(page, "Publish")
    expect(page.locator(".messages")).to_contain_text("published")
    after = read(address)[1]["profiles"]["card"]["src"]
    assert fetch(after) not in (teal, 404)
    assert fetch(before) == teal, "who asks for an earlier day sees the former picture"

    open_form(page, url, image)
    footer = page.locator("footer")
    footer.get_by_role("button", name="More actions").click()
    footer.get_by_role("link", name="Unpublish").click()
    page.get_by_role("button", name="Yes, unpublish it").click()
    expect(page.locator(".messages")).to_contain_text("unpublished")
    assert read(address)[0] == 410
    assert [fetch(gone) for gone in (before, after)] == [404, 404]


def test_a_file_under_embargo_is_public_from_its_hour_on(page, live_server, sign_in, read, fetch):
    url = live_server.url
    speech = factories.make_document(title="Speech", live=False)
    speech.save_revision()
    sign_in("ann", "Moderators")
    open_form(page, url, speech)
    schedule(page, "2099-01-01 10:00")
    expect(page.locator(".messages")).to_contain_text("scheduled")
    assert read("/api/v1/documents/speech/")[0] == 404
    assert fetch(speech.url) == 404

    revision, past = speech.scheduled_revision, timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    do_what_is_due()
    assert read("/api/v1/documents/speech/")[0] == 200
    assert fetch(speech.url) == b"Words"


@pytest.mark.parametrize("listing", ["wagtailimages:index", "wagtaildocs:index"])
def test_a_list_of_files_can_be_read_and_searched_on_a_phone(page, live_server, sign_in, listing):
    factories.make_image(title="Hall", live=False)
    factories.make_document(title="Speech", live=False)
    sign_in("ann", "Editors")
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse(listing))
    search = page.get_by_role("searchbox").or_(page.locator("#id_q")).first.bounding_box()
    assert search["x"] >= 0
    assert search["x"] + search["width"] <= PHONE["width"]
    status = page.locator(".w-status").first.bounding_box()
    assert status["height"] < 30, "its words are not broken"
