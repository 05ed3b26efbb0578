"""Tables in the admin: rights, screens and imports."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.models import EventPage, Partner
from cms.signals import swept
from cms.work_lock import alone, at_work
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
    assert "Plenary is already at work: events from big.csv, begun by ann" in html
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


# -- Office tables --------------------------------------------------------------------------------

OFFICE = b"Our partners;;\n;;\nOrganisation;Typ;Budget\nUNICEF;UN;3\nRathaus;Verein;4\nSumme;;7\n"
MEETINGS = b"Name of event,Date(s),Partners\nRivers,June 2001,UNICEF; City Hal\n"


def mapped(client: Client, page, **changes):
    """Send the choices of the page, with some changed by their header."""
    form = page.context["form"]
    fields = {f"column-{n}": column.field.value() for n, column in enumerate(form.columns())}
    headers = form.layout.header.names
    fields |= {f"column-{headers.index(header)}": target for header, target in changes.items()}
    more = {"header_row": form.layout.header.last_row, "sheet": "", "date_order": "", "series": ""}
    return client.post(page.request["PATH_INFO"], more | fields, follow=True)


def test_the_columns_of_an_office_table_are_proposed_changed_and_remembered(editor):
    page = send(editor, OFFICE)
    assert page.request["PATH_INFO"].endswith("/mapping/")
    columns = page.context["form"].columns()
    assert [(column.header, column.field.value()) for column in columns] == [
        ("Organisation", "name"), ("Typ", "kind"), ("Budget", ""),
    ]  # fmt: skip
    assert columns[0].values == ["UNICEF", "Rathaus", "Summe"]

    page = mapped(editor, page, Budget="internal_notes")

    assert [step[2] for step in page.context["upload"].steps] == ["unicef", "rathaus"]
    assert "Row 6: It is passed over: it is a total, “Summe”." in page.content.decode()
    editor.post(page.request["PATH_INFO"])
    assert Partner.objects.get(slug="rathaus").internal_notes == "4"
    page = send(editor, OFFICE)
    assert page.context["form"].columns()[2].field.value() == "internal_notes"
    assert "These are the choices of" in page.content.decode()


def test_two_columns_for_one_value_are_refused_on_the_page_of_the_columns(editor):
    page = mapped(editor, send(editor, OFFICE), Budget="name")
    assert "Row 3, column Budget: “Organisation” is read as name, too." in page.content.decode()
    page = editor.get(page.request["PATH_INFO"], {"header_row": "2"})
    assert "Row 2 is empty. A header has the names of the columns." in page.content.decode()


def test_files_are_unpacked_for_the_check_and_not_to_show_columns(editor, monkeypatch):
    unpacked = []
    unpack = uploads._unpack

    def unpack_noted(upload, path, *, is_files):
        unpacked.append(path.name)
        return unpack(upload, path, is_files=is_files)

    monkeypatch.setattr(uploads, "_unpack", unpack_noted)
    packed = BytesIO()
    ZipFile(packed, "w").close()
    page = send(editor, OFFICE, packed=SimpleUploadedFile("files.zip", packed.getvalue()))
    assert unpacked == ["table.csv", "table.csv"]
    mapped(editor, page)
    assert unpacked.count("files.zip") == 1


def test_a_header_far_down_is_shown_with_what_is_below_it(editor):
    table = b"A title\n" * 80 + b"Organisation,Typ\nUNICEF,UN\n"
    page = send(editor, table)
    page = editor.get(page.request["PATH_INFO"], {"header_row": "81"})
    columns = page.context["form"].columns()
    assert [(column.header, column.values) for column in columns] == [
        ("Organisation", ["UNICEF"]), ("Typ", ["UN"]),
    ]  # fmt: skip
    page = editor.get(page.request["PATH_INFO"], {"header_row": str(2**63 - 1)})
    assert f"Row {2**63 - 1} is empty." in page.content.decode()


def test_a_record_that_a_name_may_mean_can_be_deleted_meanwhile(editor):
    partner = make.make_partner(slug="city-hall", name="City Hall")
    page = mapped(editor, send(editor, MEETINGS, plural="events"))
    partner.delete()
    page = editor.get(page.request["PATH_INFO"])
    assert [question.candidates for question in page.context["questions"]] == [[], []]


def test_names_are_asked_once_and_drafts_are_made(editor):
    make.make_partner(slug="city-hall", name="City Hall")
    page = mapped(editor, send(editor, MEETINGS, plural="events"))
    questions = {question.name.name: question for question in page.context["questions"]}
    assert list(questions) == ["UNICEF", "City Hal"]
    assert [candidate.key for candidate in questions["City Hal"].candidates] == ["city-hall"]
    assert Partner.objects.count() == 1

    uid = page.context["upload"].pk
    answers = {"answer-0": "+", "answer-1": ""}
    page = editor.post(reverse("tables_names", args=[uid]), answers, follow=True)
    assert [question.name.name for question in page.context["questions"]] == ["City Hal"]
    answers = {"answer-0": "city-hall"}
    page = editor.post(reverse("tables_names", args=[uid]), answers, follow=True)

    assert "New draft: partner “UNICEF”, unicef" in page.content.decode()
    assert Partner.objects.count() == 1
    page = editor.post(page.request["PATH_INFO"], follow=True)
    event = EventPage.objects.get()
    assert [row.partner.slug for row in event.partnerships.all()] == ["unicef", "city-hall"]
    assert not Partner.objects.get(slug="unicef").live


def test_who_may_not_add_partners_makes_none_by_a_table(db):
    writer = stranger()
    client = signed_in(writer)
    page = mapped(client, send(client, MEETINGS, plural="events"))
    assert Partner.objects.count() == 0
    assert EventPage.objects.count() == 0
    assert "You may not add" in page.content.decode()


def test_a_table_of_ours_that_is_refused_may_be_read_as_an_office_table(editor):
    page = send(editor, b"key,titel\na,A\n", plural="events")
    html = page.content.decode()
    assert "There is no column “titel”. Did you mean “title”?" in html
    uid = page.context["upload"].pk
    assert reverse("tables_mapping", args=[uid]) in html
    page = mapped(editor, editor.get(reverse("tables_mapping", args=[uid])))
    assert page.context["upload"].steps == [[2, "create", "a", ""]]
    other = signed_in(user("ben", "Moderators"))
    assert other.get(reverse("tables_mapping", args=[uid])).status_code == 404
    assert other.post(reverse("tables_names", args=[uid])).status_code == 404
