"""The API's part of the admin: the public view of records, and hiding private files."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import path
from django.utils import timezone
from wagtail import hooks

from api.admin.buttons import page_button, snippet_button
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
def world_urls() -> Any:
    return [path("world/<slug:kind>/<positive:pk>/", WorldView.as_view(), name="api_world")]


hooks.register("register_page_header_buttons", page_button)
hooks.register("register_page_listing_more_buttons", page_button)
hooks.register("register_snippet_listing_buttons", snippet_button)
