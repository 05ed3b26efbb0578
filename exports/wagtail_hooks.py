"""The place of exports and of the check of files in the admin."""

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from exports.admin import ExportsView, delete_export, download
from exports.fixity.report import files_report
from exports.jobs import may_export


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
        path("reports/files/", files_report, name="archive_files"),
        path("exports/", ExportsView.as_view(), name="archive_exports"),
        path("exports/<int:pk>/download/", download, name="archive_export_download"),
        path("exports/<int:pk>/delete/", delete_export, name="archive_export_delete"),
    ]


class FilesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.view_entry")


@hooks.register("register_reports_menu_item")
def files_menu_item() -> MenuItem:
    return FilesMenuItem("Files check", reverse("archive_files"), icon_name="doc-full", order=60)


@hooks.register("register_permissions")
def files_permissions():
    return Permission.objects.filter(content_type__app_label="exports", codename="check_files")
