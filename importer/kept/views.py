"""The kept file of a source: what it is, what was read from it, and the file itself."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.links import editable_by
from importer.models import ImportedPage, KeptFile
from importer.review.access import pages_for_user

from .store import read_parts, source_models


def kept_file_of(request: HttpRequest, sha256: str) -> KeptFile:
    """404 when it does not exist. 403 for who may neither review it nor edit what cites it."""
    kept = get_object_or_404(KeptFile, sha256=sha256)
    user = request.user
    if not (pages_for_user(user).filter(sha256=sha256).exists() or may_edit_citing(user, sha256)):
        raise PermissionDenied
    return kept


def may_edit_citing(user: Any, sha256: str) -> bool:
    """Whether `user` may change a record with a source that is this file."""
    return any(
        editable_by(user, source._meta.get_field("record").related_model)
        .filter(pk__in=source.objects.filter(sha256=sha256).values("record"))
        .exists()
        for source in source_models()
    )


class KeptFileView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "importer/kept/file.html"
    page_title = "Kept file"
    header_icon = "doc-full"
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.kept = kept_file_of(request, kwargs["sha256"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.kept)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("importer_pages"), "label": "Imported pages"},
            {"url": "", "label": str(self.kept)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = pages_for_user(self.request.user).filter(sha256=self.kept.sha256).order_by("pk")
        readings = [(page, list(values_of(page))) for page in pages]
        texts = self.kept.texts.all()
        return super().get_context_data(**kwargs, kept=self.kept, readings=readings, texts=texts)


def values_of(page: ImportedPage) -> Iterator[tuple[str, str]]:
    """`("Dates", "7–9 May 2021")`: each value with its words in the text of the page."""
    for span in page.proposal.get("spans", []):
        name, _, place = span["path"].strip("/").partition("/")
        text = " ".join(page.text[span["start"] : span["end"]].split())
        if text and "/" not in place:
            yield str(capfirst(name.replace("_", " "))), text


@never_cache
@require_safe
def download_view(request: HttpRequest, sha256: str) -> StreamingHttpResponse:
    """The bytes as they came. A browser stores them, and opens nothing: it may be any page."""
    kept = kept_file_of(request, sha256)
    name = kept.name.rpartition("/")[2] or "file"
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
        "Content-Length": str(kept.size),
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(
        read_parts(kept.parts), content_type="application/octet-stream", headers=headers
    )
