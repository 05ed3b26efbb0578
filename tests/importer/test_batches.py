"""Several files are sent at once. The worker reads them, and each page waits for its review."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from cms.signals import swept
from importer.batches import tasks
from importer.models import FileBatch, FileBatchPart, ImportedPage, KeptFile
from tests import factories
from tests.cms.admin.conftest import editor, guest, signed_in  # noqa: F401
from tests.importer.extract.pages import RIVERS, WP1725
from tests.importer.formats import exported
from tests.importer.formats.test_folder import PAGES, web_archive, zipped
from tests.importer.review.helpers import writer

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
FILES = {
    "1998/wp1725.txt": WP1725.encode(),
    "rivers.html": RIVERS.encode(),
    "events.ics": exported.ICS,
    "list.xlsx": b"PK\x03\x04",
    "inner.zip": zipped({"a.txt": b"x"}),
}


def send(client, name: str, data: bytes, **fields):
    pages = [SimpleUploadedFile(name, data)]
    return client.post("/admin/readings/add/", {"pages": pages, **fields}, follow=True)


def test_a_zip_puts_each_page_into_the_list_and_names_what_is_none(editor):  # noqa: F811
    series = factories.make_series(title="Oceans")
    response = send(editor, "old.zip", zipped(FILES), series=series.pk)
    batch = FileBatch.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/readings/files/{batch.pk}/"
    assert (batch.state, batch.total, batch.done, batch.new) == ("done", 5, 5, 4)
    assert {page.name for page in ImportedPage.objects.all()} == set(FILES) - {
        "list.xlsx",
        "inner.zip",
    }
    assert {page.series for page in ImportedPage.objects.all()} == {series}
    page = response.content.decode()
    assert "It is a table. Import it in the admin under “Tables”" in page
    assert "It is a zip within a zip" in page
    assert not FileBatchPart.objects.exists(), "the zip itself is not needed any more"


def test_the_same_zip_again_adds_nothing(editor):  # noqa: F811
    for _ in range(2):
        response = send(editor, "old.zip", zipped(FILES))
    assert ImportedPage.objects.count() == 4
    assert "<strong>4</strong> were imported before" in response.content.decode()


def test_a_web_archive_gives_pages_with_their_address(editor):  # noqa: F811
    send(editor, "old.warc.gz", web_archive(PAGES))
    page = ImportedPage.objects.get()
    assert page.address == "https://lakeside.example/rivers/"
    assert page.retrieved.isoformat() == "2004-05-06"
    assert KeptFile.objects.get().sha256 == page.sha256


def test_a_file_that_is_no_zip_is_named(editor):  # noqa: F811
    response = send(editor, "old.zip", b"PK\x03\x04" + b"\0" * 90)
    assert "It is no zip file, or a damaged one" in response.content.decode()
    assert not ImportedPage.objects.exists()


def test_a_worker_reads_it_and_the_page_shows_how_far_it_is(editor, settings):  # noqa: F811
    settings.WORKER = True
    response = send(editor, "old.zip", zipped(FILES))
    batch = FileBatch.objects.get()
    assert "data-batch=" in response.content.decode()
    progress = f"/admin/readings/files/{batch.pk}/progress/"
    assert editor.get(progress).json() == {"is_running": True, "done": 0, "total": 0}
    swept.send(None)
    batch.refresh_from_db()
    assert batch.state == "reading", "it waits for the worker"
    tasks.read_batch.func(str(batch.pk))
    assert editor.get(progress).json() == {"is_running": False, "done": 5, "total": 5}


def test_a_batch_whose_worker_died_says_so(editor, settings):  # noqa: F811
    settings.WORKER = True
    send(editor, "old.zip", zipped(FILES))
    DBTaskResult.objects.all().delete()
    swept.send(None)
    batch = FileBatch.objects.get()
    assert (batch.state, batch.problems) == ("done", [["old.zip", tasks.STOPPED]])


def test_nobody_else_sees_a_batch(editor):  # noqa: F811
    send(editor, "old.zip", zipped(FILES))
    batch = FileBatch.objects.get()
    other = signed_in(writer(factories.make_series(title="Their own series")))
    for path in ("", "progress/"):
        assert other.get(f"/admin/readings/files/{batch.pk}/{path}").status_code == 404
        answer = signed_in(guest(f"x{path[:1]}")).get(f"/admin/readings/files/{batch.pk}/{path}")
        assert answer.status_code == 302
