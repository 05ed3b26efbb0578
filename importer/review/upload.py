"""Where pages are sent in: files or pasted text, each of them read and kept."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.models import SeriesPage
from importer.extract import Unreadable
from importer.extract.source import MOST_BYTES
from importer.models import Reading

from .access import may_review, series_of
from .drafts import keep

MOST_FILES = 20
PASTED = "Pasted text"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """All the files that were chosen, an empty one too: it is told of like any other bad one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if len(data or []) > MOST_FILES:
            raise ValidationError(f"Choose {MOST_FILES} files at a time, not {len(data)}.")
        return list(data or [])


class UploadForm(forms.Form):
    pages = FilesField(
        label="Saved pages",
        required=False,
        help_text="Text or HTML, up to 20 at a time.",
        widget=FilesInput(attrs={"accept": ".txt,.html,.htm,.xhtml,text/plain,text/html"}),
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
        empty_label="Not known yet, or none",
        help_text="It can still be changed in the review.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["series"]
        choice.queryset = series_of(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["pages"] and not cleaned["text"].strip():
            raise ValidationError("Choose a file, or paste the text of a page.")
        return cleaned


class UploadView(WagtailAdminTemplateMixin, FormView):
    """Reads what is sent. A file that is no page does not keep the others from being read."""

    template_name = "importer/review/upload.html"
    form_class = UploadForm
    page_title = "Read a page"
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("archive_readings"), "label": "Pages that were read"},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        sent: list[tuple[str, bytes | str]] = [
            (file.name, file.read(MOST_BYTES + 1)) for file in form.cleaned_data["pages"]
        ]
        if form.cleaned_data["text"].strip():
            sent.append((PASTED, form.cleaned_data["text"]))
        found = [self._keep(name, data, form.cleaned_data["series"]) for name, data in sent]
        kept = [reading for reading in found if reading is not None]
        if len(sent) == len(kept) == 1:
            return redirect("archive_reading", kept[0].pk)
        return redirect("archive_readings" if kept else "archive_reading_add")

    def _keep(self, name: str, data: bytes | str, series: SeriesPage | None) -> Reading | None:
        try:
            reading, is_new = keep(data, name, user=self.request.user, series=series)
        except Unreadable as refusal:
            messages.error(self.request, f"{name}: {refusal}")
            return None
        if is_new:
            messages.success(self.request, f"{name} was read.")
        else:
            messages.warning(self.request, f"{name} was read before, as “{reading}”: here it is.")
        return reading
