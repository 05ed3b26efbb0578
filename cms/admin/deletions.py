"""Refuse to delete what other content uses, and say why."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models import CustomDocument, CustomImage

from .usage import why_kept

# Wagtail calls no hook before it deletes one file, so the middleware watches these URLs.
FILES: dict[str, tuple[type[Model], str]] = {
    "wagtailimages:delete": (CustomImage, "image_id"),
    "wagtailimages:delete_multiple": (CustomImage, "image_id"),
    "wagtaildocs:delete": (CustomDocument, "document_id"),
    "wagtaildocs:delete_multiple": (CustomDocument, "doc_id"),
}


def refuse_deletion(request: HttpRequest, records: Sequence[Any]) -> HttpResponse | None:
    """A hook before snippets, or several records of a list, are deleted."""
    records = [record.specific if isinstance(record, Page) else record for record in records]
    reasons = [reason for record in records if (reason := why_kept(record, records))]
    if not reasons:
        return None
    for reason in reasons:
        messages.error(request, reason)
    return redirect(get_valid_next_url_from_request(request) or list_url(records[0]))


def refuse_page_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse_deletion(request, [page])


def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, records: Sequence[Any], action: Any
) -> HttpResponse | None:
    return refuse_deletion(request, records) if action_type == "delete" else None


def refuse_file_deletion(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    """Before a user deletes a picture or a document, with the permission to do so."""
    if match.view_name not in FILES:
        return None
    model, name = FILES[match.view_name]
    record = model._default_manager.filter(pk=match.kwargs[name]).first()
    if record is None or not _may_delete(request.user, record):
        return None  # Wagtail answers both cases.
    if match.view_name.endswith("_multiple"):
        reason = why_kept(record)
        return JsonResponse({"success": False, "error": reason}, status=409) if reason else None
    return refuse_deletion(request, [record])


def _may_delete(user: Any, record: Model) -> bool:
    policy = policy_registry.get_by_type(type(record))
    enters = user.has_perm("wagtailadmin.access_admin")
    return enters and policy.user_has_permission_for_instance(user, "delete", record)


def list_url(record: Any) -> str:
    """The URL of the list that holds `record`."""
    if isinstance(record, Page):
        return reverse("wagtailadmin_explore", args=[record.get_parent().pk])
    if isinstance(record, CustomImage):
        return reverse("wagtailimages:index")
    if isinstance(record, CustomDocument):
        return reverse("wagtaildocs:index")
    return reverse(record.snippet_viewset.get_url_name("list"))
