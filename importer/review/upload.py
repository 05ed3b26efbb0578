"""Upload pages as files or as pasted text."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.models import SeriesPage
from importer.batches.tasks import begin
from importer.extract import UnreadablePage
from importer.formats.folder import is_several
from importer.formats.registry import read_file
from importer.formats.saved_file import MOST_BYTES, SavedFile
from importer.models import FileBatch, ImportedPage

from .access import may_review, series_for_user
from .drafts import keep

MOST_FILES = 20
ACCEPTED = ".txt,.html,.htm,.xhtml,.mhtml,.mht,.pdf,.docx,.ics,.json,.xml,.zip,.wacz,.warc,.gz,.md"
PASTED = "Pasted text"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """All chosen files, including empty ones, so that each gets its own error message."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if len(data or []) > MOST_FILES:
            raise ValidationError(f"Choose up to {MOST_FILES} files at a time, not {len(data)}.")
        return list(data or [])


class UploadForm(forms.Form):
    pages = FilesField(
        label="Saved pages",
        required=False,
        help_text="HTML, MHTML, text, PDF, DOCX, calendars (.ics), exports of Indico and pretalx "
        "(.json) and of WordPress (.xml), up to 20 at a time. Or a zip or a web archive (WARC, "
        "WACZ) with many.",
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label="Or the text of a page",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Select all of the page, copy it, and paste it here.",
    )
    series: Any = forms.ModelChoiceField(
        label="Series",
        queryset=SeriesPage.objects.none(),
        required=False,
        empty_label="Unknown, or none",
        help_text="You can change it in the review.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["series"]
        choice.queryset = series_for_user(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["pages"] and not cleaned["text"].strip():
            raise ValidationError("Choose a file, or paste the text of a page.")
        return cleaned


class UploadView(WagtailAdminTemplateMixin, FormView):
    """Import each file. An unreadable file does not stop the others."""

    template_name = "importer/review/upload.html"
    form_class = UploadForm
    page_title = "Import a page"
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("importer_pages"), "label": "Imported pages"},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        files, series = form.cleaned_data["pages"], form.cleaned_data["series"]
        several = [file for file in files if is_several(file.read(1024), file.name)]
        sent = [SavedFile(file.name, bytes_of(file)) for file in files if file not in several]
        if form.cleaned_data["text"].strip():
            sent.append(SavedFile(PASTED, form.cleaned_data["text"].encode()))
        kept = [page for file in sent for page in self._keep(file, series)]
        batches = [begin(file, user=self.request.user, series=series) for file in several]
        if len(batches) == 1 and not sent:
            return redirect("importer_batch", batches[0].pk)
        if len(sent) == len(kept) == 1 and not batches:
            return redirect("importer_page", kept[0].pk)
        for batch in batches:
            messages.success(self.request, f"{batch} is being read.", buttons=[follow(batch)])
        return redirect("importer_pages" if kept or batches else "importer_page_add")

    def _keep(self, file: SavedFile, series: SeriesPage | None) -> Iterator[ImportedPage]:
        try:
            for proposal in read_file(file):
                with transaction.atomic():
                    page, is_new = keep(proposal, file, user=self.request.user, series=series)
                self._say(file.name, page, is_new=is_new)
                yield page
        except UnreadablePage as refusal:
            messages.error(self.request, f"{file.name}: {refusal}")

    def _say(self, name: str, page: ImportedPage, *, is_new: bool) -> None:
        if is_new:
            messages.success(self.request, f"{name} is imported.")
        else:
            messages.warning(self.request, f"{name} was imported before, as “{page}”.")


# To read a file takes seconds, and no transaction may last as long.
upload_view = UploadView.as_view()
upload_view.writes_by_itself = True  # type: ignore[attr-defined]


def bytes_of(file: Any) -> bytes:
    file.seek(0)
    return file.read(MOST_BYTES + 1)


def follow(batch: FileBatch) -> Any:
    return messages.button(reverse("importer_batch", args=[batch.pk]), "Follow")
