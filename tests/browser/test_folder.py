"""An archivist reviews the files of a folder one after the other, without the list between them."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from cms.models import EventPage, Partner
from tests import factories
from tests.importer.test_a_folder_of_thirty import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("pages/1992.html", "programmes/1996.docx", "partners.xlsx")


def zipped() -> bytes:
    every, file = files(), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in NAMES:
            archive.writestr(name, every[name])
    return file.getvalue()


def test_each_draft_leads_to_the_next_page_and_a_partner_is_asked_once(page, sign_in, live_server):
    factories.make_series(title="Oceans")
    sign_in("ann", "Editors")
    page.goto(f"{live_server.url}/admin/readings/add/")
    file = {"name": "folder.zip", "mimeType": "application/zip", "buffer": zipped()}
    page.get_by_label("Saved pages").set_input_files(file)
    page.get_by_label("Series").select_option(label="Oceans")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("partners.xlsx")).to_be_visible()
    page.get_by_role("link", name="Open the list").click()
    page.get_by_role("link", name=NAMES[1]).click()

    # The place stands below the title and the days: it is sure. The organiser is known by then.
    for number, waiting in enumerate((["Organiser"], []), start=1):
        notice = page.get_by_text("Before you make the draft, choose:")
        expect(notice.get_by_role("link")).to_have_text(waiting)
        for label in waiting:
            notice.get_by_role("link", name=label).click()
            region = page.get_by_role("region", name=label)
            expect(region).to_be_in_viewport()
            region.get_by_text("Keep", exact=True).click()
        page.get_by_role("button", name="Make the draft").click()
        page.get_by_text("Nothing is published.").wait_for()
        assert EventPage.objects.count() == number
        if number == 1:
            page.get_by_role("link", name="Review the next page (1 left)").click()
    expect(page.get_by_role("link", name="Review the next page")).to_have_count(0)
    assert Partner.objects.filter(name="Coral Institute").count() == 1
