"""The place of the report in the admin."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from archive.fixity.screen import files_report


class FilesMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm("archive.view_entry")


@hooks.register("register_reports_menu_item")
def files_menu_item() -> MenuItem:
    return FilesMenuItem("Files check", reverse("archive_files"), icon_name="doc-full", order=60)


@hooks.register("register_admin_urls")
def files_urls():
    return [path("reports/files/", files_report, name="archive_files")]


@hooks.register("register_permissions")
def files_permissions():
    return Permission.objects.filter(content_type__app_label="archive", codename="check_files")
