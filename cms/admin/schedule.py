"""What Plenary publishes or unpublishes on a schedule, and what failed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision

from cms.models import Release, ScheduleFailure

from .checks import SNIPPETS
from .dashboard import MAX_ITEMS, MAX_REVISIONS, editable
from .links import edit_url, editable_by


class SchedulePanel(Component):
    """What failed, then what goes live or expires in the future. The next one is the first."""

    name = "archive_schedule"
    template_name = "cms/admin/schedule.html"
    order = 115

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"items": [*failed(user), *scheduled(user)]}


def show_failure(request: HttpRequest, record: Any) -> None:
    """At the top of the form of `record`: why its scheduled version is not public."""
    if request.method != "GET":
        return
    for failure in ScheduleFailure.objects.of(record):
        messages.error(request, str(failure))


def failed(user: Any, most: int = MAX_ITEMS) -> list[dict[str, Any]]:
    """What could not go live or expire, the longest overdue first."""
    failures = ScheduleFailure.objects.select_related("content_type").order_by("due_at")
    return [
        {
            "name": str(failure.record),
            "kind": model._meta.verbose_name,
            "url": edit_url(model, failure.object_id),
            "at": failure.due_at,
            "what": failure.get_action_display(),
            "reason": failure.reason,
        }
        for model, failure in editable(user, list(failures[:most].prefetch_related("record")))
    ]


def scheduled(user: Any, most: int = MAX_ITEMS) -> list[dict[str, Any]]:
    """`[{"name", "kind", "url", "at", "what"}]`: three queries, and two for each kind of record."""
    now = timezone.now()
    items = [*_going_live(user, now, most), *_releases(user, now), *_expiring(user, now, most)]
    return sorted(items, key=itemgetter("at"))[:most]


def _releases(user: Any, now: datetime) -> Iterator[dict[str, Any]]:
    if not user.has_perm("cms.view_release"):
        return
    for release in Release.objects.scheduled().filter(go_live_at__gt=now):
        yield {
            "name": str(release),
            "kind": release._meta.verbose_name,
            "url": edit_url(Release, release.pk),
            "at": release.go_live_at,
            "what": "Goes live",
        }


def _going_live(user: Any, now: datetime, most: int) -> Iterator[dict[str, Any]]:
    revisions = Revision.objects.filter(approved_go_live_at__gt=now).order_by("approved_go_live_at")
    soonest = revisions.select_related("content_type").defer("content")
    for model, revision in editable(user, list(soonest[: max(most, MAX_REVISIONS)])):
        yield {
            "name": revision.object_str,
            "kind": model._meta.verbose_name,
            "url": edit_url(model, revision.object_id),
            "at": revision.approved_go_live_at,
            "what": "Goes live",
        }


def _expiring(user: Any, now: datetime, most: int) -> Iterator[dict[str, Any]]:
    for model in (Page, *(model for _plural, model in SNIPPETS)):
        records = editable_by(user, model).filter(live=True, expire_at__gt=now)
        for record in records.order_by("expire_at")[:most]:
            yield {
                "name": str(record),
                "kind": getattr(record, "specific_class", model)._meta.verbose_name,
                "url": edit_url(model, record.pk),
                "at": record.expire_at,
                "what": "Expires",
            }
