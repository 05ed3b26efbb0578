"""The API's part of the admin: the public view of records, and hiding private files."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import path
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from api.admin.buttons import page_button, snippet_button
from api.admin.moderation import ModerateView, ModerationView, WaitingMenuItem, WaitingPanel
from api.admin.public_view import WorldView
from api.views.media import sees_drafts
from archive.visibility import Visibility
from cms.models import CustomDocument


@hooks.register("before_serve_document", order=-1)
def hide_private_files(document: CustomDocument, request: HttpRequest) -> None:
    """Answer a 404 for a hidden file. A login page would reveal that it exists."""
    if Visibility(timezone.now()).allows(document):
        return
    if not sees_drafts(request):
        raise Http404


@hooks.register("register_admin_urls")
def admin_urls() -> Any:
    return [
        path("world/<slug:kind>/<positive:pk>/", WorldView.as_view(), name="api_world"),
        path("moderation/", ModerationView.as_view(), name="api_moderation"),
        path("moderation/<positive:task_state_id>/", ModerateView.as_view(), name="api_moderate"),
    ]


@hooks.register("construct_homepage_panels", order=10)
def show_waiting(request: HttpRequest, panels: list[Any]) -> None:
    """In place of Wagtail's panel, which asks the database several times for each line."""
    panels[:] = [one for one in panels if not isinstance(one, WorkflowObjectsToModeratePanel)]
    panels.append(WaitingPanel())


hooks.register("register_reports_menu_item", WaitingMenuItem)


hooks.register("register_page_header_buttons", page_button)
hooks.register("register_page_listing_more_buttons", page_button)
hooks.register("register_snippet_listing_buttons", snippet_button)
