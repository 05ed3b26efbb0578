"""The publication log in the admin, and changes that send no signal."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets import Button

from archive.admin import aliases
from archive.admin.progress import show_progress
from archive.admin.views import LogReport, redact_view, remove_person_view
from archive.publisher.after_commit import mark
from archive.registry import registry
from cms.models import Person

hooks.register("construct_homepage_panels", show_progress)
hooks.register("before_convert_alias_page", aliases.note_whether_public)
hooks.register("after_convert_alias_page", aliases.hide_what_was_hidden)
hooks.register("after_copy_page", aliases.hide_copies_of_hidden_aliases)

# The apps that import and export register their items with `register_archive_menu_item`. An empty
# menu is hidden.
archive_menu = Menu(
    register_hook_name="register_archive_menu_item",
    construct_hook_name="construct_archive_menu",
)


@hooks.register("register_admin_menu_item")
def archive_menu_item() -> SubmenuMenuItem:
    return SubmenuMenuItem(
        "In and out", archive_menu, name="in-and-out", icon_name="download", order=350
    )


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.view_entry")


@hooks.register("register_reports_menu_item")
def log_menu_item() -> MenuItem:
    return LogMenuItem("Publication log", reverse("archive_log"), icon_name="history", order=50)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("reports/publication-log/", LogReport.as_view(), name="archive_log"),
        path(
            "reports/publication-log/results/",
            LogReport.as_view(results_only=True),
            name="archive_log_results",
        ),
        path(
            "reports/publication-log/<positive:sequence>/redact/",
            redact_view,
            name="archive_redact",
        ),
        path("people/<positive:pk>/remove/", remove_person_view, name="archive_remove_person"),
    ]


@hooks.register("register_permissions")
def permissions() -> QuerySet:
    return Permission.objects.filter(
        content_type__app_label="archive", codename__in=["view_entry", "redact_entry"]
    )


@hooks.register("register_snippet_listing_buttons")
def remove_button(snippet: Any, user: Any, next_url: Any = None) -> Any:
    if isinstance(snippet, Person) and user.has_perms(
        ["archive.redact_entry", "cms.delete_person"]
    ):
        yield Button(
            "Remove everywhere",
            reverse("archive_remove_person", args=[snippet.pk]),
            icon_name="warning",
            priority=90,
        )


@hooks.register("after_bulk_action")
def note_bulk_action(
    request: HttpRequest, action_type: Any, objects: Any, action_class_instance: Any
) -> None:
    """A bulk change of images or documents is one UPDATE, which sends no signal."""
    pairs = ((registry.of_model(type(record)), record.pk) for record in objects)
    mark((resource.kind, pk) for resource, pk in pairs if resource is not None and pk)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("archive.redact", "Redact", "Redacted an earlier version")
