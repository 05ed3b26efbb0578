"""The trash in the admin: what was deleted, by whom and when, and how to restore it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.belonging.own import may_edit_shared
from cms.finding.index import kinds
from cms.merging.undo import undo
from cms.models import Trashed
from cms.trash.keep import KEPT_FOR, empty
from cms.trash.restore import restore

from .links import edit_url

PER_PAGE = 50


class TrashMenuItem(MenuItem):
    def __init__(self) -> None:
        super().__init__("Trash", reverse("cms_trash"), icon_name="bin", order=9000)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(kinds_for(request.user))


def kinds_for(user: Any) -> list[str]:
    """The kinds that `user` may delete, and so may see in the trash and restore."""
    return [
        kind
        for kind, model in kinds().items()
        if policy_registry.get_by_type(model).user_has_permission(
            user, "bulk_delete" if issubclass(model, Page) else "delete"
        )
        or (issubclass(model, Page) and _publishes_pages(user))
    ]


def _publishes_pages(user: Any) -> bool:
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


def restorable(trashed: Iterable[Trashed], user: Any) -> list[Trashed]:
    """Those that `user` may restore. One query for the pages above them.

    Whoever may not publish sees only what they deleted themselves, such as own uploads.
    """
    own_kinds = kinds_for(user)
    allowed = [
        one
        for one in trashed
        if one.kind in own_kinds and (may_publish(user, one) or one.deleted_by_id == user.pk)
    ]
    if user.is_superuser:
        return allowed
    parents = Page.objects.in_bulk({one.parent_id for one in allowed if one.parent_id})
    closed = {
        pk
        for pk, page in parents.items()
        if not page.permissions_for_user(user).can_publish_subpage()
    }
    return [one for one in allowed if one.parent_id not in closed]


def may_publish(user: Any, trashed: Trashed) -> bool:
    """Nothing shows a deleted record, so that it belongs to who deleted it."""
    model = kinds()[trashed.kind]
    if not policy_registry.get_by_type(model).user_has_permission(user, "publish"):
        return False
    is_own = issubclass(model, Page) or trashed.deleted_by_id == user.pk
    return is_own or may_edit_shared(user)


class TrashView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/admin/trash.html"
    page_title = "Trash"
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not kinds_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        deleted = Trashed.objects.select_related("deleted_by", "merge")
        deleted = deleted.defer("rows", "merge__changes").order_by("-deleted_at", "-pk")
        allowed = restorable(deleted, user)
        page = Paginator(allowed, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "days": KEPT_FOR.days,
            "items": page,
            "lines": [line(one, user) for one in page],
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
        }


def line(trashed: Trashed, user: Any) -> dict[str, Any]:
    return {
        "trashed": trashed,
        "kind": capfirst(str(kinds()[trashed.kind]._meta.verbose_name)),
        "until": trashed.deleted_at + KEPT_FOR,
        "may_publish": trashed.was_public and may_publish(user, trashed),
    }


def _of_request(request: HttpRequest, pk: int) -> Trashed:
    trashed = get_object_or_404(Trashed, pk=pk)
    if not restorable([trashed], request.user):
        raise PermissionDenied
    return trashed


@require_POST
def restore_view(request: HttpRequest, pk: int) -> HttpResponse:
    trashed = _of_request(request, pk)
    public = "public" in request.POST
    if (public or trashed.is_merged) and not may_publish(request.user, trashed):
        raise PermissionDenied
    try:
        if trashed.is_merged:
            record = undo(trashed.merge, user=request.user)
        else:
            record = restore(trashed, public=public, user=request.user)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return redirect("cms_trash")
    state = (
        "It is public again." if record.live else "It is a draft now: publish it when it is ready."
    )
    button = messages.button(edit_url(type(record), record.pk), "Edit")
    messages.success(request, f"“{trashed}” is restored. {state}", buttons=[button])
    return redirect("cms_trash")


@require_POST
def empty_view(request: HttpRequest, pk: int) -> HttpResponse:
    trashed = _of_request(request, pk)
    empty([trashed])
    messages.success(request, f"“{trashed}” is deleted for good.")
    return redirect("cms_trash")
