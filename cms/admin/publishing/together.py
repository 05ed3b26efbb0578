"""The page that publishes a record together with what it shows."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.links import edit_url
from cms.publishing.kinds import model_of
from cms.publishing.rights import has_right, last_approval, may_publish
from cms.publishing.together import Draft, NotPublished, publish_together

from .decisions import decision_on
from .offers import needs_a_question, newest_draft, offers_of


def together_url(record: Any) -> str:
    return reverse("cms_publish_together", args=[record.kind, record.pk])


def ask_about_the_rest(request: HttpRequest, record: Any) -> HttpResponse | None:
    """A hook before a form publishes `record`, whose draft is saved by then."""
    is_scheduled = record.go_live_at is not None and record.go_live_at > timezone.now()
    if is_scheduled or not needs_a_question(record, request.user):
        return None
    return redirect(together_url(record))


class AskingApproval:
    """An edit view that asks the same before the last approval, and says what has become of it."""

    decided: Any = None

    def perform_workflow_action(self: Any) -> HttpResponse:
        """Of a page. The form is not saved yet."""
        if self._is_last_approval(self.page):
            draft = self.form.save(commit=False)
            if question := ask_about_the_rest(self.request, draft):
                if self.has_content_changes:
                    self.save_action()
                return question
        self.decided = self.page.current_workflow_task_state
        return super().perform_workflow_action()  # type: ignore[misc]

    def add_save_confirmation_message(self: Any) -> None:
        """Of a page."""
        if self.decided is None:
            super().add_save_confirmation_message()  # type: ignore[misc]
        else:
            messages.success(self.request, decision_on(self.decided))

    def workflow_action_action(self: Any) -> HttpResponse | None:
        """Of a record. The form is saved."""
        if self._is_last_approval(self.object) and (
            question := ask_about_the_rest(self.request, self.object)
        ):
            return question
        self.decided = self.object.current_workflow_task_state
        return super().workflow_action_action()  # type: ignore[misc]

    def get_success_message(self: Any, instance: Any = None) -> str:
        """Of a record."""
        if self.decided is None:
            return super().get_success_message(instance)  # type: ignore[misc]
        return decision_on(self.decided)

    def _is_last_approval(self: Any, record: Any) -> bool:
        is_approval = self.workflow_action == "approve"
        return is_approval and last_approval(self.request.user, record) is not None


class TogetherView(WagtailAdminTemplateMixin, TemplateView):
    """Lists what a record shows that is not public, and publishes what is ticked with it."""

    template_name = "cms/publishing/together.html"
    page_title = "Publish together"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        model = model_of(kwargs["kind"])
        saved = model and model._default_manager.filter(pk=kwargs["pk"]).first()
        if saved is None:
            raise Http404
        if not may_publish(request.user, saved):
            raise PermissionDenied
        self.record = newest_draft(saved)
        self.problems: dict[Draft, str] = {}
        self.ticked: set[Draft] | None = None
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        names = [request.POST.get("record", ""), *request.POST.getlist("with")]
        drafts = [draft for name in names if (draft := Draft.read(name)) is not None]
        if len(drafts) != len(names) or drafts[0][:2] != (self.record.kind, self.record.pk):
            return HttpResponseBadRequest("The form is incomplete. Send it again.")
        if request.POST.get("alone"):
            drafts = drafts[:1]
        try:
            count = publish_together(drafts, request.user)
        except NotPublished as refusal:
            self.problems, self.ticked = refusal.problems, set(drafts)
            messages.error(request, "Nothing was published. The reasons stand at the records.")
            return self.get(request, *args, **kwargs)
        messages.success(request, f"“{self.record}” {_is_public(count - 1)}.")
        return redirect(edit_url(type(self.record), self.record.pk))

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": edit_url(type(self.record), self.record.pk), "label": str(self.record)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers = offers_of(self.record, self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "draft": Draft.of(self.record),
            "problem": self._problem_of(self.record),
            "rows": [
                {
                    "offer": offer,
                    "kind": capfirst(offer.kind),
                    "problem": self._problem_of(offer.record) or offer.problem,
                    "is_ticked": self._is_ticked(offer),
                }
                for offer in offers
            ],
            "approves": not has_right(self.request.user, self.record),
            "edit_url": edit_url(type(self.record), self.record.pk),
        }

    def _problem_of(self, record: Any) -> str:
        problems = {draft[:2]: text for draft, text in self.problems.items()}
        return problems.get((record.kind, record.pk), "")

    def _is_ticked(self, offer: Any) -> bool:
        if self.ticked is None:
            return offer.is_ticked
        return offer.can_be_ticked and offer.draft[:2] in {draft[:2] for draft in self.ticked}


def _is_public(others: int) -> str:
    if not others:
        return "is public"
    return f"and {others} more record{'s' if others > 1 else ''} are public"
