"""Tables in the admin: choose, upload, see what would happen, confirm; download."""

from tempfile import TemporaryFile
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from cms.admin.links import editable_by
from tables.columns.table import Table
from tables.export import rows_of
from tables.formats.writer import CONTENT_TYPES, WRITERS, TooLong
from tables.models import TableUpload
from tables.template import guide_row, write_template

from .access import tables_of
from .forms import UploadForm
from .uploads import begin, bring_in, check, keep, progress_of


def tables_view(request: HttpRequest) -> HttpResponse:
    """All kinds with their downloads, and the form for a table."""
    tables = _tables(request)
    kinds = [(table.plural, table.plural.capitalize()) for table in tables]
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        return _take(request, form.cleaned_data)
    uploads = TableUpload.objects.filter(user=request.user)[:10]  # type: ignore[misc]
    context = {
        "form": form,
        "token": uuid4(),  # by which the page can ask for the progress of what it is sending
        "tables": tables,
        "forms": list(WRITERS),
        "uploads": uploads,
    }
    return TemplateResponse(request, "tables/tables.html", context)


def _take(request: HttpRequest, given: dict[str, Any]) -> HttpResponse:
    """Keep a table and have it checked. A form that is sent twice is one upload."""
    if not TableUpload.objects.filter(pk=given["token"]).exists():
        upload = TableUpload(
            pk=given["token"],
            user=request.user,  # type: ignore[misc]
            plural=given["plural"],
            name=given["table"].name,
            files_name=given["packed"].name if given["packed"] else "",
            publish=given["publish"],
        )
        keep(upload, given["table"], given["packed"])
        begin(check, upload)
    return redirect("archive_table_upload", given["token"])


def upload_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a table would do, or has done; a POST has it done."""
    upload = _upload(request, uid)
    if request.method == "POST":
        started = TableUpload.objects.filter(pk=uid, state=TableUpload.State.CHECKED)
        if started.update(state=TableUpload.State.IMPORTING):
            begin(bring_in, upload)
        upload.refresh_from_db()
        if upload.state == TableUpload.State.DONE:
            messages.success(request, f"The {upload} are in the archive.")
        return redirect("archive_table_upload", uid)
    is_running = upload.state in (TableUpload.State.CHECKING, TableUpload.State.IMPORTING)
    more = upload.created + upload.updated + upload.skipped - len(upload.steps)
    context = {
        "upload": upload,
        "is_running": is_running,
        "more_steps": more,
        "more_problems": upload.problem_count - len(upload.problems),
        "changes": upload.created + upload.updated,
    }
    return TemplateResponse(request, "tables/upload.html", context)


# Each opens a transaction of its own: a second import is to be told of the first, not to wait.
tables_view.writes_by_itself = True  # type: ignore[attr-defined]
upload_view.writes_by_itself = True  # type: ignore[attr-defined]


@never_cache
@require_safe
def progress_view(request: HttpRequest, uid: UUID) -> JsonResponse:
    """`{"state": "importing", "stage": "Writing", "done": 120, "total": 10000}`.

    While the form that makes it is on its way there is no upload yet, and nothing to tell.
    """
    _tables(request)
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
    """The records that whoever asks may edit, drafts as well."""
    table = _table(request, plural, form)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    try:
        WRITERS[form](table.columns, rows_of(table, editable_by(request.user, table.model)), file)
    except TooLong as error:
        messages.error(request, str(error))
        return redirect("archive_tables")
    return _download(file, f"{plural}.{form}", form)


@require_safe
def columns_view(request: HttpRequest, plural: str) -> HttpResponse:
    """What belongs into each column of a kind."""
    table = _table(request, plural, "csv")
    context = {
        "table": table,
        "rows": [guide_row(column) for column in table.columns],
        "breadcrumbs_items": [
            {"url": reverse("archive_tables"), "label": "Tables"},
            {"url": "", "label": table.plural.capitalize()},
        ],
    }
    return TemplateResponse(request, "tables/columns.html", context)


def _download(file: Any, name: str, form: str) -> FileResponse:
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[form])


def _tables(request: HttpRequest) -> list[Table]:
    tables = tables_of(request.user)
    if not tables:
        raise PermissionDenied
    return tables


def _table(request: HttpRequest, plural: str, form: str) -> Table:
    found = [table for table in _tables(request) if table.plural == plural]
    if form not in WRITERS or not found:
        raise Http404
    return found[0]


def _upload(request: HttpRequest, uid: UUID) -> TableUpload:
    _tables(request)
    return get_object_or_404(TableUpload, pk=uid, user=request.user)
