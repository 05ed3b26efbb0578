"""The page “Export” of the admin: make, download and delete exports."""

from collections import Counter
from typing import Any

import orjson
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from archive.models import PublicRecord
from exports.jobs import delete, exports_of, may_export, may_export_whole, start
from exports.models import Export
from exports.models.export import ExportFormat


def series_by_title() -> list[tuple[str, str]]:
    """`[("human-rights", "Human rights"), …]`; with the key where two titles are equal."""
    series = PublicRecord.objects.filter(kind="series", live=True).order_by("title", "key")
    titles = {record.key: orjson.loads(bytes(record.summary or b""))["title"] for record in series}
    counts = Counter(titles.values())
    return [
        (key, title if counts[title] == 1 else f"{title} ({key})") for key, title in titles.items()
    ]


class ExportForm(forms.ModelForm):
    """The contents of an export. `user` can choose only what they may see."""

    class Meta:
        model = Export
        fields = ["format", "series", "as_of", "is_whole"]
        widgets = {"as_of": AdminDateInput}
        help_texts = {
            "format": "The archive to keep has documents, history, files, tables and a readable "
            "copy. Use lines of JSON for programs, and a mirror for a web server.",
            "as_of": "Leave this empty for the archive as it is now. Records that were withdrawn "
            "since then are not in the export.",
            "is_whole": "Includes drafts, internal notes and hidden records. Use this to move "
            "or to keep the archive. Do not publish it.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"] = forms.ChoiceField(
            label="Series",
            choices=[("", "All series"), *series_by_title()],
            required=False,
            help_text="The export also holds the editions, and all records that they show.",
        )
        if not may_export_whole(user):
            del self.fields["is_whole"]

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day and day > timezone.now().date():
            raise forms.ValidationError("This day is in the future.")
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_part = (
            values.get("series") or values.get("as_of") or values.get("format") != ExportFormat.BAG
        )
        if values.get("is_whole") and is_part:
            message = "Choose the archive to keep, of all series, as it is now."
            raise forms.ValidationError({"is_whole": message})
        return values


class ExportsView(WagtailAdminTemplateMixin, TemplateView):
    """The form, and the exports below it."""

    template_name = "exports/exports.html"
    page_title = "Export"
    header_icon = "download"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_export(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            form=kwargs.pop("form", None) or ExportForm(user=user),
            exports=exports_of(user).select_related("made_by"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ExportForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.instance.made_by = request.user
        start(form.save())
        messages.success(
            request,
            "Plenary makes the export. It is in the list below when it is ready.",
        )
        return redirect("exports_index")


def export_for(request: HttpRequest, pk: int) -> Export:
    """The export `pk`. 403 without the permission to export, 404 for someone else's export."""
    if not may_export(request.user):
        raise PermissionDenied
    return get_object_or_404(exports_of(request.user), pk=pk)


@require_GET
def download(request: HttpRequest, pk: int) -> FileResponse:
    export = export_for(request, pk)
    if not export.is_ready:
        raise Http404
    return FileResponse(
        export.path.open("rb"),
        as_attachment=True,
        filename=export.file_name,
        content_type="application/zip",
    )


@require_POST
def delete_export(request: HttpRequest, pk: int) -> HttpResponse:
    export = export_for(request, pk)
    delete(export)
    messages.success(request, f"“{export}” is deleted.")
    return redirect(reverse("exports_index"))
