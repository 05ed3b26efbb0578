"""The exports' place in the admin. Imported by `archive.wagtail_hooks`."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from archive.export.made import may_export
from archive.export.screens import ExportsView, delete_export, download


class ExportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_export(request.user)


@hooks.register("register_archive_menu_item")
def exports_menu_item() -> MenuItem:
    return ExportsMenuItem(
        "Export", reverse("archive_exports"), name="exports", icon_name="download", order=90
    )


@hooks.register("register_admin_urls")
def export_urls() -> list[URLPattern]:
    return [
        path("exports/", ExportsView.as_view(), name="archive_exports"),
        path("exports/<int:pk>/download/", download, name="archive_export_download"),
        path("exports/<int:pk>/delete/", delete_export, name="archive_export_delete"),
    ]
