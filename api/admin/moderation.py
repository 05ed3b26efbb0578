"""What waits for the approval of this user, and what each approval would make public."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from api.admin.document_diff import changes
from api.admin.public_view import facts_of
from api.admin.versions import History
from api.rendering.drafts import document_of_draft
from api.rendering.render import Render
from archive.explanations.public_status import hidden_by_others
from archive.visibility import Visibility
from cms.admin.dashboard import MAX_ITEMS
from cms.admin.links import edit_url
from cms.admin.publishing.decisions import decision_on
from cms.admin.publishing.offers import Offer, needs_a_question
from cms.admin.publishing.together import together_url
from cms.models import CustomImage
from cms.models.file import ArchivedFile
from cms.panels.file import large
from cms.publishing.rights import last_approval

PER_PAGE = 50


def waiting_for(user: Any) -> QuerySet[TaskState]:
    """The approvals that `user` may give or refuse, the oldest first."""
    states = TaskState.objects.reviewable_by(user).order_by("started_at", "pk")
    return states.select_related("revision__content_type", "workflow_state__requested_by").defer(
        "revision__content"
    )


def line(state: TaskState) -> dict[str, Any]:
    """One line of a list. It reads nothing more from the database."""
    model: Any = state.revision.content_type.model_class()
    return {
        "state": state,
        "name": state.revision.object_str,
        "kind": capfirst(model._meta.verbose_name),
        "by": state.workflow_state.requested_by,
        "url": reverse("api_moderate", args=[state.pk]),
    }


class WaitingPanel(Component):
    """On the dashboard: what has waited longest, with the link to all of it."""

    name = "awaiting_review"
    template_name = "api/moderation/panel.html"
    order = 102

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = waiting_for(parent_context["request"].user)
        lines = [line(state) for state in waiting[: MAX_ITEMS + 1]]
        has_more = len(lines) > MAX_ITEMS
        return {
            "lines": lines[:MAX_ITEMS],
            "count": waiting.count() if has_more else len(lines),
        }


class WaitingMenuItem(MenuItem):
    def __init__(self) -> None:
        super().__init__(
            ModerationView.page_title,
            reverse("api_moderation"),
            icon_name="clipboard-list",
            order=2,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(Page).user_has_permission(request.user, "publish")


class ModerationView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "api/moderation/list.html"
    page_title = "Waiting for approval"
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = waiting_for(self.request.user)
        page = Paginator(waiting, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "items": page,
            "lines": [line(state) for state in page],
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
        }


class ModerateView(WagtailAdminTemplateMixin, TemplateView):
    """One draft that waits: what its approval would make public, and the buttons of its task."""

    template_name = "api/moderation/one.html"
    page_title = "What it would make public"
    header_icon = "clipboard-list"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pk = kwargs["task_state_id"]
        waiting: Any = waiting_for(request.user).filter(pk=pk).first()
        if waiting is None:
            state = get_object_or_404(TaskState.objects.select_related("revision"), pk=pk)
            if state.status == TaskState.STATUS_IN_PROGRESS:
                raise PermissionDenied
            messages.success(request, decision_on(state))
            return redirect("api_moderation")
        self.state = waiting
        self.record: Any = self.state.revision.content_object
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("api_moderation"), "label": ModerationView.page_title},
            {"url": "", "label": self.state.revision.object_str},
        ]

    def get_page_subtitle(self) -> str:
        return str(self.state.revision.object_str)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        return {
            **super().get_context_data(**kwargs),
            **line(self.state),
            **self._effect(),
            "edit_url": edit_url(type(record), record.pk),
            "actions": self._actions(),
        }

    def _actions(self) -> list[dict[str, Any]]:
        """The buttons of the task."""
        name = (
            "wagtailadmin_pages:workflow_action"
            if isinstance(self.record, Page)
            else self.record.snippet_viewset.get_url_name("workflow_action")
        )
        actions = self.state.task.specific.get_actions(self.record, self.request.user)
        return [
            {
                "label": label,
                "opens_dialog": opens_dialog,
                "url": reverse(name, args=[self.record.pk, action, self.state.pk]),
            }
            for action, label, opens_dialog in actions
        ]

    def _effect(self) -> dict[str, Any]:
        """What the approval would change for readers, and what is in its way."""
        record, user, now = self.record, self.request.user, timezone.now()
        try:
            draft = self.state.revision.as_object()
        except ValidationError:
            return {"is_unreadable": True}
        is_last = last_approval(user, record) is not None
        asks = is_last and needs_a_question(draft, user)
        effect = {
            "offer": Offer(draft, None, user),
            "file": draft if isinstance(draft, ArchivedFile) else None,
            "picture": large(draft) if isinstance(draft, CustomImage) else None,
            "hidden": hidden_by_others(record, Visibility(now)),
            "is_last": is_last,
            "go_live_at": draft.go_live_at if draft.go_live_at and draft.go_live_at > now else None,
            "together_url": together_url(draft) if asks else "",
        }
        before, after = History(record, now).current(now), document_of_draft(draft, Render)
        if before is None:
            return {**effect, "facts": facts_of(after)}
        return {**effect, "changes": changes(before, after), "is_public": True}
