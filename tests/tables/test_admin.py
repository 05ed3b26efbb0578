"""Tables in the admin: rights, screens and imports."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.models import EventPage, Partner
from cms.signals import swept
from importer.import_lock import alone, at_work
from tables.admin import uploads
from tables.models import TableUpload
from tests import factories as make
from tests.cms.admin.conftest import guest, signed_in, stranger, user

CSV = b"key,name\nmfa,A ministry\n"


def send(client: Client, content: bytes = CSV, *, name: str = "t.csv", **fields):
    """Upload a table and return the page that follows."""
    page = client.get(reverse("tables_index"))
    form = {
        "plural": "partners",
        "table": SimpleUploadedFile(name, content),
        "token": str(page.context["token"]),
    }
    return client.post(reverse("tables_index"), form | fields, follow=True)


def test_a_table_is_checked_shown_and_brought_in(editor):
    page = send(editor)

    assert page.context["upload"].steps == [[2, "create", "mfa", ""]]
    assert Partner.objects.count() == 0

    page = editor.post(page.request["PATH_INFO"], follow=True)

    assert "1</strong> created" in page.content.decode()
    partner = Partner.objects.get()
    assert (partner.live, partner.latest_revision.user.username) == (False, "editor")


def test_a_second_confirmation_does_nothing_more(editor):
    page = send(editor)
    for _ in range(2):
        editor.post(page.request["PATH_INFO"])
    assert Partner.objects.get().revisions.count() == 1


def test_errors_are_shown_with_row_and_column_and_nothing_can_be_confirmed(editor):
    page = send(editor, b"key,name\nmfa,\n")

    html = page.content.decode()
    assert "Row 2, column name: It must not be empty." in html
    assert '<button type="submit" class="button">' not in html
    editor.post(page.request["PATH_INFO"])
    assert Partner.objects.count() == 0


def test_nothing_to_do_is_said(editor):
    make.make_partner(slug="mfa", name="A ministry")
    assert "There is nothing to do" in send(editor).content.decode()


def test_an_editor_brings_in_drafts_and_a_moderator_publishes(editor, moderator):
    refused = send(editor, publish="on").content.decode()
    assert "You may not publish partners." in refused

    page = send(moderator, publish="on")
    moderator.post(page.request["PATH_INFO"])
    assert Partner.objects.get().live


def test_a_writer_of_one_series_brings_nothing_into_another(db):
    make.make_series(slug="rights")
    client = signed_in(stranger())
    page = send(client, b"key,title,series\na,A,rights\n", plural="events")
    assert "You may not add anything under" in page.content.decode()
    assert EventPage.objects.count() == 0


def test_a_second_import_is_told_of_the_first(editor):
    page = send(editor)
    with alone("ann", "events from big.csv"):
        page = editor.post(page.request["PATH_INFO"], follow=True)

    html = page.content.decode()
    assert "An import is running: events from big.csv, begun by ann" in html
    assert "Import 1 row" in html
    editor.post(page.request["PATH_INFO"])
    assert Partner.objects.count() == 1


def test_somebody_without_rights_finds_nothing(db):
    client = signed_in(guest())
    for name, args in (
        ("tables_index", []),
        ("tables_export", ["partners", "csv"]),
        ("tables_template", ["partners", "csv"]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 302
    assert "Tables" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_upload_is_for_whoever_sent_it(editor):
    page = send(editor)
    other = signed_in(user("ben", "Moderators"))
    assert other.get(page.request["PATH_INFO"]).status_code == 404
    assert other.post(page.request["PATH_INFO"]).status_code == 404


def test_progress_is_told(editor):
    page = send(editor)
    uid = page.context["upload"].pk
    progress = editor.get(reverse("tables_progress", args=[uid])).json()
    assert progress == {"state": "checked", "stage": "Checking", "done": 1, "total": 1}


def test_what_is_no_table_is_refused_at_the_field(editor):
    page = editor.post(
        reverse("tables_index"),
        {"plural": "partners", "table": SimpleUploadedFile("t.exe", b"x"), "token": "x"},
    )
    assert "A table is a file that ends with .csv" in page.content.decode()
    assert TableUpload.objects.count() == 0


def test_work_that_breaks_off_says_so(editor, monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("tables.admin.uploads.dry_run", broken)
    assert "The check failed." in send(editor).content.decode()


def test_an_import_that_breaks_off_can_be_gone_on_with(editor, monkeypatch):
    page = send(editor)
    with monkeypatch.context() as patch:
        patch.setattr("tables.importing.creating.NewRecords.create", lambda *args: 1 / 0)
        html = editor.post(page.request["PATH_INFO"], follow=True).content.decode()
    assert "The import broke off." in html
    assert "0 of 1 rows of partners from t.csv" in editor.get(reverse("tables_index")).text

    html = editor.post(page.request["PATH_INFO"], follow=True).content.decode()

    assert "1</strong> created" in html
    assert "have not ended" not in editor.get(reverse("tables_index")).text


def test_a_record_that_changes_after_the_check_is_not_written(editor):
    partner = make.make_partner(slug="mfa", name="A ministry")
    page = send(editor, b"key,name\nmfa,By the table\n")
    partner.name = "By an editor"
    make.publish(partner)

    html = editor.post(page.request["PATH_INFO"], follow=True).content.decode()

    assert "Row 2, column key: Somebody has changed this record since the table was" in html
    assert Partner.objects.get().latest_revision.content["name"] == "By an editor"


def test_templates_and_columns_are_there_for_every_kind(editor):
    page = editor.get(reverse("tables_index"))
    plurals = [table.plural for table in page.context["tables"]]
    assert len(plurals) == 10
    for plural in plurals:
        template = editor.get(reverse("tables_template", args=[plural, "csv"]))
        assert b"".join(template.streaming_content).startswith(b"\xef\xbb\xbfkey,")
        assert editor.get(reverse("tables_columns", args=[plural])).status_code == 200
    assert editor.get(reverse("tables_export", args=["users", "csv"])).status_code == 404
    assert editor.get(reverse("tables_export", args=["events", "exe"])).status_code == 404


def test_what_a_dead_worker_leaves_can_be_gone_on_with(editor):
    """A table that was being checked, one that was being brought in, and one that waits."""
    send(editor)
    importing = TableUpload.objects.get()
    for state in ("checking", "checking"):
        TableUpload.objects.create(
            user=importing.user, plural="partners", name="t.csv", state=state
        )
    checking, waiting = TableUpload.objects.filter(state="checking")
    TableUpload.objects.filter(pk=importing.pk).update(state="importing")
    uploads.check.using(backend="worker").enqueue(str(waiting.pk))

    with at_work(str(importing.pk)):
        swept.send(sender=None)
        importing.refresh_from_db()
        assert importing.state == "importing"  # somebody is at it
    swept.send(sender=None)

    for upload in (importing, checking, waiting):
        upload.refresh_from_db()
    assert (importing.state, checking.state, waiting.state) == ("checked", "refused", "checking")
    page = editor.get(f"/admin/tables/{importing.pk}/").text
    assert "The server stopped during the import." in page
    assert "Import 1 row" in page
    assert "Send the table again." in editor.get(f"/admin/tables/{checking.pk}/").text
    editor.post(f"/admin/tables/{importing.pk}/")
    importing.refresh_from_db()
    assert (importing.state, importing.problems) == ("done", [])
