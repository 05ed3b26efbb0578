"""The forms and actions of one record ask whether this record is one that the user may change."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets as wagtail_views
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.belonging.own import may_edit_shared
from cms.belonging.who import why_not
from cms.models import Record
from cms.text.numbers import whole_number

# They change nothing. Whoever may change some records of a kind may read all of them.
READING = (
    wagtail_views.IndexView,
    wagtail_views.UsageView,
    wagtail_views.HistoryView,
    wagtail_views.InspectView,
    wagtail_views.PreviewRevisionView,
    wagtail_views.RevisionsCompareView,
    wagtail_views.WorkflowHistoryView,
    wagtail_views.WorkflowHistoryDetailView,
)


class PolicyForRecord:
    """A permission policy that answers for one record where a view asks about its kind."""

    def __init__(self, policy: Any, record: Any) -> None:
        self.policy = policy
        self.record = record

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policy, name)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.policy.user_has_permission_for_instance(user, action, self.record)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.policy.user_has_any_permission_for_instance(user, actions, self.record)


class RefusalInWords:
    """A view that says why somebody may not change a record, and who may."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except PermissionDenied:
            record = self.record_in_question()
            action = getattr(self, "permission_required", None) or "change"
            reason = why_not(request.user, record, action) if record is not None else ""
            if not reason or getattr(self, "expects_json_response", False):
                raise
            return refuse(request, record, reason)

    def record_in_question(self) -> Any:
        raise NotImplementedError


def refuse(request: HttpRequest, record: Any, reason: str) -> HttpResponse:
    """Say why. The page that shows where a record is used is open to those who may not edit it."""
    messages.error(request, reason)
    if isinstance(record, Record):
        name = type(record).snippet_viewset.get_url_name("usage")
        return redirect(reverse(name, args=[record.pk]))
    return redirect("wagtailadmin_home")


class OneRecordMixin(RefusalInWords):
    """A view of one record or file."""

    model: Any
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        # Some views of Wagtail take the number out of `kwargs`.
        self.pk_in_address = unquote(str(kwargs.get("pk", "")))
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def permission_policy(self) -> Any:
        policy = policy_registry.get_by_type(self.model)
        if may_edit_shared(self.request.user):
            return policy
        record = self.record_in_question()
        return policy if record is None else PolicyForRecord(policy, record)

    def record_in_question(self) -> Any:
        number = whole_number(self.pk_in_address)
        return self.model._default_manager.filter(pk=number).first() if number else None


class PageRefusalMixin(RefusalInWords):
    """The form of a page."""

    def record_in_question(self) -> Any:
        return Page.objects.filter(pk=self.kwargs["page_id"]).first()  # type: ignore[attr-defined]


class OneRecordViewSet(SnippetViewSet):
    """Every view of one record, those that Wagtail adds later too, asks about this record."""

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        if not issubclass(view_class, READING):
            view_class = type(view_class.__name__, (OneRecordMixin, view_class), {})
        return super().construct_view(view_class, **kwargs)
