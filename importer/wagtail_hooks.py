"""The menu item and the URLs of the import of pages."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.models.source import Source
from importer.batches.views import BatchView, progress_view
from importer.kept.views import KeptFileView, download_view
from importer.models import KeptFile
from importer.paste.views import paste
from importer.review.access import may_review
from importer.review.listing import DeleteView, ImportedPagesView
from importer.review.screen import ReviewView
from importer.review.upload import upload_view


class ImportedPagesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_review(request.user)


@hooks.register("register_archive_menu_item")
def imported_pages_menu_item() -> MenuItem:
    return ImportedPagesMenuItem(
        "Import a page", reverse("importer_pages"), name="readings", icon_name="doc-full", order=10
    )


@hooks.register("ways_to_begin")
def begin_with_a_page(user: Any) -> list[tuple[str, str]]:
    if not may_review(user):
        return []
    return [("a page or programme of an edition", reverse("importer_page_add"))]


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [
        path("readings/", ImportedPagesView.as_view(), name="importer_pages"),
        path(
            "readings/results/",
            ImportedPagesView.as_view(results_only=True),
            name="importer_pages_results",
        ),
        path("readings/add/", upload_view, name="importer_page_add"),
        path("readings/paste/", paste, name="importer_paste"),
        path("readings/kept/<str:sha256>/", KeptFileView.as_view(), name="importer_kept_file"),
        path(
            "readings/kept/<str:sha256>/download/",
            download_view,
            name="importer_kept_file_download",
        ),
        path("readings/files/<uuid:uid>/", BatchView.as_view(), name="importer_batch"),
        path("readings/files/<uuid:uid>/progress/", progress_view, name="importer_batch_progress"),
        path("readings/<positive:pk>/", ReviewView.as_view(), name="importer_page"),
        path("readings/<positive:pk>/delete/", DeleteView.as_view(), name="importer_page_delete"),
    ]


@hooks.register("links_of_source")
def kept_file_of_source(source: Source) -> list[tuple[str, str]]:
    """The file that was read, if Plenary has kept it."""
    if not source.sha256 or not KeptFile.objects.filter(sha256=source.sha256).exists():
        return []
    return [("The file as it was read", reverse("importer_kept_file", args=[source.sha256]))]


@hooks.register("insert_editor_js")
def paste_dialog() -> str:
    return render_to_string("importer/paste/dialog.html")
