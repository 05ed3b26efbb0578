"""What Plenary publishes or unpublishes on a schedule."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision

from .checks import SNIPPETS
from .dashboard import MAX_ITEMS, MAX_REVISIONS, editable
from .links import edit_url, editable_by


class SchedulePanel(Component):
    """What goes live or expires in the future. The next one is the first."""

    name = "archive_schedule"
    template_name = "cms/admin/schedule.html"
    order = 115

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"items": scheduled(parent_context["request"].user)}


def scheduled(user: Any) -> list[dict[str, Any]]:
    """`[{"name", "kind", "url", "at", "what"}]`: two queries, and two for each kind of record."""
    now = timezone.now()
    items = [*_going_live(user, now), *_expiring(user, now)]
    return sorted(items, key=itemgetter("at"))[:MAX_ITEMS]


def _going_live(user: Any, now: datetime) -> Iterator[dict[str, Any]]:
    revisions = Revision.objects.filter(approved_go_live_at__gt=now).order_by("approved_go_live_at")
    soonest = revisions.select_related("content_type").defer("content")[:MAX_REVISIONS]
    for model, revision in editable(user, list(soonest)):
        yield {
            "name": revision.object_str,
            "kind": model._meta.verbose_name,
            "url": edit_url(model, revision.object_id),
            "at": revision.approved_go_live_at,
            "what": "Goes live",
        }


def _expiring(user: Any, now: datetime) -> Iterator[dict[str, Any]]:
    for model in (Page, *(model for _plural, model in SNIPPETS)):
        records = editable_by(user, model).filter(live=True, expire_at__gt=now)
        for record in records.order_by("expire_at")[:MAX_ITEMS]:
            yield {
                "name": str(record),
                "kind": getattr(record, "specific_class", model)._meta.verbose_name,
                "url": edit_url(model, record.pk),
                "at": record.expire_at,
                "what": "Expires",
            }
