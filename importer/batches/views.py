"""How far a batch of files is read, and what came of each."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from importer.models import FileBatch
from importer.review.access import may_review


def batch_of(request: HttpRequest, uid: UUID) -> FileBatch:
    if not may_review(request.user):
        raise PermissionDenied
    return get_object_or_404(FileBatch, pk=uid, user=request.user)


class BatchView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "importer/batches/batch.html"
    page_title = "Files"
    header_icon = "doc-full"
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.batch = batch_of(request, kwargs["uid"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.batch)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("importer_pages"), "label": "Imported pages"},
            {"url": "", "label": str(self.batch)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_running = self.batch.state == FileBatch.State.READING
        return super().get_context_data(**kwargs, batch=self.batch, is_running=is_running)


@never_cache
@require_safe
def progress_view(request: HttpRequest, uid: UUID) -> JsonResponse:
    """`{"is_running": true, "done": 12, "total": 30}`."""
    batch = batch_of(request, uid)
    is_running = batch.state == FileBatch.State.READING
    return JsonResponse({"is_running": is_running, "done": batch.done, "total": batch.total})
