"""The page "Export" of the admin: each has what is theirs."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from archive.publisher.after_commit import catch_up
from cms.signals import swept
from cms.work_lock import at_work
from exports import jobs
from exports.models import Export
from tests import factories
from tests.cms.admin.conftest import signed_in, stranger, user

pytestmark = pytest.mark.django_db
URL = "/admin/exports/"


@pytest.fixture
def editor():
    return signed_in(user("ann", "Editors"))


@pytest.fixture
def administrator():
    return signed_in(user("cem", is_superuser=True))


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Send the form, with all that happens after the commit."""

    def ask(client, **values):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(URL, {"format": "ndjson", "series": "", "as_of": "", **values})

    return ask


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_series_is_chosen_by_its_title(editor, ask):
    factories.make_series(title="Talks", slug="talks-a")
    factories.make_series(title="Talks", slug="talks-b")
    factories.make_series(title="Human rights", slug="rights")
    catch_up()
    choices = list(editor.get(URL).context["form"].fields["series"].choices)
    assert choices == [
        ("", "All series"),
        ("rights", "Human rights"),
        ("talks-a", "Talks (talks-a)"),
        ("talks-b", "Talks (talks-b)"),
    ]
    ask(editor, series="rights")
    assert Export.objects.get().series == "rights"


def test_an_editor_asks_for_it_downloads_it_and_deletes_it(editor, ask):
    factories.make_theme(label="Dignity")
    assert ask(editor).status_code == 302
    export = Export.objects.get()
    page = editor.get(URL).content.decode()
    assert "What is public of the archive" in page
    assert export.sha256 in page

    response = editor.get(reverse("exports_download", args=[export.pk]))
    packed = content_of(response)
    assert hashlib.sha256(packed).hexdigest() == export.sha256
    assert any("themes.ndjson" in name for name in zipfile.ZipFile(io.BytesIO(packed)).namelist())
    assert response.headers["Content-Disposition"] == f'attachment; filename="{export.file_name}"'
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert response.headers["X-Content-Type-Options"] == "nosniff"

    assert editor.post(reverse("exports_delete", args=[export.pk])).status_code == 302
    assert not export.path.exists()
    assert "There are no exports yet" in editor.get(URL).content.decode()


def test_one_series_or_a_day_of_the_past(editor, ask):
    factories.make_series(title="Dignity", slug="dignity")
    catch_up()
    ask(editor, series="dignity")
    assert str(Export.objects.get()) == "What is public of the series dignity"
    assert "is in the future" in ask(editor, as_of="2100-01-01").content.decode()
    ask(editor, as_of="1999-01-01")
    assert "The log begins after this time" in editor.get(URL).content.decode()


def test_f12_each_has_their_own_scope(editor, administrator, ask):
    """What an editor sends for everything is not even read."""
    assert "is_whole" not in editor.get(URL).content.decode()
    ask(editor, format="bag", is_whole="on")
    assert not Export.objects.get().is_whole
    assert "is_whole" in administrator.get(URL).content.decode()
    ask(administrator, format="bag", is_whole="on")
    whole = Export.objects.get(is_whole=True)
    address = reverse("exports_download", args=[whole.pk])
    assert editor.get(address).status_code == 404
    assert editor.post(reverse("exports_delete", args=[whole.pk])).status_code == 404
    assert "Everything editors see" not in editor.get(URL).content.decode()
    assert administrator.get(address).status_code == 200
    other = signed_in(user("eve", "Editors"))
    mine = Export.objects.get(is_whole=False)
    assert other.get(reverse("exports_download", args=[mine.pk])).status_code == 404


def test_who_may_not_read_the_log_may_not_export_it(client, ask):
    assert client.get(URL).status_code == 302
    assert ask(client).status_code == 403  # with what was typed
    assert ask(signed_in(stranger())).status_code == 302
    assert not Export.objects.exists()


def test_everything_goes_into_a_bag_of_all(administrator, ask):
    page = ask(administrator, is_whole="on").content.decode()
    assert "Choose the archive to keep" in page
    assert not Export.objects.exists()


def test_a_full_disk_is_told_and_leaves_no_file(editor, ask, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("exports.request.write_documents", full)
    ask(editor)
    assert "Plenary could not make it: No space left on device" in editor.get(URL).content.decode()
    assert not Export.objects.get().path.exists()


def test_an_export_whose_worker_died_says_so_and_one_that_waits_or_is_made_goes_on(editor):
    ann = User.objects.get(username="ann")
    long_ago = timezone.now() - timedelta(hours=1)
    dead, waiting, made, new = (Export.objects.create(made_by=ann) for _ in range(4))
    Export.objects.exclude(pk=new.pk).update(asked_at=long_ago)
    jobs.make_export.using(backend="worker").enqueue(waiting.pk)

    with at_work(jobs.lock_of(made.pk)):
        swept.send(sender=None)

    finished = Export.objects.exclude(finished_at=None)
    assert list(finished.values_list("pk", "problem")) == [(dead.pk, jobs.STOPPED)]
    assert jobs.STOPPED in editor.get(URL).content.decode()
