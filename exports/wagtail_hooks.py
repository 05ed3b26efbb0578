"""Exports and the file check in the menus of the admin."""

from typing import Any

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
        "Export", reverse("exports_index"), name="exports", icon_name="download", order=90
    )


@hooks.register("register_admin_urls")
def export_urls() -> list[URLPattern]:
    return [
        path("reports/files/", files_report, name="exports_files_report"),
        path("exports/", ExportsView.as_view(), name="exports_index"),
        path("exports/<positive:pk>/download/", download, name="exports_download"),
        path("exports/<positive:pk>/delete/", delete_export, name="exports_delete"),
    ]


class FilesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.view_entry")


@hooks.register("register_reports_menu_item")
def files_menu_item() -> MenuItem:
    return FilesMenuItem(
        "Files check", reverse("exports_files_report"), icon_name="doc-full", order=60
    )


@hooks.register("register_permissions")
def files_permissions() -> Any:
    return Permission.objects.filter(content_type__app_label="exports", codename="check_files")
