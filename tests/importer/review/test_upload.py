"""Pages are uploaded, read and stored until somebody reviews them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.models import EventPage
from importer.models import ImportedPage
from tests import factories
from tests.cms.admin.conftest import guest, signed_in, stranger
from tests.importer.extract.pages import RIVERS
from tests.importer.review.helpers import ANNOUNCEMENT, make, upload, url, writer

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
ADD, LIST = "/admin/readings/add/", "/admin/readings/"


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def send(client, *files: tuple[str, bytes], **fields):
    pages = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(ADD, {"pages": pages, **fields}, follow=True)


def test_a_page_that_is_sent_in_is_read_and_its_review_opens(editor):
    series = factories.make_series(title="Oceans")
    response = send(editor, ("oceans.txt", ANNOUNCEMENT.encode()), series=series.pk)
    imported = ImportedPage.objects.get()
    assert response.redirect_chain[-1][0] == url(imported)
    assert (imported.name, imported.series, imported.state) == ("oceans.txt", series, "review")
    assert imported.proposal["code"] == "LH2107"
    assert len(imported.sha256) == 64


def test_the_address_that_a_page_names_is_kept(editor):
    send(editor, ("rivers.html", RIVERS.encode()))
    address = "https://lakeside.example/events/rivers-and-peace-lh2031/"
    assert ImportedPage.objects.get().address == address


def test_pasted_text_is_read(editor):
    response = editor.post(ADD, {"text": ANNOUNCEMENT}, follow=True)
    assert response.redirect_chain[-1][0] == url(ImportedPage.objects.get())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\x7fELF\x02\x01\x00\x01\x02", "no text"),
        (b"%PDF-1.4\x00\x01\x02", "damaged"),
        (b"Caf\xe9 \xff\xfe and more", "encoding"),
        (b"x" * 5_000_001, "longer than the limit of 5 MB"),
        (b"A word. " * 200_000, "longer than the limit of 1,300,000 characters"),
    ],
)
def test_what_is_no_page_is_named_and_the_good_ones_are_read(editor, data, reason):
    response = send(editor, ("bad.txt", data), ("good.txt", ANNOUNCEMENT.encode()))
    assert [page.name for page in ImportedPage.objects.all()] == ["good.txt"]
    refusal = next(message for message in messages_of(response) if "bad.txt" in message)
    assert reason in refusal
    assert any("good.txt is imported" in message for message in messages_of(response))


def test_nothing_at_all_and_too_many_files_are_refused(editor):
    assert "paste the text" in editor.post(ADD, {}).content.decode()
    many = [(f"{number}.txt", b"A page of an event.") for number in range(21)]
    assert "Choose up to 20 files at a time" in send(editor, *many).content.decode()
    assert not ImportedPage.objects.exists()


def test_the_same_page_is_not_read_twice(editor):
    first = upload(editor, ANNOUNCEMENT)
    response = send(editor, ("again.txt", ANNOUNCEMENT.encode()))
    assert ImportedPage.objects.get() == first
    assert "was imported before" in messages_of(response)[-1]


def test_the_list_says_what_became_of_each_page(editor):
    assert "There are no imported pages yet" in editor.get(LIST).content.decode()
    imported = upload(editor, ANNOUNCEMENT)
    page = editor.get(LIST).content.decode()
    assert "Oceans in common" in page
    assert "To review" in page
    editor.post(url(imported), {"action": "drop", f"version-{imported.pk}": 0})
    assert "Dropped" in editor.get(f"{LIST}?state=dropped").content.decode()
    assert "page.txt" not in editor.get(f"{LIST}?state=review").content.decode()


def test_an_imported_page_is_deleted_after_a_question(editor):
    imported = upload(editor, ANNOUNCEMENT)
    assert "Delete “page.txt”?" in editor.get(f"{url(imported)}delete/").content.decode()
    assert ImportedPage.objects.exists()
    editor.post(f"{url(imported)}delete/")
    assert not ImportedPage.objects.exists()


@pytest.mark.parametrize("who", [guest, stranger])
def test_who_may_not_add_what_a_page_names_reads_none(editor, who):
    imported = upload(editor, ANNOUNCEMENT)
    client = signed_in(who())
    for address in (LIST, ADD, url(imported), f"{url(imported)}delete/"):
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer["Location"]) == (302, "/admin/"), address
    assert ImportedPage.objects.exists()


def test_a_page_for_another_series_is_not_for_everyone(editor):
    imported = upload(editor, ANNOUNCEMENT, factories.make_series(title="Oceans"))
    client = signed_in(writer(factories.make_series(title="Their own series")))
    assert client.get(LIST).status_code == 200
    assert "page.txt" not in client.get(LIST).content.decode()
    assert client.get(url(imported)).status_code == 302
    client.post(url(imported), {"action": "drop", f"version-{imported.pk}": 0})
    assert ImportedPage.objects.get().state == "review"


def test_a_series_that_is_not_theirs_takes_no_page(editor):
    theirs, other = (factories.make_series(title=title) for title in ("Theirs", "Other"))
    client = signed_in(writer(theirs))
    response = send(client, ("page.txt", ANNOUNCEMENT.encode()), series=other.pk)
    assert "Select a valid choice" in response.content.decode()
    imported = upload(client, ANNOUNCEMENT, theirs)
    answer = client.get(url(imported), {"series": other.pk})
    assert answer.context["about"].series is None
    assert make(client, imported, {"ordinal-choice": "drop"}, series=other.pk).status_code == 302
    assert not EventPage.objects.exists()


def test_the_menu_leads_there_for_whoever_may(editor):
    assert LIST in editor.get("/admin/").content.decode()
    assert LIST not in signed_in(guest()).get("/admin/").content.decode()


def test_a_hostile_page_is_shown_as_text(editor):
    imported = upload(editor, "<img src=x onerror=alert(1)> & talks\n\nIt is held in a hall here.")
    assert "<img src=x" not in editor.get(url(imported)).content.decode()
