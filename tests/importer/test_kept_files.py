"""The file that a record was made from is kept, for editors alone, until nothing needs it."""

import hashlib
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape

from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.removal import remove_person
from cms.models import EventPage, Person
from importer.extract import read as extract
from importer.formats.registry import read_file
from importer.formats.saved_file import SavedFile
from importer.kept.store import read_parts
from importer.models import ImportedPage, KeptFile
from importer.review.drafts import keep
from tests import factories
from tests.cms.admin.conftest import editor, guest, signed_in  # noqa: F401
from tests.importer.extract.pages import RIVERS
from tests.importer.formats import writers
from tests.importer.formats.exported import ICS
from tests.importer.review.helpers import ANNOUNCEMENT, make, upload, url, writer

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def kept_url(kept: KeptFile) -> str:
    return f"/admin/readings/kept/{kept.sha256}/"


@pytest.mark.parametrize("size", [0, 3 * 1024**2 + 7])
def test_the_bytes_are_kept_as_they_came(editor, size):  # noqa: F811
    data = writers.programme_pdf() + b"\n%" + b"x" * size
    page = upload(editor, data, name="programme.pdf")
    kept = KeptFile.objects.get()
    assert kept.sha256 == page.sha256 == hashlib.sha256(data).hexdigest()
    assert (kept.name, kept.size) == ("programme.pdf", len(data))
    response = editor.get(f"{kept_url(kept)}download/")
    assert b"".join(response.streaming_content) == data == b"".join(read_parts(kept.parts))
    assert response["Content-Disposition"] == 'attachment; filename="programme.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_it_shows_what_was_read_and_stands_beside_the_source(editor):  # noqa: F811
    page = upload(editor, ANNOUNCEMENT, factories.make_series(title="Oceans"))
    kept = KeptFile.objects.get()
    screen = editor.get(kept_url(kept)).content.decode()
    assert "<td>Dates</td><td>7–9 May 2021</td>" in screen
    assert kept.sha256 in screen
    assert kept_url(kept) in editor.get(url(page)).content.decode()
    make(editor, page)
    event = EventPage.objects.get(code="LH2107")
    assert kept_url(kept) in editor.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    partner = event.partnerships.first().partner
    form = editor.get(f"/admin/snippets/cms/partner/edit/{partner.pk}/").content.decode()
    assert kept_url(kept) in form


@pytest.mark.parametrize("by_command", [False, True])
def test_the_whole_text_stays_with_the_source(editor, by_command, tmp_path):  # noqa: F811
    series = factories.make_series(title="Oceans", slug="oceans")
    path = tmp_path / "page.html"
    path.write_text(RIVERS)
    if by_command:
        call_command("import_page", str(path), "--create", "oceans", stdout=StringIO())
    else:
        make(editor, upload(editor, RIVERS, series, name="page.html"))
    ImportedPage.objects.all().delete()

    source = EventPage.objects.get().sources.get()
    [read] = KeptFile.objects.get(sha256=source.sha256).texts.all()
    assert read.text == extract(RIVERS.encode(), "page.html").page.text
    assert (read.address, read.retrieved) == (source.url, source.retrieved)
    screen = editor.get(kept_url(read.file)).content.decode()
    assert escape(read.text) in screen
    assert escape(read.address) in screen


def test_each_event_of_a_file_keeps_its_text():
    file = SavedFile("events.ics", ICS)
    for _round in range(2):
        for proposal in read_file(file):
            keep(proposal, file)
        ImportedPage.objects.all().delete()
    texts = KeptFile.objects.get().texts.all()
    assert [bool(text.part) for text in texts] == [True, True]
    assert texts[0].text != texts[1].text


def test_the_form_of_a_record_without_a_kept_file_shows_no_link(editor):  # noqa: F811
    partner = factories.make_partner()
    partner.sources.create(title="A book", sha256="0" * 64)
    form = editor.get(f"/admin/snippets/cms/partner/edit/{partner.pk}/").content.decode()
    assert "/readings/kept/" not in form


def test_nobody_else_sees_it(editor):  # noqa: F811
    upload(editor, ANNOUNCEMENT, factories.make_series(title="Oceans"))
    kept = KeptFile.objects.get()
    other = signed_in(writer(factories.make_series(title="Their own series")))
    for client in (other, signed_in(guest("nina")), Client()):
        for path in (kept_url(kept), f"{kept_url(kept)}download/"):
            assert client.get(path).status_code == 302, path
    assert editor.get("/admin/readings/kept/none/").status_code == 404


def test_nothing_public_holds_it(editor):  # noqa: F811
    series = factories.publish(factories.make_series(title="Oceans"))
    page = upload(editor, f"{ANNOUNCEMENT}\n\nOnly-for-editors 1727.", series)
    assert make(editor, page).status_code == 302
    factories.publish(EventPage.objects.get(code="LH2107"))
    catch_up()
    assert PublicRecord.objects.filter(kind="event", live=True).exists()
    for entry in Entry.objects.all():
        body = bytes(entry.body or b"").decode()
        assert "readings/kept" not in body
    answer = Client().get("/api/v1/events/LH2107/").json()
    [source] = answer["sources"]
    assert source["sha256"] == KeptFile.objects.get().sha256
    assert not {"file", "evidence", "kept"} & source.keys()


def test_it_goes_with_the_page_unless_a_record_rests_on_it(editor):  # noqa: F811
    series = factories.make_series(title="Oceans")
    for is_made in (False, True):
        page = upload(editor, ANNOUNCEMENT, series)
        if is_made:
            assert make(editor, page).status_code == 302
        editor.post(f"{url(page)}delete/")
        assert not ImportedPage.objects.exists()
        assert KeptFile.objects.exists() == is_made


def test_it_goes_with_a_person_who_is_removed_everywhere(
    editor,  # noqa: F811
    tmp_path,
    django_capture_on_commit_callbacks,
):
    series = factories.make_series(title="Oceans", slug="oceans")
    upload(editor, ANNOUNCEMENT)
    upload(editor, "Rivers in common\n\nA conference on rivers was held in Annecy.", name="r.txt")
    upload(editor, "On coasts\n\nThe lecture was held by Anna\nBerg in a hall.", name="c.txt")
    # Of this file only the first event was taken over. The second one names her.
    events = SavedFile("events.ics", ICS.replace(b"Rivers in common", b"Rivers with Anna Berg"))
    keep(next(iter(read_file(events))), events)
    ImportedPage.objects.filter(sha256=events.sha256).delete()
    paths = [tmp_path / "of-anna.txt", tmp_path / "of-nobody.txt"]
    paths[0].write_text("On the seas\n\nA lecture by Anna Berg\n\nIt is held in a hall.")
    paths[1].write_text("On the lakes\n\nA conference on lakes was held in a hall.")
    for path in paths:
        call_command("import_page", str(path), "--create", series.slug)
    person = factories.make_person(name="Anna Berg")
    with django_capture_on_commit_callbacks(execute=True):
        remove_person(person, reason="They asked for it.")
    assert not Person.objects.filter(pk=person.pk).exists()
    assert sorted(KeptFile.objects.values_list("name", flat=True)) == ["of-nobody.txt", "r.txt"]
    assert [page.name for page in ImportedPage.objects.all()] == ["r.txt"]
