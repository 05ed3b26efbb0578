"""Tables in the admin: upload, check, confirm and download."""

from tempfile import TemporaryFile
from typing import Any
from uuid import UUID, uuid4

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from cms.admin.links import editable_by
from tables.columns.table import Table
from tables.export import rows_of
from tables.formats.writer import CONTENT_TYPES, WRITERS
from tables.importing.office_plan import MAPPED_FORMS
from tables.models import TableImport, TableUpload
from tables.problems import TooLong
from tables.template import guide_row, write_template

from .access import allowed_tables, upload_of
from .forms import TableUploadForm
from .names import NameForms
from .uploads import (
    check,
    enqueue,
    is_table_of_ours,
    progress_of,
    run_import,
    store_upload,
)


def tables_view(request: HttpRequest) -> HttpResponse:
    """The list of kinds with their downloads, and the form for a table."""
    tables = allowed_tables(request)
    kinds = [(table.plural, table.plural.capitalize()) for table in tables]
    form = TableUploadForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        return _start_check(request, form.cleaned_data)
    uploads = TableUpload.objects.filter(user=request.user).defer("versions")[:10]  # type: ignore[misc]
    context = {
        "form": form,
        "token": uuid4(),  # lets the page ask for the progress of its upload
        "tables": tables,
        "forms": list(WRITERS),
        "uploads": uploads,
        "unfinished": TableImport.objects.filter(ended_at=None),
    }
    return TemplateResponse(request, "tables/tables.html", context)


def _start_check(request: HttpRequest, cleaned: dict[str, Any]) -> HttpResponse:
    """Store a table and start its check. A form that is sent twice makes one upload."""
    if not TableUpload.objects.filter(pk=cleaned["token"]).exists():
        upload = TableUpload(
            pk=cleaned["token"],
            user=request.user,  # type: ignore[misc]
            plural=cleaned["plural"],
            name=cleaned["table"].name,
            files_name=cleaned["packed"].name if cleaned["packed"] else "",
            encoding=cleaned["encoding"],
            publish=cleaned["publish"],
        )
        store_upload(upload, cleaned["table"], cleaned["packed"])
        if not is_table_of_ours(upload):
            TableUpload.objects.filter(pk=upload.pk).update(state=TableUpload.State.MAPPING)
            return redirect("tables_mapping", upload.pk)
        enqueue(check, upload)
    return redirect("tables_upload", cleaned["token"])


def upload_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what a table would change, or has changed. A POST starts the import."""
    upload = upload_of(request, uid)
    if upload.state == TableUpload.State.MAPPING:
        return redirect("tables_mapping", uid)
    if request.method == "POST":
        started = TableUpload.objects.filter(pk=uid, state=TableUpload.State.CHECKED)
        if started.update(state=TableUpload.State.IMPORTING):
            enqueue(run_import, upload)
        upload.refresh_from_db()
        if upload.state == TableUpload.State.DONE and not upload.refused:
            messages.success(request, f"The {upload} are imported.")
        return redirect("tables_upload", uid)
    is_running = upload.state in (TableUpload.State.CHECKING, TableUpload.State.IMPORTING)
    rows = upload.created + upload.updated + upload.skipped + upload.refused
    more = rows - len(upload.steps)
    context = {
        "upload": upload,
        "is_running": is_running,
        "more_steps": more,
        "more_problems": upload.problem_count - len(upload.problems),
        "changes": upload.created + upload.updated,
        "more_notes": upload.note_count - len(upload.notes),
        "may_be_mapped": upload.form in MAPPED_FORMS and upload.parts.exists(),
        "questions": NameForms(upload),
    }
    return TemplateResponse(request, "tables/upload.html", context)


# These views open their own transactions, so that a second import is refused and does not wait.
tables_view.writes_by_itself = True  # type: ignore[attr-defined]
upload_view.writes_by_itself = True  # type: ignore[attr-defined]


@never_cache
@require_safe
def progress_view(request: HttpRequest, uid: UUID) -> JsonResponse:
    """`{"state": "importing", "stage": "Writing", "done": 120, "total": 10000}`.

    All values are empty while the upload is still in transit.
    """
    allowed_tables(request)
    upload = TableUpload.objects.filter(pk=uid, user=request.user).first()  # type: ignore[misc]
    stage, done, total = progress_of(uid) if upload else ("", 0, 0)
    state = upload.state if upload else ""
    return JsonResponse({"state": state, "stage": stage, "done": done, "total": total})


@never_cache
@require_safe
def template_view(request: HttpRequest, plural: str, form: str) -> HttpResponseBase:
    table = _table(request, plural, form)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    write_template(table, form, file)
    return _download(file, f"{plural}-template.{form}", form)


@never_cache
@require_safe
def export_view(request: HttpRequest, plural: str, form: str) -> HttpResponseBase:
    """The records that the user may edit, including drafts."""
    table = _table(request, plural, form)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    try:
        WRITERS[form](table.columns, rows_of(table, editable_by(request.user, table.model)), file)
    except TooLong as error:
        messages.error(request, str(error))
        return redirect("tables_index")
    return _download(file, f"{plural}.{form}", form)


@require_safe
def columns_view(request: HttpRequest, plural: str) -> HttpResponse:
    """Describe the columns of a kind."""
    table = _table(request, plural, "csv")
    context = {
        "table": table,
        "rows": [guide_row(column) for column in table.columns],
        "breadcrumbs_items": [
            {"url": reverse("tables_index"), "label": "Tables"},
            {"url": "", "label": table.plural.capitalize()},
        ],
    }
    return TemplateResponse(request, "tables/columns.html", context)


def _download(file: Any, name: str, form: str) -> FileResponse:
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[form])


def _table(request: HttpRequest, plural: str, form: str) -> Table:
    matches = [table for table in allowed_tables(request) if table.plural == plural]
    if form not in WRITERS or not matches:
        raise Http404
    return matches[0]
